import { basename, dirname, join } from 'node:path'
import { type FileSystemCalls, systemCalls } from './file-system-calls.js'
import type { HeldLocks } from './held-locks.js'
import { FileLock, type LockedFor } from './lock.js'
import { type Processes, systemProcesses } from './processes.js'
import { nameOf, Replacement, type WriteRequest } from './replacement.js'
import { hasCode, WriteError, writeError } from './write-error.js'

/** The machine that is written on. */
export interface Machine {
  readonly calls: FileSystemCalls
  readonly processes: Processes
}

export const THIS_MACHINE: Machine = { calls: systemCalls, processes: systemProcesses }

/**
 * Writes one file so that it is wholly old or wholly new whatever happens, and stays so after a loss
 * of power. Its mode and owner stay; extended attributes and further hard links do not.
 * @throws WriteError; the file is as it was unless the error says `written`
 */
export function writeFileDurably(
  path: string,
  bytes: Uint8Array,
  options: Omit<WriteRequest, 'path' | 'bytes'>,
  machine: Machine = THIS_MACHINE,
): void {
  writeFilesDurably([{ path, bytes, ...options }], machine)
}

/**
 * Writes several files, each as `writeFileDurably` does, all of them or none: when one can not be
 * written, those before it get their old bytes back.
 * @param held locks that the caller has already, and keeps
 * @throws WriteError
 */
export function writeFilesDurably(
  requests: readonly WriteRequest[],
  machine: Machine = THIS_MACHINE,
  held?: HeldLocks,
): void {
  writeLocated(locateAll(requests, machine.calls), machine, { held })
}

/** A file to write, and where it really lies. */
export interface Located {
  readonly request: WriteRequest
  /** The real path of the file, or of the place where a new one goes. */
  readonly file: string
}

/** Follows symbolic links. @throws WriteError when there is no such folder, or no way to it */
export function locateAll(requests: readonly WriteRequest[], calls: FileSystemCalls): Located[] {
  return requests.map((request) => ({ request, file: locate(request, calls) }))
}

/** How several files are written as one. */
export interface WritingTogether {
  /** Locks that the caller has already, and keeps. */
  readonly held?: HeldLocks | undefined
  readonly transaction?: LockedFor
  /** Runs when all new contents are on the disk, and none in its place. */
  readonly beforeCommit?: () => void
  /** Runs when all are in their places, and the locks are still held. */
  readonly afterCommit?: () => void
}

/** As `writeFilesDurably`. @throws WriteError */
export function writeLocated(
  located: readonly Located[],
  machine: Machine,
  together: WritingTogether,
): void {
  const locks: FileLock[] = []
  try {
    const replacements = lockAll(located, machine, locks, together)
    try {
      replaceAll(replacements, together)
    } finally {
      for (const replacement of replacements) replacement.discard()
    }
  } catch (error) {
    for (const lock of locks) ignoreErrors(() => lock.release())
    throw error
  }
  releaseAll(locks)
}

/** Locks in one order everywhere, so that two processes never wait for each other's second file. */
function lockAll(
  located: readonly Located[],
  { calls, processes }: Machine,
  locks: FileLock[],
  { held, transaction }: WritingTogether,
): Replacement[] {
  const byFile = new Map<string, FileLock>()
  for (const { request, file } of [...located].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const known = held?.of(file)
    const lock = known ?? FileLock.acquire(file, nameOf(request), calls, processes, transaction)
    if (known === undefined) locks.push(lock)
    byFile.set(file, lock)
  }
  return located.map(
    ({ request, file }) => new Replacement(request, byFile.get(file) as FileLock, calls),
  )
}

function replaceAll(
  replacements: readonly Replacement[],
  { beforeCommit, afterCommit }: WritingTogether,
): void {
  for (const replacement of replacements) attempt(replacement, () => replacement.prepare())
  const [first] = replacements
  if (first !== undefined && beforeCommit !== undefined) attempt(first, beforeCommit)
  const done: Replacement[] = []
  for (const replacement of replacements) {
    try {
      attempt(replacement, () => replacement.commit())
      done.unshift(replacement)
    } catch (error) {
      restoreAll(done, error)
      throw error
    }
  }
  settleAll(replacements)
  try {
    afterCommit?.()
  } catch (error) {
    const { name = '' } = first ?? {}
    throw writeError(error, name, 'is written, but could not be recorded in the history')
  }
}

/** @param cause why the change as a whole failed */
function restoreAll(replacements: readonly Replacement[], cause: unknown): void {
  const lost: string[] = []
  for (const replacement of replacements) {
    try {
      replacement.restore()
      replacement.settle()
    } catch {
      lost.push(replacement.name)
    }
  }
  if (lost.length === 0 || !(cause instanceof WriteError)) return
  const { file, reason } = cause
  const why = `${reason}; what was written before it could not be taken back: ${lost.join(', ')}`
  throw new WriteError('system', file, why, true)
}

/** @throws WriteError with `written`, the first of them, when all have been tried */
function settleAll(replacements: readonly Replacement[]): void {
  const errors: unknown[] = []
  for (const replacement of replacements) {
    try {
      replacement.settle()
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}

/** @throws WriteError with `written`, the first of them, when all have been tried */
function releaseAll(locks: readonly FileLock[]): void {
  const errors: unknown[] = []
  for (const lock of locks) {
    try {
      lock.release()
    } catch (error) {
      errors.push(writeError(error, lock.name, 'is written, but its lock could not be removed'))
    }
  }
  if (errors.length > 0) throw errors[0]
}

function ignoreErrors(action: () => void): void {
  try {
    action()
  } catch {
    // There is a better error to report already.
  }
}

/** @throws WriteError for what the system refuses */
function attempt({ name }: Replacement, action: () => void): void {
  try {
    action()
  } catch (error) {
    throw writeError(error, name)
  }
}

/** The real path of a file, or of the place where a new one goes. */
function locate(request: WriteRequest, calls: FileSystemCalls): string {
  const { path } = request
  try {
    try {
      return calls.realPath(path)
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
      return join(calls.realPath(dirname(path)), basename(path))
    }
  } catch (error) {
    throw writeError(error, nameOf(request))
  }
}
