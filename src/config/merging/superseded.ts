import type { Range } from '../../syntax/index.js'
import type { ConfigFile, Definition, Inclusion, Scope } from '../model.js'
import { pendingStatement } from './apply.js'
import type { ScopePath } from './change.js'
import type { Removals } from './removals.js'

/** A whole statement in a file that writing the changes in memory would remove or change. */
export interface Superseded extends Range {
  readonly file: ConfigFile
  /** `taken out`, or `replaced` by one with another value in the same place. */
  readonly how: 'taken out' | 'replaced'
}

/**
 * The statements that changes in memory remove from the files, and the definitions that they
 * replace.
 * @param files the Global scope of the files alone
 */
export function* supersededBy(
  changes: readonly Inclusion[],
  removals: Removals,
  files: Scope,
): Generator<Superseded> {
  for (const path of removals.scopes.values()) {
    for (const stanza of scopeAt(files, path)?.stanzas ?? []) yield place(stanza, 'taken out')
  }
  for (const { path, names } of removals.options.values()) {
    const options = scopeAt(files, path)?.options
    for (const name of names) {
      for (const definition of options?.get(name) ?? []) yield place(definition, 'taken out')
    }
  }
  for (const change of changes) {
    const statement = pendingStatement(change)
    const options = statement && scopeAt(files, statement.path)?.options
    const last = options?.get(statement?.option.name.toLowerCase() ?? '')?.at(-1)
    if (last !== undefined && last.inclusion.file.readOnly === undefined) {
      yield place(last, 'replaced')
    }
  }
}

function scopeAt(root: Scope, path: ScopePath): Scope | undefined {
  let scope: Scope | undefined = root
  for (const step of path) scope = scope?.child(step.name, step.instance)
  return scope
}

function place(
  { inclusion, node }: Pick<Definition, 'inclusion'> & { readonly node: Range },
  how: Superseded['how'],
): Superseded {
  return { file: inclusion.file, start: node.start, end: node.end, how }
}
