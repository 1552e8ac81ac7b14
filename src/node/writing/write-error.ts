import { EnvironmentError } from '../../config/index.js'
import { environmentError } from '../files/system-error.js'

/**
 * Why a file was not written. `changed`, `gone`, `exists`: somebody else was faster; `exchanged`: it is
 * another one than a record was made for; `locked`,
 * `lock-lost`: somebody else is writing; `not-a-file`: it is not a regular file; `ownership`: its
 * owner could not be kept, or this configuration gives no right to write it; `attributes`: its
 * access list or extended attributes could not be kept; `readers`: text would come into it that
 * fewer people can read where it is from; `armed`: another change waits for its confirmation;
 * `system`: the machine refused.
 */
export type WriteErrorCode =
  | 'changed'
  | 'gone'
  | 'exists'
  | 'exchanged'
  | 'locked'
  | 'lock-lost'
  | 'not-a-file'
  | 'ownership'
  | 'attributes'
  | 'readers'
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

/** How a reason ends where no file of the change was touched, and where only those before it were. */
export const NOTHING_WRITTEN = '; nothing was written'
export const NOTHING_ELSE_WRITTEN = '; nothing else was written'

/** How it ends where another part of the same work was done before. */
const NOTHING_MORE_WRITTEN = '; nothing more was written'

/** The reason why a file was not written, without what it says of the whole change. */
export function bareReason(reason: string): string {
  const claim = [NOTHING_WRITTEN, NOTHING_ELSE_WRITTEN].find((each) => reason.endsWith(each))
  return claim === undefined ? reason : reason.slice(0, -claim.length)
}

/** An error of a change of which another part was written before. */
export function afterOthers({ code, file, reason, written }: WriteError): WriteError {
  const bare = bareReason(reason)
  const said = bare === reason ? reason : bare + NOTHING_MORE_WRITTEN
  return new WriteError(code, file, said, written)
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
