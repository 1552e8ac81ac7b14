import { spawn } from 'node:child_process'
import { chownSync, mkdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { systemProcesses } from '../../../src/node/index.js'
import { plant, plantedRecord } from '../../tools/planted.js'
import { ecconf, ecconfOnTerminal, ROOT } from '../../tools/program.js'
import { SECOND_USER } from '../../tools/second-user.js'
import { arm } from './arm.js'
import { end, read, run, type Site, site, steady, TEXT, USER, until, waiters } from './site.js'

const test = suite('ecconf confirm')

const CHANGED = TEXT.replace('86400', '1')
const SET = ['set', 'message_expiration', '1', '--write'] as const
const NONE = [1, '', 'No change waits for a confirmation.\n'] as const

/** Runs `ecconf` beside the test. */
function start(...words: readonly string[]) {
  const child = spawn(process.execPath, [join(ROOT, 'dist/bin/ecconf.cjs'), ...words])
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<{ status: number | null; stderr: string }>((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status) => resolve({ status, stderr }))
  })
  return { kill: (signal: NodeJS.Signals) => child.kill(signal), ended }
}

/** The states of the changes, the newest first. */
function states(files: Site): string[] {
  const { entries } = JSON.parse(run(files, 'history', '--format', 'json').stdout)
  return entries.map(({ state }: { state: string }) => state)
}

test('a change waits, and is confirmed in time', async () => {
  const files = site()
  const made = run(files, ...SET, '--confirm', '10m')
  assert.is(made.status, 0)
  assert.is(
    steady(made.stderr),
    'Written: ecelerity.conf\nTaken back at T unless it is confirmed before: ecconf confirm --config ecelerity.conf\n',
  )
  const [said = ''] = /\d{4}-\d\d-\d\d \d\d:\d\d:\d\d/.exec(made.stderr) ?? []
  const minutes = (Date.parse(`${said.replace(' ', 'T')}Z`) - Date.now()) / 60_000
  assert.ok(minutes > 8 && minutes <= 10, `${minutes} minutes`)
  assert.is(
    steady(run(files, 'history').stdout),
    `1  T  ${USER}  set  ecelerity.conf  armed until T\n`,
  )

  const confirmed = run(files, 'confirm')
  assert.is(steady(confirmed.stdout), `Change 1 is confirmed (set by ${USER}, T).\n`)
  assert.equal([confirmed.status, confirmed.stderr], [0, ''])
  assert.equal(states(files), ['confirmed'])
  assert.is(read(files), CHANGED)
  const again = run(files, 'confirm')
  assert.equal([again.status, again.stdout, again.stderr], NONE)
  await until(() => waiters(files).length === 0, 'the waiter ends')
})

test('the waiter has no terminal, no open stream, and a session of its own', async () => {
  const files = site()
  const words = ['set', 'message_expiration', '1', '-c', 'ecelerity.conf', '--confirm', '1h']
  const { screen } = await ecconfOnTerminal(
    words,
    [{ when: /Write it\? \[y\/N\] /, type: 'y\r' }],
    {
      cwd: files.root,
    },
  )
  assert.match(steady(screen), 'Taken back at T unless it is confirmed before: ')
  const [pid, ...others] = waiters(files)
  assert.equal(others, [])
  assert.type(pid, 'number')
  const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
  // Behind the name: state, parent, process group, session, terminal.
  const [, , group, session, terminal] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  assert.equal([group, session, terminal], [String(pid), String(pid), '0'])
  for (const stream of [0, 1, 2]) {
    assert.is(readlinkSync(`/proc/${pid}/fd/${stream}`), '/dev/null')
  }
  assert.is(readlinkSync(`/proc/${pid}/cwd`), '/')
  end(pid as number)
})

test('the waiter takes the change back when its time is over', async () => {
  const files = site()
  run(files, ...SET, '--confirm', '10s')
  assert.is(read(files), CHANGED)
  await until(() => read(files) === TEXT, 'the change is taken back')
  await until(() => waiters(files).length === 0, 'the waiter ends')
  assert.is(
    steady(run(files, 'history').stdout),
    `2  T  ${USER}  rollback  ecelerity.conf  takes back 1     not confirmed in time
1  T  ${USER}  set       ecelerity.conf  taken back by 2
`,
  )
  const late = run(files, 'confirm')
  assert.equal([late.status, late.stdout, late.stderr], NONE)
})

test('what others write meanwhile stays', async () => {
  const files = site()
  arm(files, CHANGED, { seconds: 6 })
  const other = run(files, 'set', 'domain', 'yahoo.com', 'gateway', 'x', '--write')
  assert.is(
    steady(other.stderr),
    `Written: ecelerity.conf\nChange 1 (set by ${USER}) waits for its confirmation until T\n`,
  )
  const by = Date.now() + 6500
  await until(() => Date.now() > by, 'its time is over')
  assert.equal(states(files), ['done', 'done', 'taken-back'])
  assert.is(read(files), TEXT.replace('"relay1"', '"x"'))
})

