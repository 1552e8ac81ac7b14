import { createServer, type Socket } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Report } from '../../../src/manager/records/paniclog.js'
import { Sources } from '../../../src/manager/sources/sources.js'
import { Postgres, postgresPrograms } from '../../tools/postgres.js'
import { until } from '../../tools/running-manager.js'
import { configurationOf } from './configuration.js'

const test = suite('PostgreSQL as a data source')

const programs = postgresPrograms()
if (programs === undefined) {
  for (let test = 0; test < 9; test++) console.log('skipped: there is no PostgreSQL here')
}
const check = programs === undefined ? test.skip : test

let postgres: Postgres

test.before(async () => {
  if (programs === undefined) return
  postgres = await Postgres.start(programs)
  await postgres.run(`
    CREATE TABLE users (name text, password text, age int, active bool);
    INSERT INTO users VALUES ('bob', 'secret', 42, true), ('ann', NULL, 7, false);`)
})
test.after(() => postgres?.stop())

/** Data sources of a configuration, and what they have reported. */
async function sourcesOf(text: string, patience = { connect: 1000, place: 1500, all: 3000 }) {
  const configuration = await configurationOf(text)
  const reports: Report[] = []
  const place = (path: string) => path
  const report = (each: Report) => reports.push(each)
  const sources = new Sources({ place, report, patience })
  return {
    sources,
    ask: (query: string, values: Record<string, string> = {}) =>
      sources.at(configuration, 'db').ask(query, new Map(Object.entries(values))),
    flush: () => sources.at(configuration, 'db').flush(),
    said: () => reports.map(({ level, text: said }) => `${level}: ${said}`),
  }
}

async function why(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it did not fail')
}

check('values go beside the query, and come back as text', async () => {
  const { sources, ask } = await sourcesOf(`Datasource "db" { uri = ( "${postgres.uri}" ) }`)
  const query = "SELECT *, ':no' AS text, name::varchar FROM users WHERE name = :who -- :comment"
  assert.equal(await ask(query, { who: 'bob' }), {
    columns: ['name', 'password', 'age', 'active', 'text', 'name'],
    rows: [['bob', 'secret', '42', 't', ':no', 'bob']],
  })
  assert.equal((await ask(query, { who: "x' OR '1' = '1" })).rows, [])
  assert.equal((await ask('SELECT password FROM users WHERE age = 7')).rows, [[null]])
  await sources.close()
})

check('its socket folder serves as host', async () => {
  const uri = postgres.uriAt(postgres.folder)
  const { sources, ask } = await sourcesOf(`Datasource "db" { uri = ( "${uri}" ) }`)
  assert.equal((await ask('SELECT 1')).rows, [['1']])
  await sources.close()
})

check('errors of a query are told as such, and do no harm to the server', async () => {
  const { sources, ask, said } = await sourcesOf(`Datasource "db" { uri = ( "${postgres.uri}" ) }`)
  const place = `datasource db: pgsql at 127.0.0.1:${postgres.port}: `
  assert.is(await why(ask('SELECT * FROM nothing')), `${place}relation "nothing" does not exist`)
  assert.is(await why(ask('SELECT :a')), `${place}the query has :a, which its map does not give`)
  assert.equal((await ask('SELECT 1')).rows, [['1']])
  assert.equal(said(), [])
  await sources.close()
})

check('a wrong password, in the words of the server and without the password', async () => {
  const uri = postgres.uri.replace(/password=.*/, 'password=hidden')
  const { sources, ask, said } = await sourcesOf(`Datasource "db" { uri = ( "${uri}" ) }`)
  const text = `pgsql at 127.0.0.1:${postgres.port}`
  const words = 'password authentication failed for user "ecuser"'
  assert.is(await why(ask('SELECT 1')), `datasource db: ${text}: ${words}`)
  assert.equal(said(), [`error: db: ${text} fails: ${words}`])
  await sources.close()
})

check('max_rows ends a table that is too large; -1 reads all', async () => {
  const query = 'SELECT generate_series(1, 100000)'
  for (const [option, count] of [
    ['max_rows = 3', 3],
    ['', 100],
    ['max_rows = -1', 100_000],
  ]) {
    const text = `Datasource "db" { uri = ( "${postgres.uri}" ) ${option} }`
    const { sources, ask } = await sourcesOf(text)
    assert.is((await ask(query)).rows.length, count)
    assert.equal((await ask('SELECT 1')).rows, [['1']])
    await sources.close()
  }
})

