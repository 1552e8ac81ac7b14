import { linkSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  armedEntries,
  hashOf,
  readHistory,
  recover,
  systemProcesses,
  writeFileDurably,
} from '../../../src/node/index.js'
import { PLANTED_ID, plant, plantedRecord, plantState } from '../../tools/planted.js'
import { folderOf, SECOND_USER } from '../../tools/second-user.js'

const test = suite('records with more values than are parsed')

const ROOT = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
const MANY = `${'{},'.repeat(1_100_000)}{}`

/** How long the texts are that an action has parsed as JSON, each longer than a short one. */
function parsed(action: () => void): number[] {
  const lengths: number[] = []
  const { parse } = JSON
  JSON.parse = (text: string, ...more: []) => {
    if (text.length > 100_000) lengths.push(text.length)
    return parse(text, ...more)
  }
  try {
    action()
  } finally {
    JSON.parse = parse
  }
  return lengths
}

function withMany(folder: string): string {
  return plantedRecord(folder, [], { confirmBy: '2026-01-01T00:00:00.000Z' }).replace(
    '"files":[]',
    `"files":[${MANY}]`,
  )
}

for (const [what, textOf] of [
  ['without an id', () => `{"version":2,"files":[${MANY}]}`],
  ['with its id behind', () => `{"version":2,"files":[${MANY}],"id":"${PLANTED_ID}"}`],
  ['with the id of the one that waits', withMany],
  [
    'that takes another one back',
    (folder: string) => withMany(folder).replace('"confirmBy"', '"rollsBack":1,"confirmBy"'),
  ],
  ['of an earlier version', () => `{"version":1,"files":[${MANY}]}`],
] as const) {
  test(`an entry ${what} is damaged, and not parsed`, () => {
    const folder = folderOf(ROOT)
    const entry = textOf(folder)
    const files = { 'history/000001.json': entry, [`history/${PLANTED_ID}.armed`]: '' }
    const path = join(plantState(folder, ROOT, files), 'history/000001.json')
    const lengths = parsed(() => {
      assert.equal(recover(folder), [])
      assert.equal(armedEntries(folder), [])
      const { entries, damaged } = readHistory(folder)
      assert.equal([entries, damaged], [[], [path]])
    })
    assert.equal(lengths, [])
  })
}

test('a record of an interrupted write with too many values is damaged, and not parsed', () => {
  const folder = folderOf(ROOT)
  plantState(folder, ROOT, { [`journal/${PLANTED_ID}.json`]: withMany(folder) })
  const lengths = parsed(() => {
    assert.match(recover(folder)[0]?.text ?? '', / is damaged, so an interrupted change/)
  })
  assert.equal(lengths, [])
})

test('many values in texts are no values', () => {
  const folder = folderOf(ROOT)
  const message = '{[,\\"'.repeat(19_000)
  const edit = { start: 0, end: 0, text: '{[,\\"'.repeat(600_000) }
  const file = { name: 'a.conf', path: 'a.conf', edits: [edit], inverse: [] }
  const record = plantedRecord(folder, [], { message, files: [file] })
  plantState(folder, ROOT, { 'history/000001.json': record })
  const { entries } = readHistory(folder)
  assert.equal(
    entries.map((entry) => [entry.message, entry.files[0]?.edits]),
    [[message, [edit]]],
  )
})

/** Where the entries of a folder lie, by their numbers. */
const entryPaths = (folder: string, numbers: readonly number[]) =>
  numbers.map((number) => join(folder, `.ecconf/history/00000${number}.json`))

