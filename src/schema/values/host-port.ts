import { endpointProblem } from './endpoint.js'
import type { FormatProblem } from './format.js'

/** A host and its port, or the path of a Unix domain socket. */
export function hostPort(text: string): FormatProblem | undefined {
  return endpointProblem(text, { port: 'required', path: true })
}
