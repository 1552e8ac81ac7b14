import { readFileSync, writeFileSync } from 'node:fs'
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
