import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  hashOf,
  isWhole,
  readHistory,
  recover,
  WriteError,
  writeFileDurably,
} from '../../../src/node/index.js'
import { PLANTED_ID, plantedRecord, plantState } from '../../tools/planted.js'
import { scratch } from '../../tools/scratch.js'
import { ROOT } from '../../tools/second-user.js'

const test = suite('odd things in the place of records and locks')

/** What somebody may make where a file is expected. */
const ODD: Readonly<Record<string, (path: string) => void>> = {
  'a pipe': (path) => {
    const { status } = spawnSync('mkfifo', [path])
    assert.is(status, 0)
  },
  'a link to a device without end': (path) => symlinkSync('/dev/zero', path),
  'a link to a pipe': (path) => {
    spawnSync('mkfifo', [`${path}.pipe`])
    symlinkSync(`${path}.pipe`, path)
  },
  'a link to itself': (path) => symlinkSync(path, path),
  'a file of a terabyte': (path) => {
    writeFileSync(path, '')
    truncateSync(path, 2 ** 40)
  },
  'a folder': (path) => {
    spawnSync('mkdir', [path])
  },
}

function place() {
  const folder = scratch()
  const file = join(folder, 'a.conf')
  writeFileSync(file, 'A = 1\n')
  return { folder, file, state: plantState(folder, ROOT, {}) }
}

function write(file: string): void {
  const bytes = new TextEncoder().encode('A = 2\n')
  writeFileDurably(file, bytes, { expectedHash: hashOf(readFileSync(file)) })
}

for (const [what, make] of Object.entries(ODD)) {
  test(`${what} as a record is named, and read no further`, () => {
    const { folder, state } = place()
    const path = join(state, 'journal', `${PLANTED_ID}.json`)
    make(path)
    const [recovery, ...others] = recover(folder)
    assert.is(recovery?.kind, 'blocked')
    assert.ok(recovery?.text.includes(path), recovery?.text)
    assert.match(
      recovery?.text ?? '',
      /is no regular file$|file too large$|is damaged, so an interrupted/,
    )
    assert.equal(others, [])
  })

  test(`${what} as an entry of the history is damaged, and read no further`, () => {
    const { folder, state } = place()
    const path = join(state, 'history/000001.json')
    make(path)
    writeFileSync(join(state, 'history', `${PLANTED_ID}.armed`), '')
    assert.equal(recover(folder), [])
    assert.equal(readHistory(folder).damaged, [path])
  })

  test(`${what} as a lock is named, and nothing is written`, () => {
    const { folder, file } = place()
    const lock = join(folder, '.a.conf.ecconf-lock')
    make(lock)
    assert.throws(
      () => write(file),
      (error: unknown) =>
        error instanceof WriteError &&
        error.message.startsWith(`${file}: cannot be written: the lock ${lock} cannot be read: `) &&
        /(?:is no regular file|file too large)$/.test(error.message),
    )
    assert.is(readFileSync(file, 'utf8'), 'A = 1\n')
  })
}

test('a socket in the place of a lock', async () => {
  const { folder, file } = place()
  const lock = join(folder, '.a.conf.ecconf-lock')
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(lock, resolve))
  assert.throws(() => write(file), /is no regular file$/)
  await new Promise((resolve) => server.close(resolve))
})

test('a record that unpacks to more than any file holds is damaged', () => {
  const { folder, state } = place()
  const bomb = gzipSync(Buffer.alloc(512 * 1024 * 1024)).toString('base64')
  const text = plantedRecord(folder, [
    { path: 'a.conf', before: 'A = 0\n', after: 'A = 1\n' },
    { path: 'b.conf', before: 'B = 0\n', after: 'B = 1\n' },
  ])
  const record = JSON.parse(text)
  for (const file of record.files) file.before = bomb
  writeFileSync(join(state, 'journal', `${PLANTED_ID}.json`), JSON.stringify(record))
  writeFileSync(
    join(state, 'history/000001.json'),
    JSON.stringify({ ...record, id: 'f'.repeat(16) }),
  )
  const used = process.memoryUsage().rss
  assert.match(recover(folder)[0]?.text ?? '', / is damaged, so an interrupted change/)
  const [entry] = readHistory(folder).entries
  assert.is(entry && isWhole(entry), false)
  assert.ok(process.memoryUsage().rss - used < 600 * 1024 * 1024)
})

for (const field of ['user', 'host', 'since', 'token', 'journal'] as const) {
  test(`a lock whose ${field} has control characters is that of nobody`, () => {
    const { folder, file } = place()
    const holder = {
      pid: process.pid,
      host: 'h',
      user: 'u',
      since: '2026-01-01T00:00:00.000Z',
      token: PLANTED_ID,
      journal: '/tmp',
      [field]: 'x\u001b]0;owned\u0007\n',
    }
    const lock = join(folder, '.a.conf.ecconf-lock')
    writeFileSync(lock, JSON.stringify(holder))
    write(file)
    assert.is(readFileSync(file, 'utf8'), 'A = 2\n')
    assert.is(existsSync(lock), false)
  })
}

test('a lock of a process with a number that no system has is that of nobody', () => {
  for (const pid of [0, -1, 1.5, 2 ** 40]) {
    const { folder, file } = place()
    const holder = { pid, host: 'h', user: 'u', since: '2026-01-01T00:00:00Z', token: PLANTED_ID }
    writeFileSync(join(folder, '.a.conf.ecconf-lock'), JSON.stringify(holder))
    write(file)
    assert.is(readFileSync(file, 'utf8'), 'A = 2\n')
  }
})

test.run()
