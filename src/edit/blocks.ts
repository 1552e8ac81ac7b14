import { pathKey } from '../config/identity.js'
import type { ConfigFile, Configuration, Inclusion, Scope } from '../config/index.js'
import type { FileView, ScopeView } from '../syntax/index.js'

/** A stretch of text whose statements land in one scope: a stanza's body, or a whole file. */
export interface Block {
  readonly file: ConfigFile
  readonly body: ScopeView | FileView
}

/**
 * The blocks that define a scope, in document order: its stanzas, and the files that are included
 * inside of them (language spec 7). Global is defined in the main file.
 */
export function blocksOf(configuration: Configuration, scope: Scope): Block[] {
  const { main, inclusions } = configuration
  if (scope.path.length === 0) return [{ file: main, body: main.document.root }]
  const key = pathKey(scope.path)
  const placed: { readonly block: Block; readonly place: readonly number[] }[] = []
  for (const { inclusion, node } of scope.stanzas) {
    const place = [...placeOf(inclusion), node.start]
    placed.push({ block: { file: inclusion.file, body: node }, place })
  }
  for (const inclusion of inclusions) {
    const { file, within } = inclusion
    if (within.length === 0 || pathKey(within) !== key) continue
    const body = file.document.root
    if (body.eachItem().next().done) continue
    placed.push({ block: { file, body }, place: [...placeOf(inclusion), 0] })
  }
  return placed.sort((a, b) => compare(a.place, b.place)).map(({ block }) => block)
}

/**
 * Where the text of an inclusion stands in the expanded text: for each include on the way to it the
 * index of the statement, and its number among those that this statement takes in.
 */
function placeOf(inclusion: Inclusion): number[] {
  const place: number[] = []
  for (let at: Inclusion | undefined = inclusion; at?.parent !== undefined; at = at.parent) {
    // The local changes file comes behind everything, wherever the option stands that names it.
    if (at.localChanges !== undefined) return [Number.POSITIVE_INFINITY, ...place]
    place.unshift(at.statement?.start ?? 0, at.order)
  }
  return place
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.min(a.length, b.length); at++) {
    const difference = (a[at] as number) - (b[at] as number)
    if (difference !== 0 && !Number.isNaN(difference)) return difference
  }
  return a.length - b.length
}
