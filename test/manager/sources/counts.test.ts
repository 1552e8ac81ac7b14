import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { RowCache } from '../../../src/manager/sources/row-cache.js'
import { Sources } from '../../../src/manager/sources/sources.js'
import { scratch } from '../../tools/scratch.js'
import { configurationOf } from './configuration.js'

const test = suite('what data sources count')

const ROWS = { columns: ['name'], rows: [['bob']] }

test('a cache counts what it knew and why it forgot', () => {
  let now = 0
  const cache = new RowCache(2, 1000, () => now)
  assert.is(cache.get('a'), undefined)
  for (const key of ['a', 'b', 'c']) cache.keep(key, ROWS)
  assert.is(cache.get('a'), undefined)
  assert.is(cache.get('c'), ROWS)
  now = 1000
  assert.is(cache.get('c'), undefined)
  assert.is(cache.flush(), 1)
  assert.equal(cache.counts, {
    ...{ kept: 0, hits: 1, misses: 3, inserts: 3 },
    deletions: { manual: 1, old: 1, crowded: 1 },
  })
})

test('a source counts its questions; one that nobody has asked has nothing', async () => {
  const folder = scratch()
  mkdirSync(join(folder, 'etc'))
  writeFileSync(join(folder, 'etc/users.csv'), 'name\nbob\n')
  const configuration = await configurationOf(
    'Datasource "Users" { uri = ( "csv:/etc" ) }\nDatasource "other" { uri = ( "csv:/tmp" ) }\n',
  )
  const sources = new Sources({ place: (path) => join(folder, path), report: () => undefined })
  const ask = () => sources.at(configuration, 'users').ask('users.csv?name=bob', new Map())
  await Promise.all([ask(), ask()])
  await ask()
  const nothing = { manual: 0, old: 0, crowded: 0 }
  assert.equal(sources.counts(configuration), [
    { name: 'Users', kept: 1, hits: 1, misses: 1, inserts: 1, deletions: nothing, pending: 1 },
    { name: 'other', kept: 0, hits: 0, misses: 0, pending: 0, inserts: 0, deletions: nothing },
  ])
  assert.equal(
    ['USERS', 'users', 'other', 'nowhere'].map((name) => sources.flush(configuration, name)),
    [1, 0, 0, undefined],
  )
  assert.is(sources.counts(configuration)[0]?.deletions.manual, 1)
  await sources.close()
})

test.run()
