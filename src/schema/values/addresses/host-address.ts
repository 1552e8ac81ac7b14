import type { FormatProblem } from '../format.js'
import { endpointProblem } from './endpoint.js'

/** Checks a host with an optional port. The empty text, which removes a host, is valid. */
export function hostAddress(text: string): FormatProblem | undefined {
  return endpointProblem(text, { port: 'optional' })
}
