import { applyEdits, Source } from '../../syntax/index.js'
import { hashOf } from '../writing/replacement.js'
import type { HistoryEntry, HistoryFile } from './history-entry.js'

/**
 * Whether an entry still says what its files held, and how to come back to that: a history is read
 * from files like any other.
 */
export function isWhole({ files }: Pick<HistoryEntry, 'files'>): boolean {
  return files.every(isWholeFile)
}

function isWholeFile(file: HistoryFile): boolean {
  const { beforeHash, afterHash, inverse } = file
  try {
    const [before, after] = [file.before(), file.after()]
    if (beforeHash !== (before && hashOf(before))) return false
    if (afterHash !== undefined && afterHash !== hashOf(after)) return false
    if (afterHash === undefined && after.length > 0) return false
    const undone = new Source(applyEdits(Source.fromBytes(after).text, inverse)).bytes
    return Buffer.compare(undone, before ?? new Uint8Array()) === 0
  } catch {
    // It cannot be unpacked, or its edits lie outside of its text.
    return false
  }
}