test('the waiter is dead: the next run takes the change back first, and says so', async () => {
  const files = site()
  run(files, ...SET, '--confirm', '10s')
  for (const pid of waiters(files)) end(pid)
  const by = Date.now() + 10_500
  await until(() => Date.now() > by, 'its time is over')
  assert.is(read(files), CHANGED)
  const { status, stdout, stderr } = run(files, 'get', 'message_expiration')
  assert.equal([status, stdout], [0, 'Message_Expiration = 86400\n'])
  assert.is(
    steady(stderr),
    `ecconf: Change 1 (set by ${USER}) was not confirmed by T, and is taken back: ecelerity.conf\n`,
  )
  assert.is(read(files), TEXT)
})

test('the waiter sleeps through its time, as on a machine that is suspended', async () => {
  const files = site()
  arm(files, CHANGED, { seconds: 3 })
  const waiter = start('wait-for-confirmation', files.root, '1')
  await until(() => waiters(files).length === 1, 'the waiter runs')
  waiter.kill('SIGSTOP')
  const by = Date.now() + 3500
  await until(() => Date.now() > by, 'its time is over')
  assert.is(read(files), CHANGED)
  waiter.kill('SIGCONT')
  await waiter.ended
  assert.is(read(files), TEXT)
})

test('the waiter waits for the change of its parent, and for none that others have put there', async () => {
  const files = site()
  chownSync(files.root, SECOND_USER.uid, SECOND_USER.gid)
  const words = ['wait-for-confirmation', files.root, 'next', files.main]
  const waiter = spawn(process.execPath, [join(ROOT, 'dist/bin/ecconf.cjs'), ...words], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  })
  let hasEnded = false
  waiter.once('exit', () => {
    hasEnded = true
  })
  const line = waiter.stdio[3] as Socket
  await new Promise((resolve) => line.once('data', resolve))
  arm(files, CHANGED, { seconds: 3 })
  for (const [number, id] of [
    [2, 'f'.repeat(16)],
    [3, 'e'.repeat(16)],
  ] as const) {
    // The numbers of processes are no secret.
    const by = { ...systemProcesses.self(), ...(number === 3 && { pid: process.pid }) }
    const more = { id, by, confirmBy: '2099-01-01T00:00:00.000Z' }
    const history = join(files.root, '.ecconf/history')
    plant(join(history, `00000${number}.json`), plantedRecord(files.root, [], more), SECOND_USER)
    plant(join(history, `${id}.armed`), '', SECOND_USER)
  }
  line.destroy()
  await until(() => hasEnded, 'the waiter ends')
  assert.is(read(files), TEXT)
})

test('of several that find it overdue at once, one takes it back', async () => {
  const files = site()
  arm(files, CHANGED, { seconds: -1 })
  const words = ['confirm', '--overdue', '-c', files.main]
  const said = await Promise.all([1, 2, 3].map(() => start(...words).ended))
  assert.equal(
    said.map(({ status }) => status),
    [0, 0, 0],
  )
  const texts = said.map(({ stderr }) => stderr).filter((text) => text !== '')
  assert.is(texts.length, 1, texts.join(''))
  assert.match(texts[0] ?? '', ', and is taken back: ')
  assert.is(read(files), TEXT)
  assert.equal(states(files), ['done', 'taken-back'])
})

test('a plan waits too', () => {
  const files = site()
  const line = 'config set Message_Expiration 1\n'
  const made = ecconf(['plan', '-o', 'one.plan', '-c', 'ecelerity.conf'], {
    cwd: files.root,
    input: line,
  })
  assert.is(made.status, 0)
  const applied = run(files, 'apply', 'one.plan', '--write', '--confirm', '1h')
  assert.is(applied.status, 0)
  assert.match(steady(applied.stderr), 'Taken back at T unless it is confirmed before: ')
  assert.equal(states(files), ['armed'])
  assert.is(waiters(files).length, 1)
})

test('--overdue takes back what is overdue, and nothing else', () => {
  const files = site()
  const nothing = run(files, 'confirm', '--overdue')
  assert.equal([nothing.status, nothing.stdout, nothing.stderr], [0, '', ''])
  arm(files, CHANGED, { seconds: 3600 })
  const early = run(files, 'confirm', '--overdue')
  assert.equal([early.status, early.stdout, early.stderr], [0, '', ''])
  assert.equal(states(files), ['armed'])
  run(files, 'confirm')
  arm(files, TEXT, { seconds: -1 })
  const late = run(files, 'confirm', '--overdue')
  assert.equal([late.status, late.stdout], [0, ''])
  assert.match(late.stderr, ', and is taken back: ecelerity.conf\n')
  assert.is(read(files), CHANGED)
})

test('only one change can wait; others go on', () => {
  const files = site()
  arm(files, CHANGED, { seconds: 3600 })
  const second = run(files, 'set', 'message_expiration', '2', '--write', '--confirm', '30s')
  assert.equal([second.status, second.stdout], [1, ''])
  assert.is(
    steady(second.stderr),
    `Change 1 (set by ${USER}) waits for its confirmation until T. Only one change can wait.
  ecconf confirm keeps it, ecconf rollback 1 takes it back.
`,
  )
  assert.is(read(files), CHANGED)
  assert.is(run(files, 'rollback', '1', '--write').stderr, 'Written: ecelerity.conf\n')
  assert.equal(states(files), ['done', 'taken-back'])
  assert.equal(run(files, 'confirm').status, 1)
})

