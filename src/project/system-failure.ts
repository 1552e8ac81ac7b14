import { EnvironmentError } from '../config/index.js'
import { visible } from '../report/index.js'
import { Failure } from './failure.js'

/** What the system said about a file, in one line. Anything else is passed on. */
export function failure(error: unknown, name?: string): unknown {
  if (!(error instanceof EnvironmentError)) return error
  const reason = error.code === 'EAGAIN' ? `cannot be read: ${error.reason}` : error.reason
  const file = name ?? error.path
  return new Failure(`${visible(file) || '""'}: ${reason}`, { file, reason })
}
