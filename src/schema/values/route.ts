import { closest } from '../suggest/closest.js'
import { endpointProblem } from './addresses/endpoint.js'
import type { FormatProblem } from './format.js'

const SCHEMES = ['smtp', 'xfer', 'apn', 'gcm', 'mm7', 'http']

/** The schemes of MM7, whose servers are web servers. */
const WITH_PATH = ['mm7', 'http']

/** Checks a next hop: `[SCHEME://]HOST[:PORT][/PATH][?pref=P&ttl=T&port=O&type=mx|a]`. */
export function route(text: string): FormatProblem | undefined {
  const { written, host, path, query } = partsOf(text)
  if (written !== undefined && !SCHEMES.includes(written.toLowerCase())) return wrongScheme(written)
  const from = written === undefined ? 0 : written.length + 3
  const problem = endpointProblem(host, { port: 'optional' })
  if (host === '' || problem !== undefined) {
    const end = from + (problem?.end ?? 0)
    return { ...problem, start: host === '' ? 0 : from + (problem?.start ?? 0), end }
  }
  if (path.length > 1 && !WITH_PATH.includes(written?.toLowerCase() ?? '')) {
    const start = from + host.length
    return { start, end: start + path.length, reason: 'Only routes of mm7 and http have a path.' }
  }
  return query === undefined
    ? undefined
    : wrongParameter(query, from + host.length + path.length + 1)
}

interface RouteParts {
  readonly written?: string
  readonly host: string
  readonly path: string
  readonly query?: string
}

function partsOf(text: string): RouteParts {
  const parts = /^(?:([^/?]*):\/\/)?([^/?]*)(\/[^?]*)?(?:\?(.*))?$/s.exec(text)
  const [, written, host = '', path = '', query] = parts ?? []
  return {
    ...(written !== undefined && { written }),
    host,
    path,
    ...(query !== undefined && { query }),
  }
}

function wrongScheme(written: string): FormatProblem {
  const suggestion = closest(written.toLowerCase(), SCHEMES)?.name
  return {
    start: 0,
    end: written.length,
    reason: 'The schemes of routes are smtp, xfer, apn, gcm, mm7 and http.',
    ...(suggestion !== undefined && { suggestion }),
  }
}

const PARAMETERS: Readonly<Record<string, (value: string) => boolean>> = {
  pref: (value) => /^\d+$/.test(value),
  ttl: (value) => /^\d+$/.test(value),
  port: (value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535,
  type: (value) => /^(?:mx|a)$/i.test(value),
}

function wrongParameter(query: string, from: number): FormatProblem | undefined {
  let start = from
  for (const parameter of query.split('&')) {
    const end = start + parameter.length
    const [key = '', value = ''] = parameter.split('=', 2)
    const isRight = Object.hasOwn(PARAMETERS, key) ? PARAMETERS[key] : undefined
    if (isRight?.(value) !== true) return { start, end, reason: reasonFor(key) }
    start = end + 1
  }
  return undefined
}

function reasonFor(key: string): string {
  return key === 'port'
    ? 'A port is a number up to 65535.'
    : 'A route has pref=NUMBER, ttl=NUMBER, port=NUMBER and type=mx or type=a.'
}
