import type { FormatProblem } from '../format.js'
import { endpointProblem } from './endpoint.js'

/** Checks a listening address: `:25`, `*:25`, `127.0.0.1:25`, `[::]:25` or the path of a socket. */
export function socketAddress(text: string): FormatProblem | undefined {
  return endpointProblem(text, { port: 'required', anyAddress: true, path: true })
}
