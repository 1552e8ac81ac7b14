import { linkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  armedEntries,
  readHistory,
  recover,
  systemCalls,
  systemProcesses,
} from '../../../src/node/index.js'
import { PLANTED_ID, plantedRecord, plantState } from '../../tools/planted.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('a history that somebody has planted')

const ROOT = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
const OTHER_ID = 'fedcba9876543210'
const MEBIBYTE = 1024 * 1024

/** A folder in whose history one record stands many times; which of its files are read is counted. */
function planted(entries: number, size: number, id = PLANTED_ID) {
  const folder = scratch()
  writeFileSync(join(folder, 'a.conf'), 'A = 1\n')
  const file = { path: 'a.conf', before: 'A = 0\n', after: 'A = 1\n' }
  const record = plantedRecord(folder, [file], { id, confirmBy: '2099-01-01T00:00:00.000Z' })
  const text = `${record.trimEnd()}${' '.repeat(size)}\n`
  const state = plantState(folder, ROOT, { 'history/000001.json': text })
  const pathOf = (number: number) => join(state, `history/${String(number).padStart(6, '0')}.json`)
  for (let number = 2; number <= entries; number++) linkSync(pathOf(1), pathOf(number))
  let reads = 0
  const read = (path: string, most: number) => {
    if (path.endsWith('.json')) reads++
    return systemCalls.read(path, most)
  }
  const machine = { calls: { ...systemCalls, read }, processes: systemProcesses }
  const arm = (armed: string) => writeFileSync(join(state, `history/${armed}.armed`), '')
  return { folder, pathOf, machine, arm, reads: () => reads }
}

test('no more entries are read than are kept; the others are named', () => {
  const { folder, pathOf, machine, reads } = planted(130, 0)
  const { entries, beyond } = readHistory(folder, machine)
  assert.equal([entries.length, entries[0]?.number, entries.at(-1)?.number], [100, 130, 31])
  assert.equal([beyond?.length, beyond?.[0], beyond?.at(-1)], [30, pathOf(30), pathOf(1)])
  assert.is(reads(), 100)
})

test('no more bytes are read than are kept', () => {
  const { folder, machine, reads } = planted(11, 20 * MEBIBYTE)
  const { entries, beyond } = readHistory(folder, machine)
  assert.equal([entries.length, beyond?.length], [3, 8])
  assert.is(reads(), 3)
})

test('the newest is read whatever its size', () => {
  const { folder, machine } = planted(2, 65 * MEBIBYTE)
  const { entries, beyond } = readHistory(folder, machine)
  assert.equal([entries.length, beyond?.length], [1, 1])
})

test('the one that waits is found behind all that are kept', () => {
  const { folder, pathOf, machine, arm, reads } = planted(130, 0, OTHER_ID)
  const record = plantedRecord(folder, [], { confirmBy: '2099-01-01T00:00:00.000Z' })
  rmSync(pathOf(1))
  writeFileSync(pathOf(1), record)
  arm(PLANTED_ID)
  const found = armedEntries(folder, machine)
  assert.equal(
    found.map(({ number, state }) => [number, state]),
    [[1, 'armed']],
  )
  assert.ok(reads() <= 105, `${reads()} entries were read`)
  const { entries, beyond } = readHistory(folder, machine)
  assert.equal([entries.length, entries.at(-1)?.number, beyond?.length], [101, 1, 29])
})

test('what waits and is no entry is left alone as long as there is more than is read', () => {
  const { folder, machine, arm, reads } = planted(11, 20 * MEBIBYTE)
  arm(OTHER_ID)
  assert.equal(armedEntries(folder, machine), [])
  // Three that are kept; the beginning of four others says that none of them waits.
  assert.is(reads(), 3)
  recover(folder, machine)
  assert.ok(systemCalls.list(join(folder, '.ecconf/history')).includes(`${OTHER_ID}.armed`))
  assert.ok(reads() <= 6 * 3, `${reads()} entries were read`)
})

test('no more marks of waiting are looked at than a few', () => {
  const { folder, machine, arm } = planted(1, 0)
  for (let mark = 0; mark < 100; mark++) arm(mark.toString(16).padStart(16, '0'))
  recover(folder, machine)
  const names = systemCalls.list(join(folder, '.ecconf/history'))
  // One run takes away those that it has looked at.
  assert.is(names.filter((name) => name.endsWith('.armed')).length, 84)
})

test.run()
