import { getSystemErrorMap } from 'node:util'
import { EnvironmentError } from '../../config/index.js'

/** Reasons for errors where the system's own words say too little, or Node has its own codes. */
const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'is a directory',
  ENOTREG: 'is no regular file',
  EAGAIN: 'it keeps its readers waiting',
  ENOSPC: 'no space left on the device',
  ERR_INVALID_ARG_VALUE: 'is no valid path',
}

/**
 * Turns an error of the system into an EnvironmentError with a reason of one line.
 * @returns any other error unchanged, because it is a mistake of the program
 */
export function environmentError(error: unknown, path: string): unknown {
  if (!(error instanceof Error) || error instanceof EnvironmentError) return error
  const { code, errno } = error as NodeJS.ErrnoException
  const known = errno === undefined ? undefined : getSystemErrorMap().get(errno)?.[1]
  const reason = REASONS[code ?? ''] ?? known
  return code === undefined || reason === undefined
    ? error
    : new EnvironmentError(code, path, reason)
}
