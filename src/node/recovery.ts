import {
  describeRecord,
  namesOf,
  type RecordedFile,
  type TransactionRecord,
} from './transaction-record.js'

/**
 * What was done about a write that somebody did not end. `nothing-written`: no file was touched;
 * `finished`: all files are new now; `undone`: all are old again; `taken-back`: a change that nobody
 * confirmed in time; `blocked`: it could not be done, and the next run tries again.
 */
export interface Recovery {
  readonly kind: 'nothing-written' | 'finished' | 'undone' | 'taken-back' | 'blocked'
  /** One line, for the user. */
  readonly text: string
}

/** @param what could not be ended */
export function blocked(what: string, why: string): Recovery {
  return { kind: 'blocked', text: `${what} can not be ended: ${why}` }
}

/** Records are put in their places whole, so that this one was damaged later. */
export function damaged(path: string): Recovery {
  const text = `${path} is damaged, so an interrupted change can not be ended: look at the files, then remove it`
  return { kind: 'blocked', text }
}

/** @param others the files that somebody else has changed since */
export function nothingWritten(
  record: TransactionRecord,
  others: readonly RecordedFile[] = [],
): Recovery {
  const old = record.files.filter((file) => !others.includes(file))
  const why = [
    ...(others.length > 0 ? [changedSince(others)] : []),
    ...(old.length > 0 ? [asBefore(old)] : []),
  ]
  const text = `An interrupted ${describeRecord(record)} had written nothing: ${why.join('; ')}`
  return { kind: 'nothing-written', text }
}

/** @param others as above */
export function finished(record: TransactionRecord, others: readonly RecordedFile[]): Recovery {
  const since = others.length === 0 ? '' : `; ${changedSince(others)}`
  const text = `An interrupted ${describeRecord(record)} is finished: ${namesOf(record.files)}${since}`
  return { kind: 'finished', text }
}

/** @param fresh the files that have got their old bytes back */
export function undone(
  record: TransactionRecord,
  fresh: readonly RecordedFile[],
  others: readonly RecordedFile[],
): Recovery {
  const text = `An interrupted ${describeRecord(record)} is undone: ${changedSince(others)}; ${asBefore(fresh)}`
  return { kind: 'undone', text }
}

/** Whether a process of another machine still runs nobody here can tell. */
export function elsewhere(record: TransactionRecord): Recovery {
  const { host } = record.by
  const text = `${describeRecord(record)} on ${host} has not ended: only ecconf on ${host} can tell whether it still runs, and end it`
  return { kind: 'blocked', text }
}

/** `a.conf, b.conf are as before` */
function asBefore(files: readonly RecordedFile[]): string {
  return `${namesOf(files)} ${files.length === 1 ? 'is' : 'are'} as before`
}

function changedSince(files: readonly RecordedFile[]): string {
  return `${namesOf(files)} ${files.length === 1 ? 'was' : 'were'} changed by someone else meanwhile`
}
