import type { ScopePath } from '../../../config/index.js'
import { namedBy, namesIn } from '../../../lint/references/references.js'
import type { Range } from '../../../syntax/index.js'
import type { FileInTarget } from '../../workspace/snapshot.js'
import { scopePathsOf, scopeTypesOf } from '../place/scope-place.js'
import { holds, type OptionPlace, type ScopePlace } from '../place/text-place.js'
import { type NamedThing, thingOf } from './occurrences.js'

/** A thing and the place of its name in the text that is asked about. */
export interface NamedPlace extends Range {
  readonly thing: NamedThing
  /** The name as it is meant, without quotes. */
  readonly name: string
}

/** What the value of an option names at an index. */
export function thingInValue(
  each: FileInTarget,
  { view, around }: OptionPlace,
  index: number,
): NamedPlace | undefined {
  const { value, name } = view
  if (value === undefined) return undefined
  const lower = name.toLowerCase()
  for (const { options } of scopeTypesOf(each, around)) {
    const type = options.get(lower)
    const target = type && namedBy(type)
    if (target === undefined) continue
    const part = namesIn(target, value).find((its) => holds(its, index))
    if (part === undefined) continue
    const { start, end } = part
    return { thing: { kind: 'target', target, name: part.name }, name: part.name, start, end }
  }
  return undefined
}

/** The scopes that a stanza means, and what each is. */
export function thingsOfStanza(
  each: FileInTarget,
  { view, around }: ScopePlace,
): readonly { readonly path: ScopePath; readonly thing: NamedThing }[] {
  const stanzas = [...around, view]
  const [type] = scopeTypesOf(each, stanzas)
  return scopePathsOf(each, stanzas).map((path) => ({
    path,
    thing: thingOf(path, type) ?? { kind: 'scope', path },
  }))
}
