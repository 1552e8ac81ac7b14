import { closest } from '../suggest/closest.js'
import { endpointProblem } from './addresses/endpoint.js'
import { type FormatProblem, wrongWhole } from './format.js'

/** A server of the bus, as the URL in a configuration names it. */
export interface BusUrl {
  readonly isTls: boolean
  /** A name or an address; IPv6 without brackets. */
  readonly host: string
  readonly port: number
  /** What stands before an `@`. */
  readonly login: BusLogin | undefined
}

export interface BusLogin {
  readonly user: string
  /** Undefined where there is no colon: then the user is a token. */
  readonly password: string | undefined
}

/** The port of a nats-server where none is said. */
const PORT = 4222

/** Parses `nats://host:port` or `tls://user:password@host:port`; undefined for other text. */
export function parseBusUrl(text: string): BusUrl | undefined {
  if (busUrl(text) !== undefined) return undefined
  const { scheme = '', login, endpoint = '' } = partsOf(text)
  const [, host = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(.*))?$/.exec(endpoint) ?? []
  return {
    isTls: scheme.toLowerCase() === 'tls',
    host: host.replace(/^\[|\]$/g, ''),
    port: port === undefined ? PORT : Number(port),
    login: login === undefined ? undefined : loginOf(login),
  }
}

/** Checks the URL of a server of the bus. */
export function busUrl(text: string): FormatProblem | undefined {
  const { scheme, login = '', endpoint = '' } = partsOf(text)
  if (scheme === undefined) {
    const suggestion = endpointProblem(text, { port: 'required' }) ? undefined : `nats://${text}`
    return wrongWhole(text, 'It begins with nats:// or tls://.', suggestion)
  }
  if (!/^(?:nats|tls)$/i.test(scheme)) return wrongScheme(scheme)
  if (endpoint === '') return wrongWhole(text, 'The host is missing.')
  const start = text.replace(/\/$/, '').length - endpoint.length
  if (!isDecodable(login)) {
    const reason = 'A percent sign in a login is written %25.'
    return { start: scheme.length + 3, end: start - 1, reason }
  }
  const problem = endpointProblem(endpoint, { port: 'optional' })
  if (problem === undefined) return undefined
  return { ...problem, start: start + problem.start, end: start + problem.end }
}

function wrongScheme(scheme: string): FormatProblem {
  const suggestion = closest(scheme.toLowerCase(), ['nats', 'tls'])?.name
  return {
    start: 0,
    end: scheme.length,
    reason: 'It begins with nats:// or tls://.',
    ...(suggestion !== undefined && { suggestion }),
  }
}

function partsOf(text: string): {
  readonly scheme?: string
  readonly login?: string
  readonly endpoint?: string
} {
  return (
    /^(?<scheme>[^:/]*):\/\/(?:(?<login>.*)@)?(?<endpoint>[^@]*?)\/?$/s.exec(text)?.groups ?? {}
  )
}

function loginOf(text: string): BusLogin {
  const [, user = '', password] = /^([^:]*)(?::(.*))?$/s.exec(text) ?? []
  return {
    user: decodeURIComponent(user),
    password: password === undefined ? undefined : decodeURIComponent(password),
  }
}

function isDecodable(login: string): boolean {
  try {
    decodeURIComponent(login)
    return true
  } catch {
    return false
  }
}
