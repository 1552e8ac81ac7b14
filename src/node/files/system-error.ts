import { getSystemErrorMap } from 'node:util'
import { EnvironmentError } from '../../config/index.js'

/** Where the system's own words say too little, or Node has others. */
const REASONS: Readonly<Record<string, string>> = {
  EISDIR: 'is a directory',
  ENOTREG: 'is no regular file',
  EAGAIN: 'it keeps its readers waiting',
  ENOSPC: 'no space left on the device',
  ERR_INVALID_ARG_VALUE: 'is no valid path',
}

/**
 * What the machine refused, in one line.
 * @returns an EnvironmentError for an error of the system, and any other error as it is: that one
 *   is a mistake of the program
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
