import {
  describeRecord,
  namesOf,
  type RecordedFile,
  type TransactionRecord,
} from './transaction-record.js'

/**
 * What was done about a write that somebody did not end. `nothing-written`: no file was touched;
 * `finished`: all files are new now; `undone`: all are old again; `taken-back`: a change that nobody
 * confirmed in time; `copied`: it came here with a copy of its folder, and means nothing here; `blocked`:
 * it could not be done, and the next run tries again.
 */
export interface Recovery {
  readonly kind: RecoveryKind
  /** One line, for the user. What others have written in it is to be made visible where it is shown. */
  readonly text: string
}

export const RECOVERY_KINDS = [
  'nothing-written',
  'finished',
  'undone',
  'taken-back',
  'copied',
  'blocked',
] as const

export type RecoveryKind = (typeof RECOVERY_KINDS)[number]

/**
 * Ends what another user has left in the middle in a folder, with the rights of that user and no more.
 * @param uid the number of the user
 * @param folder of the configuration
 * @param known the real paths of the files of the configuration
 */
export type EndAs = (uid: number, folder: string, known: ReadonlySet<string>) => readonly Recovery[]

/** @param what could not be ended */
export function blocked(what: string, why: string): Recovery {
  return { kind: 'blocked', text: `${what} cannot be ended: ${why}` }
}

/** Records are put in their places whole, so that this one was damaged later. */
export function damaged(path: string): Recovery {
  const text = `${path} is damaged, so an interrupted change cannot be ended: look at the files, then remove it`
  return { kind: 'blocked', text }
}

export function older(path: string): Recovery {
  const text = `${path} was written by an earlier version of ecconf, so an interrupted change is not ended: look at the files, then remove it`
  return { kind: 'blocked', text }
}

/** @param path of the record, which is set aside */
export function copied(record: TransactionRecord, path: string): Recovery {
  const text = `An interrupted ${describeRecord(record)} came here with a copy of its folder, and means nothing here: ${path}`
  return { kind: 'copied', text }
}

/** What another user has left, and nobody else may end. */
export function theirs(path: string, uid: number | undefined): Recovery {
  const whose = uid === undefined ? 'another user' : userText(uid)
  const text = `${path} belongs to ${whose}: ecconf run by ${whose} ends the change that was interrupted`
  return { kind: 'blocked', text }
}

/** `root`, `user 1000` */
export function userText(uid: number): string {
  return uid === 0 ? 'root' : `user ${uid}`
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

/** @param kept where what somebody else wrote lies, which had no place any more */
export function withKept({ kind, text }: Recovery, kept: readonly string[]): Recovery {
  if (kept.length === 0) return { kind, text }
  return { kind, text: `${text}; what else someone wrote lies in ${kept.join(', ')}` }
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
