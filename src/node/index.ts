export type { Confinement } from './access/carried-text.js'
export { type IncludedBy, ledByOthers, ledToPlace } from './access/led-by-others.js'
export { type ReadFile, readWithAccess } from './access/read-with-access.js'
export { nodeEnvironment } from './files/environment.js'
export type { KeptAttributes } from './files/extended-attributes.js'
export type {
  Contents,
  FileFacts,
  FileSystemCalls,
  FolderStatus,
  Numbered,
  Ownership,
  Status,
} from './files/file-system-calls.js'
export type { FolderIdentity } from './files/folder-identity.js'
export { type CopyMaker, KeptCopy } from './files/kept-copy.js'
export { exchangeableLink, placeNotes } from './files/place-notes.js'
export { newSystemCalls, systemCalls } from './files/system-calls.js'
export { disarmEntry, type HistoryReading, readEntry, readHistory } from './history/history.js'
export type { EntryState, HistoryEntry, HistoryFile } from './history/history-entry.js'
export { isWhole } from './history/whole-entry.js'
export { HeldLocks } from './locks/held-locks.js'
export {
  type Processes,
  type ProcessIdentity,
  processExists,
  systemProcesses,
} from './locks/processes.js'
export { type Machine, THIS_MACHINE } from './machine.js'
export { armedBy, armedEntries, confirmArmed, hasOwnArmed, isArmed } from './transactions/armed.js'
export { strangersAmong } from './transactions/recorded-path.js'
export { recover } from './transactions/recover.js'
export {
  type EndAs,
  RECOVERY_KINDS,
  type Recovery,
  type RecoveryKind,
  userText,
} from './transactions/recovery-outcome.js'
export { STATE_FOLDER } from './transactions/state-place.js'
export { presentTexts } from './transactions/take-back.js'
export { boundNow } from './writing/bound-now.js'
export { type Installation, install, type WriteRecord } from './writing/install.js'
export { hashOf, type WriteRequest } from './writing/replacement.js'
export { withAccess } from './writing/requested-files.js'
export { writeChangeSet } from './writing/write-change-set.js'
export { afterOthers, WriteError, type WriteErrorCode } from './writing/write-error.js'
export {
  writeFileDurably,
  writeFilesDurably,
  writeFilesWithRights,
  writeRealFile,
} from './writing/write-files.js'
