export type { LineChange, PlacedChange } from './change-log.js'
export { askedSet, changesInLines } from './changes-in-lines.js'
export type { Clock } from './clock.js'
export {
  type Author,
  Live,
  type LiveChange,
  type LiveOptions,
  type Notice,
  type Watcher,
} from './live.js'
export { refusalLines } from './load-refusal.js'
export type { Confirmation, NotDone, Outcome, Reloading, Waiting, Writeback } from './outcome.js'
export { Transaction, type TransactionLine } from './transaction.js'
export type {
  LeftOut,
  Loading,
  MemoryState,
  Plan,
  Saved,
  TakingBack,
  Work,
  Write,
  Written,
} from './work.js'
export { type Armed, type Judging, type Loaded, WorkHere, type WorkOptions } from './work-here.js'
