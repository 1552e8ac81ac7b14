import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { noticeText } from '../../../src/manager/commands/index.js'
import type { Notice } from '../../../src/manager/live/index.js'
import { MAIN } from '../../cli/cluster.js'
import { Manager, TestClock } from '../console.js'

const test = suite('commits that wait for a confirmation')

const MINUTE = 60_000

async function started() {
  const clock = new TestClock()
  const notices: Notice['kind'][] = []
  const manager = await Manager.onCluster({
    clock,
    watcher: { notice: ({ kind }) => notices.push(kind) },
  })
  const console = manager.session({ user: 'anna' })
  const change = async (minutes = '') => {
    await console.ok('config begin')
    await console.ok('config set Logs file_mode 0600')
    return console.ok(`config commit confirmed${minutes}`)
  }
  const mode = () => manager.session().ok('config get Logs file_mode')
  /** Until what the clock has set off is done: the queue does one thing after the other. */
  const settled = () => manager.live.check(undefined)
  return { manager, console, clock, notices, change, mode, settled }
}

const OLD = '        file_mode = 0640\n'
const NEW = '        file_mode = 0600\n'

test('nobody confirms it: it is taken back at the deadline, and every session is told', async () => {
  const { clock, notices, change, mode, settled, manager } = await started()
  assert.match(
    await change(' 5'),
    /^OK, until \d\d:\d\d:00: "config confirm" keeps it, else it is taken back\.\n$/,
  )
  assert.is(manager.live.waiting?.by, 'anna')
  assert.is(manager.live.waiting?.deadline.getTime(), clock.now().getTime() + 5 * MINUTE)
  clock.forward(5 * MINUTE - 1)
  await settled()
  assert.is(await mode(), NEW)
  clock.forward(1)
  await settled()
  assert.is(await mode(), OLD)
  assert.equal(notices, ['commit-waits', 'commit-taken-back'])
  assert.is(manager.live.waiting, undefined)
})

test('ten minutes unless something else is said', async () => {
  const { clock, change, manager, console } = await started()
  await change()
  assert.is(manager.live.waiting?.deadline.getTime(), clock.now().getTime() + 10 * MINUTE)
  for (const minutes of ['0', '1441', '-5', '1.5', 'x', '99999']) {
    assert.is(
      await console.fails(`config commit confirmed ${minutes}`),
      'MINUTES is a whole number from 1 to 1440.\n',
    )
  }
})

test('a new session may confirm it', async () => {
  const { clock, notices, change, mode, settled, manager } = await started()
  await change()
  assert.is(await manager.session().ok('config confirm'), 'OK\n')
  clock.forward(20 * MINUTE)
  await settled()
  assert.is(await mode(), NEW)
  assert.equal(notices, ['commit-waits', 'commit-confirmed'])
  assert.is(
    await manager.session().fails('config confirm'),
    'No commit waits for a confirmation.\n',
  )
})

test('a further commit confirms it, with a transaction of its own or without one', async () => {
  for (const lines of [[], ['config begin', 'config set Logs dir_mode 0700']]) {
    const { clock, change, mode, settled, console } = await started()
    await change()
    for (const line of lines) await console.ok(line)
    assert.is(await console.ok('config commit'), 'OK\n')
    clock.forward(20 * MINUTE)
    await settled()
    assert.is(await mode(), NEW)
  }
})

test('while it waits nothing else is changed, and it is said who waits until when', async () => {
  const { change, manager } = await started()
  await change()
  const other = manager.session()
  const waits =
    /^A commit by anna waits for its confirmation until \d\d:\d\d:00: "config confirm" keeps it\.\n$/
  assert.match(await other.fails('config set Logs dir_mode 0700'), waits)
  assert.match(await other.fails('config reload'), waits)
  await other.ok('config begin')
  await other.ok('config set Logs dir_mode 0700')
  assert.match(await other.fails('config commit confirmed'), waits)
})

test('a transaction from before loses when the commit is taken back', async () => {
  const { change, manager, clock, settled } = await started()
  await change()
  const other = manager.session()
  await other.ok('config begin')
  await other.ok('config set Logs dir_mode 0700')
  clock.forward(10 * MINUTE)
  await settled()
  assert.is(
    await other.fails('config commit'),
    'Commit failed: the configuration has been changed by another session.\n',
  )
})

test('what was written back meanwhile is confirmed with it', async () => {
  const { change, manager, console } = await started()
  const file = join(manager.root, MAIN)
  const before = readFileSync(file, 'utf8')
  await change()
  assert.is(await console.ok('config writeback'), `Wrote /${MAIN}\n`)
  await console.ok('config confirm')
  assert.is(readFileSync(file, 'utf8'), before.replace('File_Mode = 0640', 'File_Mode = 0600'))
  assert.is(await console.ok('config diff'), 'No differences.\n')
  // Nothing waits on the disk either: another one may.
  await console.ok('config set Logs file_mode 0640')
  await console.ok('config begin')
  await console.ok('config set Logs dir_mode 0700')
  await console.ok('config commit confirmed')
  assert.is(await console.ok('config writeback'), `Wrote /${MAIN}\n`)
})

test('what was written back meanwhile is taken back with it, from the files too', async () => {
  const { change, manager, console, clock, notices, mode, settled } = await started()
  const file = join(manager.root, MAIN)
  const before = readFileSync(file, 'utf8')
  await change()
  await console.ok('config writeback')
  assert.not.equal(readFileSync(file, 'utf8'), before)
  clock.forward(10 * MINUTE)
  await settled()
  assert.is(readFileSync(file, 'utf8'), before)
  assert.is(await mode(), OLD)
  assert.equal(notices, ['commit-waits', 'commit-taken-back'])
  assert.is(await console.ok('config diff'), 'No differences.\n')
  assert.is(await console.ok('config reload'), 'OK\n')
  assert.is(await mode(), OLD)
})

test('when the files cannot be taken back, memory is, and every session is told', async () => {
  const { change, manager, console, clock, notices, mode, settled } = await started()
  const file = join(manager.root, MAIN)
  await change()
  await console.ok('config writeback')
  writeFileSync(file, readFileSync(file, 'utf8').replace('File_Mode = 0600', 'File_Mode = 0666'))
  clock.forward(10 * MINUTE)
  await settled()
  assert.match(readFileSync(file, 'utf8'), 'File_Mode = 0666')
  assert.is(await mode(), OLD)
  assert.equal(notices, ['commit-waits', 'not-taken-back', 'commit-taken-back'])
})

test('what sessions are told, in words', () => {
  const waiting = { by: 'anna', deadline: new Date(2026, 0, 1, 9, 5, 0) }
  assert.is(
    noticeText({ kind: 'commit-waits', waiting }),
    'anna has committed a change that is taken back at 09:05:00 unless it is confirmed.\n',
  )
  assert.is(
    noticeText({ kind: 'commit-confirmed', by: 'ben\u001b' }),
    'ben\\x1b has confirmed the commit.\n',
  )
  assert.is(
    noticeText({ kind: 'commit-taken-back', waiting }),
    'The commit by anna was not confirmed and is taken back.\n',
  )
  assert.is(
    noticeText({ kind: 'not-taken-back', waiting, lines: ['a: changed'] }),
    'The commit by anna was not confirmed. It is taken back in memory, but not in the files:\na: changed\n',
  )
})

test.run()
