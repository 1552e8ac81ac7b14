import { spawn } from 'node:child_process'
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { editsBetween } from '../../../src/edit/index.js'
import {
  armedEntries,
  confirmArmed,
  hashOf,
  install,
  type Machine,
  readHistory,
  recover,
  systemCalls,
  systemProcesses,
  WriteError,
} from '../../../src/node/index.js'
import { invertEdits } from '../../../src/syntax/index.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('changes that wait for a confirmation')

const USER = systemProcesses.self().user

/** The machine at another time. */
function at(time: string): Machine {
  const now = () => new Date(`2026-03-01T${time}Z`)
  return { calls: systemCalls, processes: { ...systemProcesses, now } }
}

const NOON = at('12:00:00')
const TEN_LATER = '12:10:00'

/** A folder with one file, and what writes it. */
function oneFile() {
  const folder = scratch()
  const path = join(folder, 'a.conf')
  writeFileSync(path, 'A = 1\nB = 1\n')
  const read = () => readFileSync(path, 'utf8')
  const write = (text: string, confirmBy?: string) => {
    const before = read()
    const edits = editsBetween(before, text)
    const hash = hashOf(readFileSync(path))
    return install(
      {
        changes: [],
        base: [{ name: 'a.conf', path, hash }],
        placements: [],
        edits: [
          { name: 'a.conf', path, create: false, edits, inverse: invertEdits(before, edits) },
        ],
        diagnostics: [],
        refusals: [],
        notes: [],
      },
      {
        folder,
        command: 'set',
        confirmBy: confirmBy === undefined ? undefined : new Date(`2026-03-01T${confirmBy}Z`),
      },
      NOON,
    )
  }
  return { folder, read, write, states: () => readHistory(folder).entries.map(stateOf) }
}

function stateOf({ number, state }: { readonly number: number; readonly state: string }) {
  return `${number} ${state}`
}

test('before its time it waits, and then it is taken back', () => {
  const { folder, read, write, states } = oneFile()
  write('A = 2\nB = 1\n', TEN_LATER)
  assert.equal(recover(folder, at('12:09:59.999')), [])
  assert.equal(armedEntries(folder).map(stateOf), ['1 armed'])
  assert.equal(recover(folder, at('12:10:00')), [
    {
      kind: 'taken-back',
      text: `Change 1 (set by ${USER}) was not confirmed by 2026-03-01 12:10:00 UTC, and is taken back: a.conf`,
    },
  ])
  assert.is(read(), 'A = 1\nB = 1\n')
  assert.equal(states(), ['2 done', '1 taken-back'])
  assert.is(readHistory(folder).entries[0]?.message, 'not confirmed in time')
  assert.equal(recover(folder, at('13:00:00')), [])
  assert.equal(readdirSync(join(folder, '.ecconf/history')), ['000001.json', '000002.json'])
})

test('a confirmed one stays', () => {
  const { folder, read, write, states } = oneFile()
  write('A = 2\nB = 1\n', TEN_LATER)
  assert.equal(confirmArmed(folder).map(stateOf), ['1 armed'])
  assert.equal(confirmArmed(folder), [])
  assert.equal(states(), ['1 confirmed'])
  assert.equal(recover(folder, at('13:00:00')), [])
  assert.is(read(), 'A = 2\nB = 1\n')
})

test('one whose mark is away while it is confirmed does not wait when the mark is back', () => {
  const { folder, read, write, states } = oneFile()
  write('A = 2\nB = 1\n', TEN_LATER)
  const history = join(folder, '.ecconf/history')
  const [mark = ''] = readdirSync(history).filter((name) => name.endsWith('.armed'))
  renameSync(join(history, mark), join(folder, 'aside'))
  assert.equal(confirmArmed(folder, at('12:05:00')).map(stateOf), ['1 confirmed'])
  assert.equal(confirmArmed(folder, at('12:05:00')), [])
  renameSync(join(folder, 'aside'), join(history, mark))
  assert.equal(recover(folder, at('13:00:00')), [])
  assert.equal([read(), states()], ['A = 2\nB = 1\n', ['1 confirmed']])
})

