import { EnvironmentError } from '../../config/index.js'
import { environmentError } from '../files/system-error.js'

/**
 * Why a file was not written. `changed`, `gone` and `exists`: somebody else was faster; `locked` and
 * `lock-lost`: somebody else is writing; `ownership`: its owner could not be kept, or it may not be
 * written for the sake of this configuration; `attributes`: its access list or extended attributes could
 * not be kept; `readers`: it takes text in that fewer people can read where it is from; `armed`: another change waits for its confirmation;
 * `system`: the machine refused.
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
  | 'readers'
  | 'armed'
  | 'system'

/** A file could not be written. What was there is intact, unless `written` says otherwise. */
export class WriteError extends Error {
  override readonly name = 'WriteError'

  constructor(
    readonly code: WriteErrorCode,
    /** As the caller calls the file. */
    readonly file: string,
    /** In words, to stand behind the file's name. */
    readonly reason: string,
    /** The new contents are in place all the same; only what follows a write went wrong. */
    readonly written = false,
  ) {
    super(`${file}: ${reason}`)
  }
}

/** How a reason ends where no file of the change was touched, and where only those before it were. */
export const NOTHING_WRITTEN = '; nothing was written'
export const NOTHING_ELSE_WRITTEN = '; nothing else was written'

/** The reason why a file was not written, without what it says of the whole change. */
export function bareReason(reason: string): string {
  const claim = [NOTHING_WRITTEN, NOTHING_ELSE_WRITTEN].find((each) => reason.endsWith(each))
  return claim === undefined ? reason : reason.slice(0, -claim.length)
}

/** An error of a change of which another part was written before. */
export function afterOthers({ code, file, reason, written }: WriteError): WriteError {
  const said = reason.replace(/nothing (?:else )?was written$/, 'nothing more was written')
  return new WriteError(code, file, said, written)
}

/**
 * What the machine refused while a file was being written; any other error as it is.
 * @param afterwards what can be said when the new contents are in place already
 */
export function writeError(error: unknown, file: string, afterwards?: string): unknown {
  const known = environmentError(error, file)
  if (!(known instanceof EnvironmentError)) return known
  const what = afterwards ?? 'cannot be written'
  return new WriteError('system', file, `${what}: ${known.reason}`, afterwards !== undefined)
}

/** Whether an error is the system's, with one of these codes. */
export function hasCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && codes.includes((error as NodeJS.ErrnoException).code ?? '')
}
