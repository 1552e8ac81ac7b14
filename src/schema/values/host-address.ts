import { endpointProblem } from './endpoint.js'
import type { FormatProblem } from './format.js'

/** A host, with a port when it is not the usual one. The empty text takes a host back. */
export function hostAddress(text: string): FormatProblem | undefined {
  return endpointProblem(text, { port: 'optional' })
}
