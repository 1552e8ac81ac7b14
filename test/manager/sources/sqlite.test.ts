import { chmodSync, mkdirSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import initSqlJs from 'sql.js'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Rows, SourceError } from '../../../src/manager/sources/address.js'
import { sqlite } from '../../../src/manager/sources/sqlite/sqlite.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('SQLite as a data source')

const { Database } = await initSqlJs()

function written(path: string, ...statements: readonly string[]): void {
  const database = new Database()
  for (const statement of statements) database.run(statement)
  writeFileSync(path, database.export())
  database.close()
}

const USERS = [
  'CREATE TABLE users (name text, password text, age int, photo blob)',
  "INSERT INTO users VALUES ('bob', 'secret', 42, x'6869'), ('ann', NULL, 7, NULL)",
]

/** A database in a folder of its own, and how it is asked. */
function database(...statements: readonly string[]) {
  const folder = scratch()
  const path = join(folder, 'users.db')
  written(path, ...USERS, ...statements)
  const surroundings = { place: (it: string) => join(folder, it), atOnce: 1, connectWithin: 1000 }
  const address = sqlite('users.db', surroundings)
  const ask = (
    query: string,
    values: Readonly<Record<string, string>> = {},
    signal = new AbortController().signal,
    mostRows = 100,
  ): Promise<Rows> =>
    address.ask({ query, parameters: new Map(Object.entries(values)), mostRows }, signal)
  return { folder, path, address, ask }
}

async function why(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof SourceError) return `${error.isDown ? 'down' : 'query'}: ${error.message}`
    throw error
  }
  throw new Error('it did not fail')
}

test('values by name and by question mark, and everything as text', async () => {
  const { ask, address, folder } = database()
  assert.equal(await ask('SELECT *, 1.5 AS half FROM users WHERE name = :who', { who: 'bob' }), {
    kind: 'rows',
    columns: ['name', 'password', 'age', 'photo', 'half'],
    rows: [['bob', 'secret', '42', 'hi', '1.5']],
  })
  const two = 'SELECT name FROM users WHERE name = ? AND age > ?'
  assert.equal((await ask(two, { who: 'bob', least: '7' })).rows, [['bob']])
  assert.equal((await ask(two, { who: "' OR 1 --", least: '7' })).rows, [])
  assert.equal((await ask('SELECT password FROM users WHERE age = 7')).rows, [[null]])
  assert.equal((await ask('SELECT name FROM users', {}, undefined, 1)).rows, [['bob']])
  assert.is(
    await why(ask(two, { who: 'bob' })),
    'query: the query has 2 question marks, its map fewer entries',
  )
  assert.is(await why(ask('SELECT * FROM missing')), 'query: no such table: missing')
  assert.equal(readdirSync(folder), ['users.db'])
  await address.close()
})

test('a change is seen at the next question; what is asked changes nothing', async () => {
  const { ask, address, path } = database()
  const query = "SELECT password FROM users WHERE name = 'bob'"
  assert.equal((await ask(query)).rows, [['secret']])
  await ask("UPDATE users SET password = 'other'")
  written(path, ...USERS, "UPDATE users SET password = 'new'")
  assert.equal((await ask(query)).rows, [['new']])
  await address.close()
})

test('a query without an end is ended, and the next one is answered', async () => {
  const { ask, address } = database()
  const control = new AbortController()
  const endless =
    'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n'
  const asked = ask(endless, {}, control.signal)
  setTimeout(() => control.abort(new SourceError('no answer', true)), 300)
  assert.is(await why(asked), 'down: no answer')
  assert.equal((await ask('SELECT 1')).rows, [['1']])
  await address.close()
})

test('nothing is read in the middle of a write, nor with a log that is not read', async () => {
  const { ask, address, path } = database()
  const journal = `${path}-journal`
  writeFileSync(journal, Buffer.from('d9d505f920a163d7', 'hex'))
  const asked = ask('SELECT count(*) FROM users')
  setTimeout(() => rmSync(journal), 150)
  assert.equal((await asked).rows, [['2']])
  // SQLite may end a write by emptying its journal, or by zeros at the journal's beginning.
  for (const left of [Buffer.alloc(0), Buffer.alloc(512)]) {
    writeFileSync(journal, left)
    assert.equal((await ask('SELECT 1')).rows, [['1']])
  }
  // A device is not even opened.
  rmSync(journal)
  symlinkSync('/dev/tty', journal)
  assert.is(await why(ask('SELECT 1')), 'down: is no regular file')
  rmSync(journal)
  writeFileSync(`${path}-wal`, 'x')
  assert.is(
    await why(ask('SELECT 1')),
    'down: it has changes in a write-ahead log, which cannot be read here',
  )
  await address.close()
})

test('what is no database, or not there, is said', async () => {
  const { ask, address, path, folder } = database()
  writeFileSync(path, 'no database, whatever it says'.repeat(100))
  assert.is(await why(ask('SELECT * FROM users')), 'query: file is not a database')
  rmSync(path)
  assert.is(await why(ask('SELECT 1')), 'down: no such file or directory')
  mkdirSync(path)
  assert.is(await why(ask('SELECT 1')), `down: ${path}: it is no regular file`)
  chmodSync(folder, 0o700)
  await address.close()
})

test.run()
