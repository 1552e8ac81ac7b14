import { parse } from '../../grammar/index.js'
import { type OptionType, registry, type ScopeType } from '../../src/schema/index.js'
import type { OptionView, ValueView } from '../../src/syntax/index.js'

/** The kind of scope at a path such as `auth_ds/scheme`; the empty path is Global. */
export function scopeAt(path: string): ScopeType {
  let scope: ScopeType | undefined = registry().global
  for (const name of path.split('/').filter((name) => name !== '')) scope = scope?.scopes.get(name)
  if (scope === undefined) throw new Error(`no scope ${path}`)
  return scope
}

/** The option at a path such as `logs/dir_mode`; without a slash one of Global. */
export function optionAt(path: string): OptionType {
  const slash = path.lastIndexOf('/')
  const option = scopeAt(path.slice(0, Math.max(slash, 0))).options.get(path.slice(slash + 1))
  if (option === undefined) throw new Error(`no option ${path}`)
  return option
}

/** What `text` gives as the value of an option. Its first character has the index 4. */
export function written(text: string): ValueView {
  const option = parse(`x = ${text}\n`).root.items[0] as OptionView
  if (option.value === undefined) throw new Error(`no value in ${text}`)
  return option.value
}