check(
  'what was found is kept, unless no_cache says otherwise; nothing found is asked again',
  async () => {
    const query = 'SELECT password FROM users WHERE name = :who'
    for (const isKept of [true, false]) {
      await postgres.run("DELETE FROM users WHERE name = 'eve'")
      const option = isKept ? '' : 'no_cache = true'
      const text = `Datasource "db" { uri = ( "${postgres.uri}" ) ${option} }`
      const { sources, ask, flush } = await sourcesOf(text)
      const eve = async () => (await ask(query, { who: 'eve' })).rows[0]?.[0]
      assert.is(await eve(), undefined)
      await postgres.run("INSERT INTO users VALUES ('eve', 'old')")
      assert.is(await eve(), 'old')
      await postgres.run("UPDATE users SET password = 'new' WHERE name = 'eve'")
      assert.is(await eve(), isKept ? 'old' : 'new')
      assert.is(flush(), isKept ? 1 : 0)
      assert.is(await eve(), 'new')
      await sources.close()
    }
  },
)

check('places that do not answer are skipped: refused, silent, of an unknown driver', async () => {
  const silent: Socket[] = []
  const server = createServer((socket) => silent.push(socket.on('error', () => undefined)))
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      resolve(typeof address === 'object' ? (address?.port ?? 0) : 0)
    })
  })
  const dead = 'pgsql:host=127.0.0.1;port=1;dbname=x;user=x'
  const mute = `pgsql:host=127.0.0.1;port=${port};dbname=x;user=x`
  const uris = [dead, mute, 'mysql:host=db', postgres.uri].map((uri) => `"${uri}"`).join(' ')
  const { sources, ask, said } = await sourcesOf(
    `Datasource "db" { uri = ( ${uris} ) no_cache = true }`,
    { connect: 200, place: 400, all: 3000 },
  )
  for (let turn = 0; turn < 8; turn++) assert.equal((await ask('SELECT 1')).rows, [['1']])
  const reported = said().sort()
  assert.equal(reported.slice(0, 2), [
    'error: db: mysql fails: this driver is not available',
    'error: db: pgsql at 127.0.0.1:1 fails: connect ECONNREFUSED 127.0.0.1:1',
  ])
  assert.match(reported[2] ?? '', `error: db: pgsql at 127.0.0.1:${port} fails: `)
  assert.is(reported.length, 3)
  await sources.close()
  for (const socket of silent) socket.destroy()
  server.close()
})

check(
  'a server that stands still is given up after a time, and used again when it goes on',
  async () => {
    const text = `Datasource "db" { uri = ( "${postgres.uri}" ) no_cache = true }`
    const { sources, ask, said } = await sourcesOf(text, { connect: 300, place: 500, all: 1000 })
    const place = `pgsql at 127.0.0.1:${postgres.port}`
    assert.equal((await ask('SELECT 1')).rows, [['1']])
    assert.is(
      await why(ask('SELECT pg_sleep(60)')),
      `datasource db: ${place}: no answer within 0.5 seconds`,
    )
    assert.equal(said(), [`error: db: ${place} fails: no answer within 0.5 seconds`])
    // For a moment it is left alone.
    assert.is(
      await why(ask('SELECT 1')),
      'datasource db: no place has answered, and none is asked again at once',
    )
    await until(() =>
      ask('SELECT 1').then(
        () => true,
        () => false,
      ),
    )
    assert.equal(said().slice(1), [`notice: db: ${place} answers again`])
    await sources.close()
  },
)

check('a restart is not noticed by who asks before and after it', async () => {
  const text = `Datasource "db" { uri = ( "${postgres.uri}" ) no_cache = true }`
  const { sources, ask, said } = await sourcesOf(text)
  assert.equal((await ask('SELECT 1')).rows, [['1']])
  await postgres.stop()
  await postgres.go()
  assert.equal((await ask('SELECT 1')).rows, [['1']])
  assert.equal(said(), [])
  await sources.close()
})

test('a data source that nothing defines, or that has no place, says so', async () => {
  const { ask } = await sourcesOf('')
  assert.is(await why((async () => ask('SELECT 1'))()), 'nothing defines the datasource db')
  const bare = await sourcesOf('Datasource "db" { max_rows = 3 }')
  assert.is(await why((async () => bare.ask('SELECT 1'))()), 'the datasource db has no uri')
})

test.run()
