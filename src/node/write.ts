import { basename, dirname, join } from 'node:path'
import { type FileSystemCalls, systemCalls } from './file-system-calls.js'
import { FileLock } from './lock.js'
import { type Processes, systemProcesses } from './processes.js'
import { nameOf, Replacement, type WriteRequest } from './replacement.js'
import { hasCode, WriteError, writeError } from './write-error.js'

/** The machine that is written on. */
export interface Machine {
  readonly calls: FileSystemCalls
  readonly processes: Processes
}

const THIS_MACHINE: Machine = { calls: systemCalls, processes: systemProcesses }

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
 * @throws WriteError
 */
export function writeFilesDurably(
  requests: readonly WriteRequest[],
  machine: Machine = THIS_MACHINE,
): void {
  const locks: FileLock[] = []
  try {
    const replacements = lockAll(requests, machine, locks)
    try {
      replaceAll(replacements)
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
  requests: readonly WriteRequest[],
  { calls, processes }: Machine,
  locks: FileLock[],
): Replacement[] {
  const located = requests.map((request) => ({ request, file: locate(request, calls) }))
  const byFile = new Map<string, FileLock>()
  for (const { request, file } of [...located].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const lock = FileLock.acquire(file, nameOf(request), calls, processes)
    locks.push(lock)
    byFile.set(file, lock)
  }
  return located.map(
    ({ request, file }) => new Replacement(request, byFile.get(file) as FileLock, calls),
  )
}

function replaceAll(replacements: readonly Replacement[]): void {
  for (const replacement of replacements) attempt(replacement, () => replacement.prepare())
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
