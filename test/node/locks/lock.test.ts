import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  hashOf,
  type Processes,
  systemCalls,
  systemProcesses,
  WriteError,
  writeFileDurably,
} from '../../../src/node/index.js'
import { scratch } from '../../tools/scratch.js'
import { watchedCalls } from '../../tools/watched-calls.js'

const test = suite('the lock of a file')

const OLD = new TextEncoder().encode('old\n')
const NEW = new TextEncoder().encode('new\n')

function place(): { folder: string; file: string; lock: string } {
  const folder = scratch()
  const file = join(folder, 'a.conf')
  writeFileSync(file, OLD)
  return { folder, file, lock: join(folder, '.a.conf.ecconf-lock') }
}

const HOLDER = {
  pid: 4711,
  host: 'mta1',
  user: 'jh',
  since: '2026-01-31T12:34:56.789Z',
  token: '0123456789abcdef',
}

/** Processes of which one is known: the holder of the lock. */
function holderIs(state: boolean | undefined): Processes {
  return { ...systemProcesses, isAlive: ({ pid }) => (pid === HOLDER.pid ? state : true) }
}

function write(file: string, processes: Processes = systemProcesses): void {
  writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, { calls: systemCalls, processes })
}

function refusal(action: () => void): string {
  try {
    action()
  } catch (error) {
    assert.instance(error, WriteError)
    assert.is((error as WriteError).code, 'locked')
    return (error as WriteError).reason
  }
  throw new Error('it was not refused')
}

test('while a file is written, its lock says who does it', () => {
  const { file, lock } = place()
  let text = ''
  const calls = watchedCalls(({ name }) => {
    if (name === 'rename') text = readFileSync(lock, 'utf8')
  })
  const now = new Date('2026-02-03T04:05:06.007Z')
  const processes = { ...systemProcesses, now: () => now }
  writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, { calls, processes })
  const { token, ...holder } = JSON.parse(text)
  assert.equal(holder, { ...systemProcesses.self(), since: now.toISOString() })
  assert.is(holder.pid, process.pid)
  assert.is(holder.host, hostname())
  assert.match(token, /^[0-9a-f]{16}$/)
  assert.is(existsSync(lock), false)
})

test('a lock that is held is refused, and says by whom and since when', () => {
  const { folder, file, lock } = place()
  writeFileSync(lock, JSON.stringify(HOLDER))
  const holder = 'is being written by jh, process 4711 on mta1, since 2026-01-31 12:34:56 UTC'
  assert.is(
    refusal(() => write(file, holderIs(true))),
    holder,
  )
  assert.is(
    refusal(() => write(file, holderIs(undefined))),
    `${holder}; if that process is no more, remove ${lock}`,
  )
  assert.equal(readdirSync(folder).sort(), ['.a.conf.ecconf-lock', 'a.conf'])
  assert.equal(new Uint8Array(readFileSync(file)), OLD)
})

test('the lock of a dead process is taken over, with what it left', () => {
  const { folder, file, lock } = place()
  writeFileSync(lock, JSON.stringify(HOLDER))
  writeFileSync(join(folder, `.a.conf.ecconf-${HOLDER.token}.tmp`), 'half of it')
  writeFileSync(join(folder, '.a.conf.ecconf-0000000000000000.stale'), '')
  writeFileSync(join(folder, '.b.conf.ecconf-0000000000000000.tmp'), 'of another file')
  writeFileSync(join(folder, '.a.conf.ecconf-notes.tmp'), 'of a person')
  write(file, holderIs(false))
  assert.equal(new Uint8Array(readFileSync(file)), NEW)
  assert.equal(readdirSync(folder).sort(), [
    '.a.conf.ecconf-notes.tmp',
    '.b.conf.ecconf-0000000000000000.tmp',
    'a.conf',
  ])
})

for (const text of ['', '{"pid": 47', 'null', '{}', '{"pid":-1,"host":"h","user":"u"}', '\0\0\0']) {
  test(`a lock that says ${JSON.stringify(text)} was left by a process that died over it`, () => {
    const { folder, file, lock } = place()
    writeFileSync(lock, text)
    write(file)
    assert.equal(new Uint8Array(readFileSync(file)), NEW)
    assert.equal(readdirSync(folder), ['a.conf'])
  })
}

test('a lock that is just being written is waited for', () => {
  const { file, lock } = place()
  writeFileSync(lock, '')
  let looks = 0
  const calls = watchedCalls(({ name, args }) => {
    if (name === 'read' && args[0] === lock && ++looks === 3) {
      writeFileSync(lock, JSON.stringify(HOLDER))
    }
  })
  const processes = holderIs(true)
  const reason = refusal(() =>
    writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, { calls, processes }),
  )
  assert.match(reason, /^is being written by jh/)
})

test('of two that find a dead lock, the slower one puts the new lock back', () => {
  const { folder, file, lock } = place()
  writeFileSync(lock, JSON.stringify(HOLDER))
  const faster = JSON.stringify({ ...HOLDER, pid: 99, token: 'fedcba9876543210' })
  const calls = watchedCalls(({ name, args }) => {
    // Between the look at the dead lock and its removal.
    if (name === 'rename' && args[0] === lock) writeFileSync(lock, faster)
  })
  const processes = holderIs(false)
  const reason = refusal(() =>
    writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, { calls, processes }),
  )
  assert.match(reason, /process 99/)
  assert.is(readFileSync(lock, 'utf8'), faster)
  assert.equal(readdirSync(folder).sort(), ['.a.conf.ecconf-lock', 'a.conf'])
})

test('whoever lost the lock does not write', () => {
  const { folder, file, lock } = place()
  const calls = watchedCalls(({ name }) => {
    if (name === 'sync') writeFileSync(lock, JSON.stringify(HOLDER))
  })
  const processes = systemProcesses
  try {
    writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, { calls, processes })
    assert.unreachable()
  } catch (error) {
    assert.instance(error, WriteError)
    assert.is((error as WriteError).code, 'lock-lost')
  }
  assert.equal(new Uint8Array(readFileSync(file)), OLD)
  assert.equal(readdirSync(folder).sort(), ['.a.conf.ecconf-lock', 'a.conf'], 'the lock is theirs')
})

test('who is alive', () => {
  const self = systemProcesses.self()
  assert.is(systemProcesses.isAlive(self), true)
  assert.is(systemProcesses.isAlive({ ...self, pid: 2 ** 22 + 1 }), false)
  assert.is(systemProcesses.isAlive({ ...self, host: `not-${self.host}` }), undefined)
  if (self.start !== undefined) {
    const reused = { ...self, start: `${self.start}0` }
    assert.is(systemProcesses.isAlive(reused), false, 'another process has its number now')
  }
})

test.run()
