import { basename, dirname, join } from 'node:path'
import type { Rights } from '../access/rights.js'
import type { FileSystemCalls, Numbered } from '../files/file-system-calls.js'
import { ignoreErrors } from '../files/ignore-errors.js'
import { inFolder } from '../files/open-folder.js'
import { FileLock, type LockedFor } from '../locks/lock.js'
import type { Machine } from '../machine.js'
import { checkBound } from './bound-place.js'
import { type Allowed, nameOf, Replacement, type WriteRequest } from './replacement.js'
import {
  bareReason,
  hasCode,
  NOTHING_ELSE_WRITTEN,
  NOTHING_WRITTEN,
  WriteError,
  writeError,
} from './write-error.js'

/** A request, and where its file really lies. */
export interface Located {
  readonly request: WriteRequest
  /** The real path of the file; for a new file, its name in the real path of the folder. */
  readonly file: string
}

/** Follows symbolic links. @throws WriteError when a folder is missing or cannot be reached */
export function locateAll(requests: readonly WriteRequest[], calls: FileSystemCalls): Located[] {
  return requests.map((request) => ({ request, file: locate(request, calls) }))
}

/** A file that is ready to be put in its place. */
export interface Ready {
  /** Undefined for a file that is removed. */
  readonly made: Numbered | undefined
  readonly folder: Numbered
}

/** How several files are written as one change. */
export interface WritingTogether extends Allowed {
  /** Locks that the caller already has, and keeps. */
  readonly held?: { of(realPath: string): FileLock | undefined } | undefined
  /** The recorded transaction; when it cannot be ended, its locks stay. */
  readonly transaction?: { readonly id: string; readonly record: string }
  /** Ends what dead processes left unfinished (`settler`). */
  readonly settle: NonNullable<LockedFor['settle']>
  /**
   * Runs when all new contents are on the disk and none is installed.
   * @param ready for each file, in their order, what is to be put in which folder
   */
  readonly beforeCommit?: (ready: readonly Ready[]) => void
  /** Runs when all files are installed, with the locks still held. */
  readonly afterCommit?: () => void
  /** Called with each message for the user about the new files. */
  readonly tell?: (note: string) => void
}

/**
 * Does the work of `writeFilesDurably`.
 * @returns whether nothing is left beside the files
 * @throws WriteError
 */
export function writeLocated(
  located: readonly Located[],
  machine: Machine,
  together: WritingTogether,
): boolean {
  const locks: FileLock[] = []
  let isClean = true
  try {
    const replacements = lockAll(located, machine, locks, together)
    let isDone = false
    try {
      replaceAll(replacements, together)
      isDone = true
      for (const { note } of replacements) if (note !== undefined) together.tell?.(note)
    } finally {
      for (const replacement of replacements) isClean = replacement.discard(isDone) && isClean
    }
  } catch (error) {
    // The locks of an unended transaction stay, so that whoever meets them ends it first.
    const isEnded = together.transaction === undefined || !isWritten(error)
    for (const lock of locks) ignoreErrors(() => (isEnded ? lock.release() : lock.abandon()))
    throw error
  }
  releaseAll(locks)
  return isClean
}

/** Every process locks in the same order, so that two never wait for each other's second file. */
function lockAll(
  located: readonly Located[],
  machine: Machine,
  locks: FileLock[],
  { held, transaction, settle, rights, adopts }: WritingTogether,
): Replacement[] {
  const { calls, processes } = machine
  for (const each of located) refuseEarly(each, machine, rights)
  const byFile = new Map<string, FileLock>()
  for (const { request, file } of [...located].sort((a, b) => (a.file < b.file ? -1 : 1))) {
    const known = held?.of(file)
    const purpose = { ...transaction, settle }
    const lock = known ?? FileLock.acquire(file, nameOf(request), calls, processes, purpose)
    if (known === undefined) locks.push(lock)
    byFile.set(file, lock)
  }
  return located.map(({ request, file }) => {
    return new Replacement(request, byFile.get(file) as FileLock, calls, { rights, adopts })
  })
}

