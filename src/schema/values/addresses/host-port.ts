import type { FormatProblem } from '../format.js'
import { endpointProblem } from './endpoint.js'

/** Checks a host with its port, or the path of a Unix domain socket. */
export function hostPort(text: string): FormatProblem | undefined {
  return endpointProblem(text, { port: 'required', path: true })
}
