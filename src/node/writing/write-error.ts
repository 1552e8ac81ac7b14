import { EnvironmentError } from '../../config/index.js'
import { environmentError } from '../files/system-error.js'

/**
 * Why a file was not written. `changed`, `gone`, `exists`: somebody else was faster; `locked`,
 * `lock-lost`: somebody else is writing; `not-a-file`: it is not a regular file; `ownership`: its
 * owner could not be kept, or this configuration gives no right to write it; `attributes`: its
 * access list or extended attributes could not be kept; `armed`: another change waits for its
 * confirmation; `system`: the machine refused.
 */
export type WriteErrorCode =
  | 'changed'
  | 'gone'
  | 'exists'
  | 'locked'
  | 'lock-lost'
  | 'not-a-file'
  | 'ownership'
  | 'attributes'
  | 'armed'
  | 'system'

/** A file could not be written. The old contents are intact, unless `written` is true. */
export class WriteError extends Error {
  override readonly name = 'WriteError'

  constructor(
    readonly code: WriteErrorCode,
    /** The caller's name for the file. */
    readonly file: string,
    /** The reason in words, to follow the file's name and a colon. */
    readonly reason: string,
    /** Whether the new contents are in place, and only a later step failed. */
    readonly written = false,
  ) {
    super(`${file}: ${reason}`)
  }
}

/**
 * Turns an error of the system into a WriteError; any other error is returned unchanged.
 * @param afterwards what to say instead when the new contents are already in place
 */
export function writeError(error: unknown, file: string, afterwards?: string): unknown {
  const known = environmentError(error, file)
  if (!(known instanceof EnvironmentError)) return known
  const what = afterwards ?? 'cannot be written'
  return new WriteError('system', file, `${what}: ${known.reason}`, afterwards !== undefined)
}

/** Whether an error comes from the system and has one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')
}
