import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { recover, systemProcesses } from '../../../src/node/index.js'
import { Patience } from '../../../src/project/recovery/patience.js'
import { PLANTED_ID, plantedRecord, plantState } from '../../tools/planted.js'
import { scratch } from '../../tools/scratch.js'
import { watchedCalls } from '../../tools/watched-calls.js'

const test = suite('records of many files')

const ROOT = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }

/** How often entries of the history are read to end a write of so many files. */
function readsOfEntries(count: number): number {
  const folder = scratch()
  const files = Array.from({ length: count }, (_, at) => ({ path: `${at}.conf`, after: 'A = 1\n' }))
  plantState(folder, ROOT, {
    [`journal/${PLANTED_ID}.json`]: plantedRecord(folder, files),
    'history/000001.json': plantedRecord(folder, [], { id: 'fedcba9876543210' }),
  })
  let reads = 0
  const calls = watchedCalls(({ name, args }) => {
    if (name.startsWith('read') && String(args[0]).endsWith('000001.json')) reads++
  })
  const [recovery] = recover(folder, { calls, processes: systemProcesses })
  assert.is(recovery?.kind, 'nothing-written')
  return reads
}

test('the history is read as often for many files as for one', () => {
  assert.is(readsOfEntries(50), readsOfEntries(1))
})

test('entries are not read whole in search of one', () => {
  const folder = scratch()
  const entry = plantedRecord(folder, [], { id: 'fedcba9876543210', rollsBack: 1 })
  const state = plantState(folder, ROOT, {
    [`journal/${PLANTED_ID}.json`]: plantedRecord(folder, [], { stage: 'preparing' }),
  })
  mkdirSync(join(state, 'history'), { recursive: true })
  writeFileSync(join(state, 'history/000001.json'), entry)
  const read: string[] = []
  const calls = watchedCalls(({ name, args }) => {
    if (name === 'read') read.push(String(args[0]))
  })
  assert.is(recover(folder, { calls, processes: systemProcesses })[0]?.kind, 'nothing-written')
  assert.not.ok(read.some((path) => path.endsWith('000001.json')))
})

test('a record of more files than are recorded is damaged', () => {
  for (const [count, kind] of [
    [4096, 'nothing-written'],
    [4097, 'blocked'],
  ] as const) {
    const folder = scratch()
    const file = { name: 'a.conf', path: 'a.conf', edits: [], inverse: [] }
    const files = Array.from({ length: count }, () => file)
    const record = plantedRecord(folder, [], { stage: 'preparing', files })
    plantState(folder, ROOT, { [`journal/${PLANTED_ID}.json`]: record })
    assert.is(recover(folder)[0]?.kind, kind)
  }
})

test('the time of several actions is taken from one that they have together', () => {
  let now = 0
  const patience = new Patience(5000, () => now)
  const given: number[] = []
  const take = (time: number) =>
    patience.spend((left) => {
      given.push(left)
      now += time
      return 'done'
    })
  assert.equal([take(3000), take(1999.5), take(1), take(1)], ['done', 'done', undefined, undefined])
  assert.equal(given, [5000, 2000])
})

test.run()
