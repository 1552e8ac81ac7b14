import { closest } from '../suggest/closest.js'
import { type FormatProblem, wrongWhole } from './format.js'

/** What follows the driver (runtime spec 2.3). */
type Rest = 'parameters' | 'connection string' | 'path' | 'url' | 'anything'

const DRIVERS: Readonly<Record<string, Rest>> = {
  cdb: 'anything',
  csv: 'anything',
  iowrapper: 'anything',
  ldap: 'url',
  ldaps: 'url',
  mysql: 'parameters',
  odbc: 'connection string',
  pgsql: 'parameters',
  sqlite: 'path',
}

/** Other names of drivers. */
const MEANT: Readonly<Record<string, string>> = {
  mariadb: 'mysql',
  postgres: 'pgsql',
  postgresql: 'pgsql',
  psql: 'pgsql',
  sqlite3: 'sqlite',
}

const COMMON = ['host', 'port', 'dbname', 'user', 'password']

/** The keys of libpq, which rejects all others. */
const PGSQL = `hostaddr passfile require_auth channel_binding connect_timeout client_encoding options
  application_name fallback_application_name keepalives keepalives_idle keepalives_interval
  keepalives_count tcp_user_timeout replication gssencmode sslmode requiressl sslnegotiation
  sslcompression sslcert sslkey sslpassword sslcertmode sslrootcert sslcrl sslcrldir sslsni
  requirepeer ssl_min_protocol_version ssl_max_protocol_version min_protocol_version
  max_protocol_version krbsrvname gsslib gssdelegation service servicefile target_session_attrs
  load_balance_hosts authtype tty`
const MYSQL = 'unix_socket charset'

/** Checks a data source: a driver, a colon, and what the driver needs, perhaps with a password. */
export function datasourceUri(text: string): FormatProblem | undefined {
  const colon = text.indexOf(':')
  if (colon < 0) return wrongWhole(text, 'There is no driver with a colon behind it.')
  const driver = text.slice(0, colon).trim()
  const rest = Object.hasOwn(DRIVERS, driver.toLowerCase())
    ? DRIVERS[driver.toLowerCase()]
    : undefined
  if (rest === undefined) return wrongDriver(driver, text.indexOf(driver))
  const from = colon + 1
  const behind = text.slice(from)
  switch (rest) {
    case 'parameters':
      return wrongParameter(behind, from, driver.toLowerCase())
    case 'connection string':
      return wrongConnectionString(behind, from)
    case 'path':
      return behind.trim() === '' ? wrongWhole(text, 'The path is missing.') : undefined
    case 'url':
      if (/^\/\//.test(behind)) return undefined
      return { start: 0, end: text.length, reason: 'Two slashes and a host follow the driver.' }
    default:
      return undefined
  }
}

function wrongDriver(driver: string, start: number): FormatProblem {
  const lower = driver.toLowerCase()
  const names = Object.keys(DRIVERS)
  const suggestion = MEANT[lower] ?? closest(lower, names)?.name
  return {
    start,
    end: start + driver.length,
    reason: `The drivers are ${names.slice(0, -1).join(', ')} and ${names.at(-1)}.`,
    ...(suggestion !== undefined && { suggestion }),
  }
}

interface Segment {
  readonly text: string
  readonly start: number
}

/** Checks `key=value;key=value`; libpq also allows blanks as separators. */
function wrongParameter(text: string, from: number, driver: string): FormatProblem | undefined {
  const known = [...COMMON, ...(driver === 'pgsql' ? PGSQL : MYSQL).split(/\s+/)]
  for (const { text: segment, start } of segments(text, from)) {
    const [written, key = ''] = /^([^\s=]*)\s*=/.exec(segment) ?? []
    if (written === undefined) return noParameter(segment, start)
    if (known.includes(key.toLowerCase())) {
      const problem = key.toLowerCase() === 'port' ? wrongPort(segment, start, written) : undefined
      if (problem !== undefined) return problem
      continue
    }
    const suggestion = closest(key.toLowerCase(), known)?.name
    if (driver !== 'pgsql' && suggestion === undefined) continue
    return {
      start,
      end: start + key.length,
      reason: `${driver} has no such parameter.`,
      ...(suggestion !== undefined && { suggestion }),
    }
  }
  return undefined
}

function segments(text: string, from: number): Segment[] {
  const quotedOrPlain = /(?:'(?:[^'\\]|\\.)*'|\{[^}]*\}|[^;])+/g
  const withoutSemicolons = /[^\s=]+\s*=\s*(?:'(?:[^'\\]|\\.)*'|\S*)|\S+/g
  const pattern = text.includes(';') ? quotedOrPlain : withoutSemicolons
  return [...text.matchAll(pattern)].flatMap(({ 0: found, index }) => {
    const trimmed = found.trim()
    if (trimmed === '') return []
    return [{ text: trimmed, start: from + index + found.indexOf(trimmed) }]
  })
}

function noParameter(segment: string, start: number): FormatProblem {
  return {
    start,
    end: start + segment.length,
    reason: 'Parameters are written key=value, with semicolons between them.',
  }
}

function wrongPort(segment: string, start: number, written: string): FormatProblem | undefined {
  const ports = segment.slice(written.length).replace(/'/g, '').split(',')
  const isPort = (port: string) => /^\s*\d{0,5}\s*$/.test(port) && Number(port) <= 65535
  if (ports.every(isPort)) return undefined
  return { start, end: start + segment.length, reason: 'A port is a number up to 65535.' }
}

/** Checks `DSN=...;UID=...;PWD=...`; the name of a data source may also stand alone. */
function wrongConnectionString(text: string, from: number): FormatProblem | undefined {
  if (!text.includes('=')) return undefined
  const wrong = segments(text.includes(';') ? text : `${text};`, from).find(
    ({ text: segment }) => !/^[^=]+=/.test(segment),
  )
  return wrong && noParameter(wrong.text, wrong.start)
}
