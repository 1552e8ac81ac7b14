import { boundPath, type CarriedText, type ChangeSet } from '../../edit/index.js'
import type { LineChange } from './change-log.js'

/** How many values are remembered. */
const MOST = 100_000

/**
 * Which values a session has from the history: whoever could not read them in the file where they were is
 * not to read them in the file that a writeback puts them into.
 */
export class BroughtBack {
  readonly #sources = new Map<string, readonly CarriedText[]>()

  /** @param sources what comes back with the changes, by the files in which it was */
  remember(changes: readonly LineChange[], sources: readonly CarriedText[]): void {
    if (sources.length === 0) return
    for (const change of changes) {
      if (this.#sources.size >= MOST) this.#sources.clear()
      this.#sources.set(keyOf(change), sources)
    }
  }

  /** What of the planned changes is from the history, by the files that take it. */
  carriedInto({ placements, edits }: Pick<ChangeSet, 'placements' | 'edits'>): CarriedText[] {
    const places = new Map(edits.map((each) => [each.path, boundPath(each)]))
    return placements.flatMap(({ action, change, path }) => {
      const into = places.get(path)
      if (into === undefined || change?.kind !== 'set' || action === 'delete') return []
      return (this.#sources.get(keyOf(change)) ?? []).map((each) => ({ ...each, into }))
    })
  }
}

function keyOf(change: LineChange): string {
  const { kind, path, option } = change
  return JSON.stringify([kind, path, option?.toLowerCase(), kind === 'set' ? change.value : ''])
}
