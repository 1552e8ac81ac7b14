import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { hashOf, install, isWhole, readHistory, recover } from '../../../src/node/index.js'
import { PLANTED_ID, plantedRecord, plantState } from '../../tools/planted.js'
import { ecconf } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('what the files of an entry may have held together')

const ROOT = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 }
const MEBIBYTE = 1024 * 1024

/** Lines without anything in them: they pack into next to nothing. */
const LINES = Buffer.alloc(16 * MEBIBYTE, '\n')

/**
 * A folder with an entry, and a record of an interrupted write, of so many files.
 * @param packed what each of them held
 */
function planted(count: number, packed: Uint8Array, bytes: Uint8Array = LINES) {
  const folder = scratch()
  writeFileSync(join(folder, 'ecelerity.conf'), 'Max_Retries = 3\n')
  const hash = hashOf(bytes)
  const file = { beforeHash: hash, afterHash: hash, before: Buffer.from(packed).toString('base64') }
  const files = Array.from({ length: count }, (_, at) => {
    return { ...file, name: `${at}.conf`, path: `${at}.conf`, edits: [], inverse: [] }
  })
  const text = plantedRecord(folder, [], { files })
  const state = plantState(folder, ROOT, { 'history/000001.json': text })
  return { folder, journal: join(state, 'journal', `${PLANTED_ID}.json`), text }
}

function isFirstWhole(folder: string): boolean | undefined {
  const [entry] = readHistory(folder).entries
  return entry && isWhole(entry)
}

test('as much as a configuration may have is whole, and more is lost', () => {
  const packed = gzipSync(LINES)
  assert.is(isFirstWhole(planted(4, packed).folder), true)
  assert.is(isFirstWhole(planted(5, packed).folder), false)
})

test('what says that it is less than it is does not unpack', () => {
  const small = Buffer.from('A = 1\n'.repeat(100))
  const packed = gzipSync(small)
  assert.is(isFirstWhole(planted(1, packed, small).folder), true)
  packed.writeUInt32LE(10, packed.length - 4)
  assert.is(isFirstWhole(planted(1, packed, small).folder), false)
  const [first, second] = [gzipSync(LINES), gzipSync('')]
  assert.is(isFirstWhole(planted(1, Buffer.concat([first, second])).folder), false)
})

test('history and rollback say that such an entry is damaged, and unpack nothing', () => {
  const { folder } = planted(400, gzipSync(LINES))
  for (const command of ['history', 'rollback']) {
    const words = [command, '1', '-c', 'ecelerity.conf']
    assert.equal(ecconf(words, { cwd: folder }), {
      status: 1,
      stdout: '',
      stderr: 'Change 1 of ecelerity.conf is damaged: what its files held is lost\n',
    })
  }
})

test('a record of an interrupted write with more is damaged', () => {
  const { folder, journal, text } = planted(5, gzipSync(LINES))
  writeFileSync(join(folder, '.ecconf/history/000001.json'), '')
  writeFileSync(journal, text)
  assert.match(recover(folder)[0]?.text ?? '', / is damaged, so an interrupted change/)
})

/** A change of so many files of 33 MiB. */
function largeChange(count: number) {
  const folder = scratch()
  const bytes = Buffer.alloc(33 * MEBIBYTE, '#')
  const names = Array.from({ length: count }, (_, at) => `${at}.conf`)
  const files = names.map((name) => ({ name, path: join(folder, name), hash: hashOf(bytes) }))
  for (const { path } of files) writeFileSync(path, bytes)
  const edits = files.map(({ name, path }) => ({
    name,
    path,
    create: false,
    edits: [{ start: 0, end: 1, text: '//' }],
    inverse: [{ start: 0, end: 2, text: '#' }],
  }))
  const changeSet = {
    ...{ changes: [], base: files, placements: [], edits },
    ...{ diagnostics: [], refusals: [], notes: [] },
  }
  return { folder, changeSet, first: join(folder, '0.conf') }
}

test('a change whose record could not be read again is not made', () => {
  const { folder, changeSet, first } = largeChange(2)
  assert.throws(
    () => install(changeSet, { folder, command: 'fmt' }),
    /cannot be written: a record of files with more than 64 MiB; without it nothing could undo half of a change of several files, so nothing was written$/,
  )
  assert.is(readFileSync(first, 'latin1').slice(0, 2), '##')
  const small = largeChange(1)
  const made = install(small.changeSet, { folder: small.folder, command: 'fmt' })
  assert.equal(made, { entry: 1, notes: [] })
  assert.is(isFirstWhole(small.folder), true)
})

test.run()
