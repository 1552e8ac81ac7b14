import { closest } from '../suggest/closest.js'
import type { FormatProblem } from './format.js'

const PROTOCOLS = ['ALL', 'SSLv2', 'SSLv3', 'TLSv1', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3']

/** Checks TLS versions to add with `+` and to remove with `-`: `+ALL:-SSLv3`. */
export function tlsProtocols(text: string): FormatProblem | undefined {
  for (const { 0: found, index } of text.matchAll(/[^\s:,]+/g)) {
    const name = found.replace(/^[-+!]/, '')
    const lower = name.toLowerCase()
    if (PROTOCOLS.some((protocol) => protocol.toLowerCase() === lower)) continue
    const suggestion = closest(name, PROTOCOLS)?.name
    return {
      start: index + found.length - name.length,
      end: index + found.length,
      reason: `The protocols are ${PROTOCOLS.join(', ')}.`,
      ...(suggestion !== undefined && { suggestion }),
    }
  }
  return undefined
}