test('entries are parsed once in a run, and large ones no further than all may have together', () => {
  const folder = folderOf(ROOT)
  const confirmBy = '2026-01-01T00:00:00.000Z'
  const files: Record<string, string> = {
    'history/000001.json': plantedRecord(folder, [], { confirmBy: '2099-01-01T00:00:00.000Z' }),
    [`history/${PLANTED_ID}.armed`]: '',
  }
  const planted = [2, 3, 4, 5, 6, 7]
  for (const number of planted) {
    const id = `${number}`.repeat(16)
    const file = { name: 'a', path: 'a.conf', edits: [], inverse: [], z: [0] }
    const record = plantedRecord(folder, [], { id, confirmBy, rollsBack: 999, files: [file] })
    files[`history/00000${number}.json`] = record.replace('[0]', `[${'{},'.repeat(450_000)}{}]`)
    files[`history/${id}.armed`] = ''
  }
  plantState(folder, ROOT, files)
  const lengths = parsed(() => {
    assert.equal(recover(folder), [])
    assert.equal(
      armedEntries(folder).map(({ number }) => number),
      [1],
    )
    const { entries, damaged, beyond } = readHistory(folder)
    assert.equal(
      entries.map(({ number, state }) => [number, state]),
      [[1, 'armed']],
    )
    assert.equal([damaged, beyond], [entryPaths(folder, [7, 6]), entryPaths(folder, [5, 4, 3, 2])])
  })
  assert.is(lengths.length, 2)
})

test('a large entry is parsed once, and so is the record that it was, whose name is another', () => {
  const folder = folderOf(ROOT)
  const edits = Array.from({ length: 150_000 }, () => ({ start: 0, end: 0, text: 'x' }))
  const file = { name: 'a.conf', path: 'a.conf', edits, inverse: edits }
  const record = plantedRecord(folder, [], { files: [file] })
  const state = plantState(folder, ROOT, { [`journal/${PLANTED_ID}.json`]: record })
  linkSync(join(state, `journal/${PLANTED_ID}.json`), join(state, 'history/000001.json'))
  const lengths = parsed(() => {
    recover(folder)
    assert.equal(
      readHistory(folder).entries.map(({ number, files: [made] }) => [number, made?.edits.length]),
      [[1, edits.length]],
    )
  })
  assert.is(lengths.length, 1)
})

test('an entry with a field that this program does not write is damaged', () => {
  const edit = { start: 0, end: 0, text: 'A = 1\n' }
  const access = { uid: 0, gid: 0, mode: 0o600 }
  const file = { name: 'a.conf', path: 'a.conf', access, edits: [edit], inverse: [] }
  const by = { pid: 4_194_303, host: 'h', user: 'root' }
  const lists: readonly (readonly [Readonly<Record<string, unknown>>, boolean])[] = [
    [{ by, files: [file] }, true],
    [{ by, files: [file], z: 1 }, false],
    [{ by, files: [{ ...file, z: 1 }] }, false],
    [{ by, files: [{ ...file, edits: [{ ...edit, z: 1 }] }] }, false],
    [{ by, files: [{ ...file, access: { ...access, z: 1 } }] }, false],
    [{ by: { ...by, z: 1 }, files: [file] }, false],
  ]
  for (const [more, isSound] of lists) {
    const folder = folderOf(ROOT)
    plantState(folder, ROOT, { 'history/000001.json': plantedRecord(folder, [], more) })
    const { entries, damaged } = readHistory(folder)
    const paths = entryPaths(folder, [1])
    assert.equal([entries.length, damaged], isSound ? [1, []] : [0, paths], JSON.stringify(more))
  }
})

test("root does not parse another user's record to write a file whose lock names it", () => {
  const folder = folderOf(SECOND_USER)
  const path = join(folder, 'a.conf')
  plant(path, 'A = 1\n', SECOND_USER)
  const state = plantState(folder, SECOND_USER, {
    [`journal/${PLANTED_ID}.json`]: withMany(folder),
  })
  const journal = join(state, `journal/${PLANTED_ID}.json`)
  const { host, user } = systemProcesses.self()
  const holder = {
    token: PLANTED_ID,
    pid: 4_194_303,
    host,
    user,
    since: '2026-01-01T00:00:00.000Z',
  }
  writeFileSync(join(folder, '.a.conf.ecconf-lock'), JSON.stringify({ ...holder, journal }))
  const request = { expectedHash: hashOf(readFileSync(path)) }
  const lengths = parsed(() => {
    assert.throws(
      () => writeFileDurably(path, Buffer.from('A = 2\n'), request),
      /belongs to user 61234: ecconf run by user 61234 ends the change that was interrupted/,
    )
  })
  assert.equal(lengths, [])
  assert.is(readFileSync(path, 'utf8'), 'A = 1\n')
})

test.run()