test('one whose time is over is not confirmed without its mark, nor one that was taken back', () => {
  const { folder, write } = oneFile()
  write('A = 2\nB = 1\n', TEN_LATER)
  const history = join(folder, '.ecconf/history')
  const [mark = ''] = readdirSync(history).filter((name) => name.endsWith('.armed'))
  rmSync(join(history, mark))
  assert.equal(confirmArmed(folder, at('12:10:00')), [])
  const taken = oneFile()
  taken.write('A = 2\nB = 1\n', TEN_LATER)
  recover(taken.folder, at('12:10:00'))
  assert.equal(confirmArmed(taken.folder, at('12:05:00')), [])
})

test('what came since stays; what is in the way blocks, again and again', () => {
  const { folder, read, write, states } = oneFile()
  write('A = 2\nB = 1\n', TEN_LATER)
  write('A = 2\nB = 3\n')
  write('A = 4\nB = 3\n')
  const late = at('12:11:00')
  const blocked = [
    {
      kind: 'blocked',
      text: `Change 1 (set by ${USER}) was not confirmed by 2026-03-01 12:10:00 UTC. a.conf:1: A was changed by change 3 since, so change 1 cannot be taken back. ecconf confirm keeps it.`,
    },
  ]
  assert.equal(recover(folder, late), blocked)
  assert.equal(recover(folder, late), blocked)
  assert.is(read(), 'A = 4\nB = 3\n')
  write('A = 2\nB = 3\n')
  assert.equal(
    recover(folder, late).map(({ kind }) => kind),
    ['taken-back'],
  )
  assert.is(read(), 'A = 1\nB = 3\n')
  assert.equal(states(), ['5 done', '4 done', '3 done', '2 done', '1 taken-back'])
})

test('a file that somebody has locked can be taken back later', () => {
  const { folder, read, write } = oneFile()
  write('A = 2\nB = 1\n', TEN_LATER)
  const lock = join(folder, '.a.conf.ecconf-lock')
  const holder = { ...systemProcesses.self(), since: '2026-03-01T12:00:00Z', token: 'x' }
  writeFileSync(lock, JSON.stringify(holder))
  const [recovery] = recover(folder, at(TEN_LATER))
  assert.is(recovery?.kind, 'blocked')
  assert.match(
    recovery?.text ?? '',
    `UTC, and cannot be taken back now: a.conf: is being written by ${USER}, process ${process.pid} on `,
  )
  assert.is(read(), 'A = 2\nB = 1\n')
})

/** Holds the right to confirm and to take back, as another process of this machine does. */
function holdArmed(folder: string): string {
  const lock = join(folder, '.ecconf/history/.armed.ecconf-lock')
  const holder = { ...systemProcesses.self(), since: '2026-03-01T12:00:00Z', token: 'x' }
  writeFileSync(lock, JSON.stringify(holder))
  return lock
}

test('who confirms waits for another one who takes back', async () => {
  const { folder, write } = oneFile()
  write('A = 2\nB = 1\n', TEN_LATER)
  const lock = holdArmed(folder)
  const other = spawn('sh', ['-c', 'sleep 0.3; rm "$1"', 'sh', lock], { stdio: 'ignore' })
  const ended = new Promise((resolve) => other.on('close', resolve))
  assert.equal(confirmArmed(folder).map(stateOf), ['1 armed'])
  await ended
})

test('and gives up when that takes too long', () => {
  const { folder, write, states } = oneFile()
  write('A = 2\nB = 1\n', TEN_LATER)
  holdArmed(folder)
  assert.throws(
    () => confirmArmed(folder),
    (error: unknown) => error instanceof WriteError && error.code === 'locked',
  )
  assert.equal(states(), ['1 armed'])
})

test('the history forgets none that waits', () => {
  const { folder, write } = oneFile()
  write('A = 2\nB = 1\n', TEN_LATER)
  for (let round = 0; round < 101; round++) write(`A = 2\nB = ${round + 2}\n`)
  const numbers = readHistory(folder).entries.map(({ number }) => number)
  assert.is(numbers.length, 100)
  assert.equal(numbers.slice(-2), [4, 1])
  assert.equal(
    recover(folder, at(TEN_LATER)).map(({ kind }) => kind),
    ['taken-back'],
  )
})

test.run()