/**
 * Even a lock must not be made in a folder that is not to be written. The replacement asks again, with the
 * lock: by then another folder may stand there.
 * @throws WriteError
 */
function refuseEarly(
  { request, file }: Located,
  { calls }: Machine,
  rights: Rights | undefined,
): void {
  if (rights === undefined && request.bound === undefined) return
  const name = nameOf(request)
  try {
    inFolder(calls, dirname(file), (folder) => {
      checkBound({ ...request.bound, name }, { folder })
      const reason = rights?.refusal(calls.status(file), folder, file)
      if (reason !== undefined) {
        throw new WriteError('ownership', name, `${reason}${NOTHING_WRITTEN}`)
      }
    })
  } catch (error) {
    throw writeError(error, name)
  }
}

function replaceAll(
  replacements: readonly Replacement[],
  { beforeCommit, afterCommit }: WritingTogether,
): void {
  for (const replacement of replacements) attempt(replacement, () => replacement.prepare())
  const [first] = replacements
  if (first !== undefined && beforeCommit !== undefined) {
    const ready = replacements.map(({ made, lock }) => ({ made, folder: lock.folder }))
    attempt(first, () => beforeCommit(ready))
  }
  const done: Replacement[] = []
  for (const replacement of replacements) {
    try {
      attempt(replacement, () => replacement.commit())
      done.unshift(replacement)
    } catch (error) {
      throw restoreAll(replacement.isAside ? [replacement, ...done] : done, error)
    }
  }
  withEach(replacements, (each) => each.makeDurable())
  try {
    afterCommit?.()
  } catch (error) {
    const { name = '' } = first ?? {}
    throw writeError(error, name, 'is written, but could not be recorded in the history')
  }
}

/**
 * @param cause why the change as a whole failed
 * @returns the same, with what could not be as it was
 */
function restoreAll(replacements: readonly Replacement[], cause: unknown): unknown {
  const lost: string[] = []
  const left: string[] = []
  for (const replacement of replacements) {
    try {
      if (!replacement.restore()) left.push(replacement.name)
      replacement.makeDurable()
    } catch {
      lost.push(replacement.name)
    }
  }
  const kept = replacements.flatMap(({ keptAt }) => keptAt ?? [])
  if (!(cause instanceof WriteError)) return cause
  const { code, file, reason } = cause
  const isAsBefore = lost.length === 0 && left.length === 0 && kept.length === 0
  if (isAsBefore) return cause
  const parts = [bareReason(reason)]
  if (left.length > 0) {
    parts.push(`changed by someone else after the write, and left so: ${left.join(', ')}`)
  }
  if (kept.length > 0) parts.push(`what else someone wrote lies in ${kept.join(', ')}`)
  if (lost.length > 0) {
    parts.push(`what was written before it could not be taken back: ${lost.join(', ')}`)
  }
  const isWritten = lost.length > 0
  const why = `${parts.join('; ')}${isWritten ? '' : NOTHING_ELSE_WRITTEN}`
  return new WriteError(isWritten ? 'system' : code, file, why, isWritten)
}

/** Does something with each. @throws the first error, after all have been tried */
function withEach<T>(all: readonly T[], action: (each: T) => void): void {
  const errors: unknown[] = []
  for (const each of all) {
    try {
      action(each)
    } catch (error) {
      errors.push(error)
    }
  }
  if (errors.length > 0) throw errors[0]
}

/** Releases all locks. @throws the first WriteError, with `written`, after all have been tried */
function releaseAll(locks: readonly FileLock[]): void {
  withEach(locks, (lock) => {
    try {
      lock.release()
    } catch (error) {
      throw writeError(error, lock.name, 'is written, but its lock could not be removed')
    }
  })
}

function isWritten(error: unknown): boolean {
  return error instanceof WriteError && error.written
}

/** Runs an action on a file. @throws WriteError when the system refuses */
function attempt({ name }: Replacement, action: () => void): void {
  try {
    action()
  } catch (error) {
    throw writeError(error, name)
  }
}

/** The real path of a file; for a new file, its name in the real path of the folder. */
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
