import type { HistoryEntry, HistoryFile } from './history-entry.js'
import { hashOf } from './replacement.js'

/** Whether an entry still holds what its files held: a history is read from files like any other. */
export function isWhole({ files }: HistoryEntry): boolean {
  return files.every(isWholeFile)
}

/** As `isWhole`, of one file. */
export function isWholeFile(file: HistoryFile): boolean {
  const { beforeHash, afterHash, removed } = file
  try {
    const before = file.before()
    if (beforeHash !== (before && hashOf(before))) return false
    return removed || afterHash === hashOf(file.after())
  } catch {
    // It can not be unpacked, or its edits lie outside of its text.
    return false
  }
}
