/**
 * The public surface of `ecconf/node`: that of `ecconf`, with Node's environment where one is
 * needed, and what touches the machine.
 */
import {
  type Configuration,
  type LoadOptions as CoreLoadOptions,
  type Document,
  type Environment,
  load as loadWith,
  type PackedConfiguration,
  unpack as unpackWith,
} from './index.js'
import { nodeEnvironment } from './node/index.js'

/** As for `ecconf`; without an environment this machine is meant. */
export type LoadOptions = Omit<CoreLoadOptions, 'environment'> & {
  readonly environment?: Environment
}

/**
 * Loads a configuration of this machine.
 * @param main a path, relative to the working directory; a bare name that is no file there is
 *   looked for along the search path
 * @param known texts that need not be read and parsed again, by the real path of their file
 * @throws EnvironmentError when the main file itself cannot be read
 */
export function load(
  main: string,
  options: LoadOptions = {},
  known: ReadonlyMap<string, Document> = new Map(),
): Promise<Configuration> {
  return loadWith(main, { environment: nodeEnvironment(), ...options }, known)
}

/**
 * The configuration that another thread has loaded and packed. Nothing is read or parsed.
 * @param options those that it was loaded with; without an environment this machine is meant
 */
export function unpack(packed: PackedConfiguration, options: LoadOptions = {}): Configuration {
  return unpackWith(packed, { environment: nodeEnvironment(), ...options })
}

export type { LoadOptions as CoreLoadOptions } from './config/index.js'
export * from './index.js'
export {
  armedEntries,
  type Confinement,
  type Contents,
  confirmArmed,
  type EndAs,
  type EntryState,
  type FileFacts,
  type FileSystemCalls,
  type FolderIdentity,
  type FolderStatus,
  HeldLocks,
  type HistoryEntry,
  type HistoryFile,
  type HistoryReading,
  hashOf,
  type Installation,
  install,
  type KeptAttributes,
  type Machine,
  type Numbered,
  nodeEnvironment,
  type Ownership,
  type Processes,
  type ProcessIdentity,
  type Recovery,
  type RecoveryKind,
  readEntry,
  readHistory,
  recover,
  type Status,
  systemCalls,
  systemProcesses,
  WriteError,
  type WriteErrorCode,
  type WriteRecord,
  type WriteRequest,
  writeChangeSet,
  writeFileDurably,
  writeFilesDurably,
} from './node/index.js'
export {
  carryOut,
  type Decision,
  type Outcome,
  type WritingAs,
  writeChanges,
} from './project/changes/carry-out.js'
export { Failure, Refusal as RefusedError } from './project/failure.js'
export type { Host, Use } from './project/host.js'
export type { Confirmation } from './project/past/confirmation.js'
export { Past } from './project/past/past.js'
export { type Rollback, rollbackOf } from './project/past/rollback.js'
export { openProject } from './project/recovery/open-project.js'
export { recoverProject } from './project/recovery/recover-project.js'
export type { ShownEntry, ShownFile, ShownRollback } from './report/index.js'
