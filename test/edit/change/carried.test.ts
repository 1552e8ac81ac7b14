import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Change } from '../../../src/config/index.js'
import { change } from '../../../src/edit/index.js'
import { set } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('what a change takes from one file into another')

const MAIN = 'include "a.conf"\nLocal_Changes_File = "local.conf"\nLocal_Changes_Only = true\n'
const SECRET = 'pgsql:host=db1;password=Sommer-2026'

const onD = { path: [{ name: 'Datasource', instance: 'd' }], option: 'uri', words: [] } as const
const add = (value: string): Change => ({ kind: 'add-element', value, ...onD })
const remove = (value: string): Change => ({ kind: 'remove-element', value, ...onD })

async function carriedBy(files: Readonly<Record<string, string>>, ...changes: readonly Change[]) {
  const set = await change(await loadFiles(files), changes)
  assert.equal(set.refusals, [])
  return set.carried
}

const files = (elements: string, local?: string) => ({
  '/c/eccluster.conf': MAIN,
  '/c/a.conf': `Datasource "d" { uri = ( ${elements} ) }\n`,
  ...(local !== undefined && { '/c/local.conf': local }),
})

const fromA = (hasSecret: boolean) => [
  { into: '/c/local.conf', from: '/c/a.conf', name: 'a.conf', hasSecret },
]

test('the other elements of a list, and whether one of them is a secret', async () => {
  assert.equal(await carriedBy(files(`"${SECRET}"`), add('pgsql:host=db2')), fromA(true))
  assert.equal(await carriedBy(files('"pgsql:host=db1"'), add('pgsql:host=db2')), fromA(false))
})

test('an element that is taken out is not taken along', async () => {
  const list = files(`"${SECRET}" "pgsql:host=db2"`)
  assert.equal(await carriedBy(list, remove('pgsql:host=db2')), fromA(true))
  assert.equal(await carriedBy(list, remove(SECRET)), fromA(false))
})

test('a secret that is typed is not from the file', async () => {
  assert.equal(await carriedBy(files('"pgsql:host=db1"'), add(SECRET)), fromA(false))
})

test('several changes of one list are one', async () => {
  const changes = [add('pgsql:host=db2'), add('pgsql:host=db3')]
  assert.equal(await carriedBy(files(`"${SECRET}"`), ...changes), fromA(true))
})

test('nothing where a value is set, or stands in the file already', async () => {
  const value = '( "pgsql:host=db2" )'
  assert.is(await carriedBy(files(`"${SECRET}"`), set('Datasource=d', 'uri', value)), undefined)
  const local = `Datasource "d" { uri = ( "${SECRET}" ) }\n`
  assert.is(await carriedBy(files('"x"', local), add('pgsql:host=db2')), undefined)
})

test.run()
