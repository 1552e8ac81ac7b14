import { applyEdits, Source } from '../../syntax/index.js'
import { hashOf } from '../writing/replacement.js'
import type { HistoryEntry, HistoryFile } from './history-entry.js'

/**
 * Whether an entry still has the texts of its files and the edits that restore them: somebody may
 * have changed the file of the entry.
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
    // The contents cannot be unpacked, or an edit lies outside the text.
    return false
  }
}
