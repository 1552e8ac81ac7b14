import {
  describeRecord,
  namesOf,
  type RecordedFile,
  type TransactionRecord,
} from './transaction-record.js'

/**
 * What became of an interrupted write. `nothing-written`: no file had been touched; `finished`: all
 * files are new now; `undone`: all files are old again; `taken-back`: nobody confirmed the change
 * in time; `copied`: the write came here with a copy of its folder and is ignored; `blocked`: it
 * could not be ended, and the next run tries again.
 */
export interface Recovery {
  readonly kind: RecoveryKind
  /** One line for the user. Text of other users in it is to be escaped where it is shown. */
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
 * Ends what another user has left unfinished in a folder, with that user's rights and no more.
 * @param uid the number of that user
 * @param folder the folder of the configuration
 * @param known the real paths of the files of the configuration
 */
export type EndAs = (uid: number, folder: string, known: ReadonlySet<string>) => readonly Recovery[]

/** @param what the change that could not be ended */
export function blocked(what: string, why: string): Recovery {
  return { kind: 'blocked', text: `${what} cannot be ended: ${why}` }
}

/** For a record that was damaged after it was written: records are installed whole. */
export function damaged(path: string): Recovery {
  const text = `${path} is damaged, so an interrupted change cannot be ended: look at the files, then remove it`
  return { kind: 'blocked', text }
}

export function older(path: string): Recovery {
  const text = `${path} was written by an earlier version of ecconf, so an interrupted change is not ended: look at the files, then remove it`
  return { kind: 'blocked', text }
}

/** @param path of the record, now set aside */
export function copied(record: TransactionRecord, path: string): Recovery {
  const text = `An interrupted ${describeRecord(record)} came here with a copy of its folder, and means nothing here: ${path}`
  return { kind: 'copied', text }
}

/** For a record of another user, which nobody else may end. */
export function theirs(path: string, uid: number | undefined): Recovery {
  const whose = uid === undefined ? 'another user' : userText(uid)
  const text = `${path} belongs to ${whose}: ecconf run by ${whose} ends the change that was interrupted`
  return { kind: 'blocked', text }
}

/** `root`, `user 1000` */
export function userText(uid: number): string {
  return uid === 0 ? 'root' : `user ${uid}`
}

/** @param others the files that somebody else has changed since the write */
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

/** @param others the files that somebody else has changed since the write */
export function finished(record: TransactionRecord, others: readonly RecordedFile[]): Recovery {
  const since = others.length === 0 ? '' : `; ${changedSince(others)}`
  const text = `An interrupted ${describeRecord(record)} is finished: ${namesOf(record.files)}${since}`
  return { kind: 'finished', text }
}

/** @param fresh the files that were new, and have their old bytes again */
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

/** For a record of another machine: whether its process still runs can be known only there. */
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
