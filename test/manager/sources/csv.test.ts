import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { SourceError } from '../../../src/manager/sources/address.js'
import { csv } from '../../../src/manager/sources/csv.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('CSV files as a data source')

const folder = scratch()
mkdirSync(join(folder, 'etc'))
writeFileSync(join(folder, 'secret.csv'), 'a,b\n')
const FILES = {
  'users.csv': 'name,password,role\r\nbob,"se,""cret",users\r\nann,x,admin\r\nbob,second,users\r\n',
  'bare.csv': '\uFEFFbob,secret\n\nann,other\n',
  'broken.csv': 'name\n"bob\n',
  'uneven.csv': 'a,b\n1\n',
}
for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, 'etc', name), text)

function ask(
  query: string,
  values: Readonly<Record<string, string>> = {},
  path = '/etc',
  most = 9,
) {
  const place = (it: string) => join(folder, it)
  const address = csv(path, { place, atOnce: 1, connectWithin: 1000 })
  const parameters = new Map(Object.entries(values))
  return address.ask({ query, parameters, mostRows: most }, new AbortController().signal)
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

test('the first line names the columns, and a column chooses rows', async () => {
  assert.equal(await ask('users.csv?name=$who&role=users', { who: 'bob' }), {
    columns: ['name', 'password', 'role'],
    rows: [
      ['bob', 'se,"cret', 'users'],
      ['bob', 'second', 'users'],
    ],
  })
  assert.equal((await ask('users.csv?name=$who', { who: 'bob&role=admin' })).rows, [])
  assert.is((await ask('users.csv', {}, '/etc', 2)).rows.length, 2)
})

test('with cols there are no names but numbers', async () => {
  assert.equal(await ask('bare.csv?cols=2&1=$who', { who: 'ann' }), {
    columns: ['1', '2'],
    rows: [['ann', 'other']],
  })
})

test('the path may be the file itself', async () => {
  assert.is((await ask('?role=admin', {}, '/etc/users.csv')).rows.length, 1)
})

test('a value leads to no other file', async () => {
  const outside = 'query: the query leads out of the folder of the data source'
  for (const who of ['../secret', '..', '/etc/users']) {
    assert.is(await why(ask('$who.csv', { who })), who === '..' ? missing('...csv') : outside)
  }
  assert.is(await why(ask('../secret.csv')), outside)
})

test('what is wrong is said, without a word of the file', async () => {
  assert.is(await why(ask('none.csv')), missing('none.csv'))
  assert.is(await why(ask('broken.csv')), 'query: the file is no CSV: CSV_QUOTE_NOT_CLOSED')
  assert.match(await why(ask('uneven.csv')), 'query: the file is no CSV: CSV_')
  assert.is(await why(ask('bare.csv?cols=3')), 'query: a line has 2 columns, not 3')
  assert.is(await why(ask('users.csv?cols=x')), 'query: cols is no number of columns')
  assert.is(await why(ask('users.csv?nam=x')), 'query: the file has no column nam')
  assert.is(
    await why(ask('users.csv?name=$x')),
    'query: the query has $x, which its map does not give',
  )
})

function missing(name: string): string {
  const path = join(folder, 'etc', name)
  return `down: ${path}: no such file or directory`
}

test.run()
