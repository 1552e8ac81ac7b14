import type { ItemView } from '../../syntax/index.js'
import { isLeftOpen } from './left-open.js'

/** What cannot be told of the statements of a body because others among them are broken. */
export interface Doubts {
  /** Statements that may belong to another scope than the one they stand in, by their nodes. */
  readonly misplaced: ReadonlySet<number>
  /** What looks like options but may be the keys of a dictionary. */
  readonly noStatements: ReadonlySet<number>
}

export const NO_DOUBTS: Doubts = { misplaced: new Set(), noStatements: new Set() }

/**
 * A broken statement makes others doubtful, and they are not to be reported for it:
 *
 * - beside text that is no statement, options may belong to the stanza whose head or end it was;
 * - where a stanza that was left open ends is a guess, so what follows may belong to it;
 * - before a brace that closes nothing, another stanza may have been closed too early;
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

/** Adds the options and includes that follow an item, up to the next stanza. */
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