test('a conflict: nothing is touched, and that is said until a person decides', () => {
  const files = site()
  arm(files, CHANGED, { seconds: -1 })
  const byHand = TEXT.replace('86400', '7')
  writeFileSync(files.main, byHand)
  const said = `ecconf: Change 1 (set by ${USER}) was not confirmed by T. ecelerity.conf:1: Message_Expiration was changed by hand since, so change 1 cannot be taken back. ecconf confirm keeps it.\n`
  const overdue = run(files, 'confirm', '--overdue')
  assert.equal([overdue.status, overdue.stdout, steady(overdue.stderr)], [1, '', said])
  assert.is(steady(run(files, 'get', 'message_expiration').stderr), said)
  assert.is(read(files), byHand)
  assert.is(
    steady(run(files, 'history').stdout),
    `1  T  ${USER}  set  ecelerity.conf  blocked: not confirmed by T\n`,
  )
  assert.equal(states(files), ['blocked'])
  const next = run(
    files,
    'set',
    'domain',
    'yahoo.com',
    'gateway',
    'x',
    '--write',
    '--confirm',
    '1m',
  )
  assert.is(next.status, 1)
  assert.match(
    steady(next.stderr),
    `Change 1 (set by ${USER}) was not confirmed by T, and could not be taken back. Only one change can wait.\n`,
  )
  const kept = run(files, 'confirm')
  assert.is(kept.status, 0)
  assert.is(steady(kept.stdout), `Change 1 is confirmed (set by ${USER}, T).\n`)
  assert.equal(run(files, 'get', 'message_expiration').stderr, '')
})

test('a damaged entry is not taken back', () => {
  const files = site()
  arm(files, CHANGED, { seconds: -1 })
  const path = join(files.root, '.ecconf/history/000001.json')
  const entry = JSON.parse(readFileSync(path, 'utf8'))
  entry.files[0].before = 'AAAA'
  writeFileSync(path, JSON.stringify(entry))
  assert.is(
    steady(run(files, 'confirm', '--overdue').stderr),
    `ecconf: Change 1 (set by ${USER}) was not confirmed by T. Its entry in the history is damaged, so it cannot be taken back. ecconf confirm keeps it.\n`,
  )
  assert.is(read(files), CHANGED)
})

test('times that are none', () => {
  const files = site()
  const wrong: [string, string][] = [
    ['10', 'takes a time such as 30s, 10m or 2h, not "10"'],
    ['1d', 'takes a time such as 30s, 10m or 2h, not "1d"'],
    ['1.5h', 'takes a time such as 30s, 10m or 2h, not "1.5h"'],
    ['9s', 'takes a time from 10s to 24h, not 9s'],
    ['0m', 'takes a time from 10s to 24h, not 0m'],
    ['25h', 'takes a time from 10s to 24h, not 25h'],
    ['1441m', 'takes a time from 10s to 24h, not 1441m'],
  ]
  for (const [time, message] of wrong) {
    const { status, stderr } = run(files, ...SET, '--confirm', time)
    assert.equal([status, stderr], [2, `ecconf: --confirm ${message}\n`])
  }
  const dry = run(files, 'unset', 'message_expiration', '--dry-run', '--confirm', '24h')
  assert.equal(
    [dry.status, dry.stderr],
    [2, 'ecconf: --dry-run writes nothing that --confirm could wait for\n'],
  )
  assert.is(read(files), TEXT)
})

test('without a yes nothing waits', () => {
  const files = site()
  const { status, stderr } = run(files, 'set', 'message_expiration', '1', '--confirm', '10m')
  assert.equal([status, stderr], [0, 'Nothing was written: --write writes.\n'])
  assert.equal(waiters(files), [])
  assert.equal(run(files, 'confirm').status, 1)
})

test('the command that waits checks its arguments, and no help speaks of it', () => {
  const files = site()
  const wait = (...words: string[]) => {
    const { status, stdout, stderr } = ecconf(['wait-for-confirmation', ...words])
    return [status, stdout, stderr]
  }
  assert.equal(wait('here', '1'), [2, '', 'ecconf: "here" is no folder with a history\n'])
  assert.equal(wait(files.root, '1'), [
    2,
    '',
    `ecconf: "${files.root}" is no folder with a history\n`,
  ])
  mkdirSync(join(files.root, '.ecconf'))
  assert.equal(wait(files.root, 'x'), [2, '', 'ecconf: "x" is no number of a change\n'])
  // There is nothing to wait for.
  assert.equal(wait(files.root, '1'), [0, '', ''])
  assert.is(wait(files.root)[0], 2)
  assert.not.match(ecconf(['--help']).stdout, 'wait-for')
})

test.run()
