import type { ItemView } from '../../syntax/index.js'
import { isLeftOpen } from './left-open.js'

/** The statements of a body about which broken statements beside them leave doubt. */
export interface Doubts {
  /** Nodes of statements that may belong to another scope than the one that they are in. */
  readonly misplaced: ReadonlySet<number>
  /** Nodes that look like options but may be keys of a dictionary. */
  readonly noStatements: ReadonlySet<number>
}

export const NO_DOUBTS: Doubts = { misplaced: new Set(), noStatements: new Set() }

/**
 * Finds the statements made doubtful by a broken one, so that nothing is reported about them:
 *
 * - beside text that is no statement, options may belong to the stanza whose head or end it was;
 * - where a stanza without a closing brace ends is a guess, so what follows may belong to it;
 * - before an unmatched closing brace, another stanza may have been closed too early;
 * - between an option without a value and such text, options may be the keys of its dictionary.
 */
export function doubtsAbout(items: readonly ItemView[]): Doubts {
  return { misplaced: nodesOf(misplaced(items)), noStatements: nodesOf(keys(items)) }
}

function nodesOf(items: ReadonlySet<ItemView>): Set<number> {
  return new Set([...items].map(({ index }) => index))
}

function misplaced(items: readonly ItemView[]): Set<ItemView> {
  const lastBrace = items.findLastIndex((item) => item.type === 'error' && item.text === '}')
  const doubtful = new Set(items.slice(0, lastBrace + 1))
  addRuns(items, doubtful, (item) => item.type === 'error' || isOpenStanza(item))
  addRuns(items.toReversed(), doubtful, ({ type }) => type === 'error')
  return doubtful
}

/**
 * Adds the options and includes that follow each item with `begins`, up to the next stanza or
 * error.
 */
function addRuns(
  items: readonly ItemView[],
  doubtful: Set<ItemView>,
  begins: (item: ItemView) => boolean,
): void {
  let isDoubtful = false
  for (const item of items) {
    if (item.type === 'scope' || item.type === 'error') isDoubtful = begins(item)
    else if (isDoubtful) doubtful.add(item)
  }
}

function isOpenStanza(item: ItemView): boolean {
  return item.type === 'scope' && isLeftOpen(item)
}

function keys(items: readonly ItemView[]): Set<ItemView> {
  const found = new Set<ItemView>()
  let run: ItemView[] | undefined
  for (const item of items) {
    if (item.type === 'option') {
      if (item.broken) run = []
      else run?.push(item)
      continue
    }
    if (item.type === 'error') for (const option of run ?? []) found.add(option)
    run = undefined
  }
  return found
}
