import type { Configuration } from '../../config/index.js'
import { type JsonValue, toJson } from '../../schema/index.js'
import { type BusUrl, parseBusUrl } from '../../schema/values/bus-url.js'

/** What the scope `Bus` of a configuration says; files as the running product names them. */
export interface BusSettings {
  /** In the order in which they are tried. */
  readonly servers: readonly BusUrl[]
  readonly ca: string | undefined
  readonly certificate: string | undefined
  readonly key: string | undefined
  /** The file with the login. */
  readonly credentials: string | undefined
  /** After how many seconds without a word a member counts as lost. */
  readonly nodeTimeout: number
  /** What of the scope cannot be used, one line each, without secrets. */
  readonly problems: readonly string[]
}

/** After how many seconds without a word a member counts as lost where nothing is said. */
export const NODE_TIMEOUT = 10

const BUS = [{ name: 'Bus' }] as const

/** The settings of the bus; undefined where a configuration has no `Bus`: then a process is alone. */
export function busSettings(configuration: Configuration): BusSettings | undefined {
  if (configuration.root.scopesNamed('bus').length === 0) return undefined
  const read = (option: string): JsonValue | undefined => {
    const { type, value } = configuration.eval(BUS, option)
    return value === undefined ? undefined : toJson(type, value)
  }
  const text = (option: string) => {
    const value = read(option)
    return typeof value === 'string' && value !== '' ? value : undefined
  }
  const { servers, problems } = serversOf(read('url'))
  const timeout = read('node_timeout')
  return {
    servers,
    ca: text('ca'),
    certificate: text('certificate'),
    key: text('key'),
    credentials: text('credentials'),
    nodeTimeout: typeof timeout === 'number' && timeout >= 1 ? timeout : NODE_TIMEOUT,
    problems,
  }
}

function serversOf(value: JsonValue | undefined): Pick<BusSettings, 'servers' | 'problems'> {
  const urls = (Array.isArray(value) ? value : [value]).filter((each) => each !== undefined)
  const servers = urls.map((each) => (typeof each === 'string' ? parseBusUrl(each) : undefined))
  const problems = servers.flatMap((server, index) =>
    server === undefined ? [`Bus: url number ${index + 1} is no URL of a server`] : [],
  )
  if (urls.length === 0) problems.push('Bus: url is not set')
  return { servers: servers.filter((each) => each !== undefined), problems }
}

/** A server as messages name it, without the login: `tls://bus.example.com:4222`. */
export function serverName({ isTls, host, port }: BusUrl): string {
  return `${isTls ? 'tls' : 'nats'}://${host.includes(':') ? `[${host}]` : host}:${port}`
}
