export { armedEntries, confirmArmed, hasArmed } from './armed.js'
export { nodeEnvironment } from './environment.js'
export type { KeptAttributes } from './extended-attributes.js'
export {
  type FileSystemCalls,
  type Ownership,
  type Status,
  systemCalls,
} from './file-system-calls.js'
export { HeldLocks } from './held-locks.js'
export { disarmEntry, type HistoryReading, readEntry, readHistory } from './history.js'
export type { EntryState, HistoryEntry, HistoryFile } from './history-entry.js'
export { type Installation, install, type WriteRecord } from './install.js'
export { type CopyMaker, KeptCopy } from './kept-copy.js'
export { type Processes, type ProcessIdentity, systemProcesses } from './processes.js'
export { recover } from './recover.js'
export type { Recovery } from './recovery.js'
export { hashOf, type WriteRequest } from './replacement.js'
export { STATE_FOLDER } from './state-folder.js'
export { presentTexts } from './take-back.js'
export { isWhole } from './whole-entry.js'
export type { Machine } from './write.js'
export { writeChangeSet } from './write-change-set.js'
export { WriteError, type WriteErrorCode } from './write-error.js'
export { writeFileDurably, writeFilesDurably } from './write-files.js'
