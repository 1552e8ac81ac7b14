import { closest } from '../suggest/closest.js'
import { endpointProblem } from './addresses/endpoint.js'
import type { FormatProblem } from './format.js'

const SCHEMES = ['smtp', 'xfer']

/** Checks a next hop: `[SCHEME://]HOST[:PORT][?pref=P&ttl=T&type=mx|a]`. */
export function route(text: string): FormatProblem | undefined {
  const [, written, host = '', query] = /^(?:([^/?]*):\/\/)?([^?]*)(?:\?(.*))?$/s.exec(text) ?? []
  if (written !== undefined && !SCHEMES.includes(written.toLowerCase())) {
    const suggestion = closest(written.toLowerCase(), SCHEMES)?.name
    return {
      start: 0,
      end: written.length,
      reason: 'The schemes of routes are smtp and xfer.',
      ...(suggestion !== undefined && { suggestion }),
    }
  }
  const from = written === undefined ? 0 : written.length + 3
  const problem = endpointProblem(host.replace(/\/$/, ''), { port: 'optional' })
  if (host === '' || problem !== undefined) {
    const end = from + (problem?.end ?? 0)
    return { ...problem, start: host === '' ? 0 : from + (problem?.start ?? 0), end }
  }
  return query === undefined ? undefined : wrongParameter(query, from + host.length + 1)
}

const PARAMETERS: Readonly<Record<string, RegExp>> = {
  pref: /^\d+$/,
  ttl: /^\d+$/,
  type: /^(?:mx|a)$/i,
}

function wrongParameter(query: string, from: number): FormatProblem | undefined {
  let start = from
  for (const parameter of query.split('&')) {
    const end = start + parameter.length
    const [key = '', value = ''] = parameter.split('=', 2)
    const pattern = Object.hasOwn(PARAMETERS, key) ? PARAMETERS[key] : undefined
    if (!pattern?.test(value)) {
      return { start, end, reason: 'A route has pref=NUMBER, ttl=NUMBER and type=mx or type=a.' }
    }
    start = end + 1
  }
  return undefined
}
