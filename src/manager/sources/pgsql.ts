import { existsSync } from 'node:fs'
import type { Client, ClientConfig, DatabaseError, Pool, PoolClient } from 'pg'
import { type Address, type Driver, type Rows, SourceError } from './address.js'
import { connectionParameters } from './connection-parameters.js'
import { type NumberedQuery, numberedQuery } from './placeholders.js'

/** Where PostgreSQL's own programs look for its socket when no host is named. */
const SOCKET_FOLDERS = ['/var/run/postgresql', '/tmp']

const PORT = 5432

/** For how long a connection that nobody uses is kept, in ms. */
const KEPT = 60_000

/** The words of `connection-parameters.ts` that have a meaning here; the others are refused. */
const KNOWN = [
  'host',
  'hostaddr',
  'port',
  'dbname',
  'user',
  'password',
  'sslmode',
  'connect_timeout',
  'application_name',
]

const STYLE = { write: (number: number) => `$${number}`, hasQuestionMarks: false }

/** Values come as the database writes them: who asks knows what they mean. */
const AS_TEXT = { getTypeParser: () => (value: string | Buffer) => String(value) }

/** PostgreSQL, by way of `pg`, which is loaded when the first question comes. */
export const pgsql: Driver = (rest, { atOnce, connectWithin }): Address => {
  const config = clientConfig(connectionParameters(rest, KNOWN))
  const name = `pgsql at ${whereOf(config)}`
  let pool: Promise<Pool> | undefined
  const used = new WeakSet<Client>()

  const open = async (): Promise<Pool> => {
    const { default: pg } = await import('pg')
    const opened = new pg.Pool({
      connectionTimeoutMillis: connectWithin,
      ...config,
      max: atOnce,
      idleTimeoutMillis: KEPT,
      allowExitOnIdle: true,
    })
    // A connection that dies while nobody uses it leaves the pool; the next question opens another.
    opened.on('error', () => undefined)
    return opened
  }

  const askOnce = async (numbered: NumberedQuery, mostRows: number, signal: AbortSignal) => {
    pool ??= open()
    const client = await connected(await pool, signal)
    const wasUsed = used.has(client)
    used.add(client)
    try {
      const { rows, isWhole } = await query(client, numbered, mostRows, signal)
      client.release(!isWhole)
      return { rows, wasUsed }
    } catch (error) {
      client.release(true)
      const failure = failureOf(error)
      // An old connection may have died since it was used; a new one says whether the server has.
      if (failure.isDown && wasUsed && !signal.aborted) return undefined
      throw failure
    }
  }

  return {
    name,
    ask: async ({ query: text, parameters, mostRows }, signal) => {
      const numbered = numberedQuery(text, parameters, STYLE)
      for (let old = 0; old <= atOnce; old++) {
        const answer = await askOnce(numbered, mostRows, signal)
        if (answer !== undefined) return answer.rows
      }
      throw new SourceError('the connection was lost again and again', true)
    },
    close: async () => {
      const opened = await pool
      pool = undefined
      await opened?.end()
    },
  }
}

/** Waits for a free connection, but not longer than the signal allows. */
function connected(pool: Pool, signal: AbortSignal): Promise<PoolClient> {
  return new Promise((resolve, reject) => {
    const give = () => reject(failureOf(signal.reason))
    if (signal.aborted) return give()
    signal.addEventListener('abort', give, { once: true })
    pool.connect().then(
      (client) => {
        signal.removeEventListener('abort', give)
        if (signal.aborted) client.release()
        else resolve(client)
      },
      (error) => {
        signal.removeEventListener('abort', give)
        reject(failureOf(error))
      },
    )
  })
}

interface Answer {
  readonly rows: Rows
  /** Whether the server has said all: else the connection cannot be used again. */
  readonly isWhole: boolean
}

async function query(
  client: PoolClient,
  { text, values }: NumberedQuery,
  mostRows: number,
  signal: AbortSignal,
): Promise<Answer> {
  const { Query } = (await import('pg')).default
  const config = { text, values: [...values], rowMode: 'array', types: AS_TEXT }
  const asked = new Query<(string | null)[]>(config)
  return new Promise((resolve, reject) => {
    const rows: (string | null)[][] = []
    let columns: string[] = []
    const answer = (isWhole: boolean) => resolve({ rows: { columns, rows }, isWhole })
    const give = () => reject(signal.reason)
    signal.addEventListener('abort', give, { once: true })
    asked.on('row', (row, result) => {
      columns = result?.fields.map(({ name }) => name) ?? columns
      if (rows.length < mostRows) rows.push(row)
      // The rest of a table that is too large is not waited for.
      else answer(false)
    })
    asked.on('end', () => answer(true))
    asked.on('error', reject)
    client.query(asked)
  })
}

/** Classes of SQLSTATE that say that this server cannot be used now, whatever is asked. */
const SERVER_AT_FAULT = /^(?:08|28|3D|53|57|58|XX)/

function failureOf(error: unknown): SourceError {
  if (error instanceof SourceError) return error
  const { code, message, errors } = error as Partial<DatabaseError> & { errors?: Error[] }
  // What is said of each address of a name stands in the parts of the error.
  const text = message || errors?.[0]?.message || code || 'the connection failed'
  const isOfQuery = /^[0-9A-Z]{5}$/.test(code ?? '') && !SERVER_AT_FAULT.test(code ?? '')
  return new SourceError(text, !isOfQuery)
}

function clientConfig(parameters: ReadonlyMap<string, string>): ClientConfig {
  const port = Number(parameters.get('port') ?? PORT)
  const host = parameters.get('hostaddr') ?? parameters.get('host') ?? usualHost(port)
  const user = parameters.get('user')
  const password = parameters.get('password')
  const seconds = Number(parameters.get('connect_timeout') ?? 0)
  return {
    host,
    port,
    database: parameters.get('dbname') ?? user,
    user,
    password,
    ssl: sslOf(parameters.get('sslmode'), parameters.get('host')),
    application_name: parameters.get('application_name') ?? 'eccmgr',
    ...(seconds > 0 && { connectionTimeoutMillis: seconds * 1000 }),
  }
}

function usualHost(port: number): string {
  const folder = SOCKET_FOLDERS.find((each) => existsSync(`${each}/.s.PGSQL.${port}`))
  return folder ?? 'localhost'
}

/** What the modes of libpq ask for; `prefer` and `allow` take what needs no certificate: clear text. */
function sslOf(mode: string | undefined, host: string | undefined): ClientConfig['ssl'] {
  switch (mode) {
    case undefined:
    case 'disable':
    case 'allow':
    case 'prefer':
      return false
    case 'require':
      return { rejectUnauthorized: false }
    case 'verify-ca':
      return { rejectUnauthorized: true, checkServerIdentity: () => undefined }
    case 'verify-full':
      return { rejectUnauthorized: true, ...(host !== undefined && { servername: host }) }
    default:
      throw new SourceError('the parameter sslmode has a value that is not known', true)
  }
}

function whereOf({ host = '', port }: ClientConfig): string {
  return host.startsWith('/') ? host : `${host.includes(':') ? `[${host}]` : host}:${port}`
}
