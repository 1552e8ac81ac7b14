export type { StepOutcome } from './coordinator/commit-run.js'
export {
  type CommitOrder,
  type CommitOutcome,
  Coordinator,
} from './coordinator/coordinator.js'
export type {
  CommitMembers,
  CommitNotice,
  CommitProgress,
  CoordinatorOptions,
  FilesBase,
  NodeFiles,
} from './coordinator/ports.js'
export type { CommitStatus, NodeStatus } from './coordinator/status.js'
export { type Holder, MOST_HASHES, TXID } from './messages.js'
export { Participant, type ParticipantOptions } from './participant/participant.js'
export type { JournalDisk, NodeConfiguration } from './ports.js'
