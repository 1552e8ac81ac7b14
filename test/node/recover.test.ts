import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ChangeSet } from '../../src/edit/index.js'
import {
  hashOf,
  install,
  type Machine,
  type Processes,
  readEntry,
  readHistory,
  recover,
  systemCalls,
  systemProcesses,
  WriteError,
} from '../../src/node/index.js'
import { scratch } from '../tools/scratch.js'
import { systemError, type WatchedCall, watchedCalls } from '../tools/watched-calls.js'

const test = suite('recover')

const WHEN = new Date('2026-11-22T20:41:03.123Z')
const GONE = { ...systemProcesses.self(), pid: 4_194_305, user: 'ann' }

/** Processes among which the writing one is no more as soon as it stops. */
const mortal: Processes = {
  self: () => GONE,
  isAlive: (other) => other.pid === GONE.pid || systemProcesses.isAlive(other),
  now: () => WHEN,
}

/** A folder with two files, and a change of both. */
function twoFiles() {
  const folder = scratch()
  const edits = ['a.conf', 'b.conf'].map((name) => {
    const path = join(folder, name)
    writeFileSync(path, 'A = 1\n')
    return {
      name,
      path,
      create: false,
      edits: [{ start: 4, end: 5, text: '2' }],
      inverse: [{ start: 4, end: 5, text: '1' }],
    }
  })
  return { folder, changeSet: changeSetOf(edits) }
}

function changeSetOf(edits: ChangeSet['edits']): ChangeSet {
  const base = edits
    .filter(({ create }) => !create)
    .map(({ name, path }) => ({ name, path, hash: hashOf(readFileSync(path)) }))
  return { changes: [], base, placements: [], edits, diagnostics: [], refusals: [], notes: [] }
}

/** Stands for the death of the process: nothing it would do afterwards comes to the disk. */
class Killed extends Error {}

const isKilled = (error: unknown) => error instanceof Killed

/** Installs a change, in a process that dies before one of its calls. */
function installKilled(
  { folder, changeSet }: ReturnType<typeof twoFiles>,
  isTime: (call: WatchedCall, renames: number) => boolean,
): void {
  let isDead = false
  let renames = 0
  const calls = watchedCalls((call) => {
    if (call.name === 'rename' && String(call.args[1]).endsWith('.conf')) renames++
    isDead ||= isTime(call, renames)
    if (isDead) throw new Killed()
  })
  const machine: Machine = { calls, processes: mortal }
  assert.throws(() => install(changeSet, { folder, command: 'apply' }, machine), isKilled)
}

const text = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')

test('a write that was killed before it began has written nothing', () => {
  const files = twoFiles()
  installKilled(files, ({ name, args }) => name === 'create' && String(args[0]).endsWith('-lock'))
  assert.equal(recover(files.folder), [
    {
      kind: 'nothing-written',
      text: 'An interrupted "apply" (ann, process 4194305, 2026-11-22 20:41:03 UTC) had written nothing: a.conf, b.conf are as before',
    },
  ])
  assert.equal([text(files.folder, 'a.conf'), text(files.folder, 'b.conf')], ['A = 1\n', 'A = 1\n'])
  assert.equal(recover(files.folder), [])
  assert.equal(readdirSync(files.folder).sort(), ['.ecconf', 'a.conf', 'b.conf'])
})

test('a write that was killed between two files is finished', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 2)
  assert.equal([text(files.folder, 'a.conf'), text(files.folder, 'b.conf')], ['A = 2\n', 'A = 1\n'])
  assert.equal(recover(files.folder), [
    {
      kind: 'finished',
      text: 'An interrupted "apply" (ann, process 4194305, 2026-11-22 20:41:03 UTC) is finished: a.conf, b.conf',
    },
  ])
  assert.equal([text(files.folder, 'a.conf'), text(files.folder, 'b.conf')], ['A = 2\n', 'A = 2\n'])
  const [entry] = readHistory(files.folder).entries
  assert.is(entry?.number, 1)
  assert.is(entry?.user, 'ann')
  assert.equal(recover(files.folder), [])
  assert.equal(readdirSync(files.folder).sort(), ['.ecconf', 'a.conf', 'b.conf'])
})

test('where somebody else has changed a file meanwhile, the others get their old bytes back', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 2)
  writeFileSync(join(files.folder, 'b.conf'), 'B = 3\n')
  assert.equal(recover(files.folder), [
    {
      kind: 'undone',
      text: 'An interrupted "apply" (ann, process 4194305, 2026-11-22 20:41:03 UTC) is undone: b.conf was changed by someone else meanwhile; a.conf is as before',
    },
  ])
  assert.equal([text(files.folder, 'a.conf'), text(files.folder, 'b.conf')], ['A = 1\n', 'B = 3\n'])
  assert.equal(readHistory(files.folder).entries, [])
})

test('whoever meets the lock of such a write ends that first, wherever its record lies', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 2)
  const elsewhere = scratch()
  const path = join(files.folder, 'b.conf')
  const edits = [{ start: 0, end: 0, text: '# mine\n' }]
  const changeSet = changeSetOf([
    { name: 'b.conf', path, create: false, edits, inverse: [{ start: 0, end: 7, text: '' }] },
  ])
  // It was made from the old text, and now there is the new one.
  assert.throws(
    () => install(changeSet, { folder: elsewhere, command: 'set' }),
    (error: unknown) => error instanceof WriteError && error.code === 'changed',
  )
  assert.equal([text(files.folder, 'a.conf'), text(files.folder, 'b.conf')], ['A = 2\n', 'A = 2\n'])
})

test('what can not be ended is named, and left to the next run', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 2)
  const calls = watchedCalls(({ name, args }) => {
    if (name === 'create' && String(args[0]).includes('b.conf')) throw systemError('EACCES')
  })
  const [recovery, ...others] = recover(files.folder, { calls, processes: systemProcesses })
  assert.is(recovery?.kind, 'blocked')
  assert.is(
    recovery?.text,
    'An interrupted change can not be ended: b.conf: can not be written: permission denied',
  )
  assert.equal(others, [])
  assert.is(recover(files.folder)[0]?.kind, 'finished')
})

test('a living process is left alone', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 2)
  assert.equal(recover(files.folder, { calls: systemCalls, processes: mortal }), [])
  assert.is(text(files.folder, 'b.conf'), 'A = 1\n')
})

test('a damaged record is named, and nothing is lost', () => {
  const files = twoFiles()
  const journal = join(files.folder, '.ecconf', 'journal')
  mkdirSync(journal, { recursive: true })
  const path = join(journal, '0123456789abcdef.json')
  writeFileSync(path, '{"version":1,')
  assert.equal(recover(files.folder), [
    {
      kind: 'blocked',
      text: `${path} is damaged, so an interrupted change can not be ended: look at the files, then remove it`,
    },
  ])
  assert.ok(existsSync(path))
})

test('each write is an entry with what it takes to undo it', () => {
  const { folder, changeSet } = twoFiles()
  const write = { folder, command: 'apply', message: 'ticket 4711' }
  assert.equal(install(changeSet, write), { entry: 1, notes: [] })
  const entry = readEntry(folder, 1)
  assert.is(entry?.message, 'ticket 4711')
  assert.is(entry?.state, 'done')
  const [file] = entry?.files ?? []
  assert.is(Buffer.from(file?.before() ?? []).toString(), 'A = 1\n')
  assert.is(Buffer.from(file?.after() ?? []).toString(), 'A = 2\n')
  assert.is(readEntry(folder, 2), undefined)
})

test('the history keeps 100 entries', () => {
  const folder = scratch()
  const path = join(folder, 'a.conf')
  writeFileSync(path, 'A = 0\n')
  for (let round = 0; round < 103; round++) {
    const old = readFileSync(path, 'utf8').length
    const edits = [{ start: 4, end: old - 1, text: String(round) }]
    const inverse = [{ start: 4, end: 4 + String(round).length, text: String(round - 1) }]
    install(changeSetOf([{ name: 'a.conf', path, create: false, edits, inverse }]), {
      folder,
      command: 'set',
    })
  }
  const { entries } = readHistory(folder)
  assert.is(entries.length, 100)
  assert.equal([entries[0]?.number, entries.at(-1)?.number], [103, 4])
})

test('a damaged entry is named', () => {
  const { folder, changeSet } = twoFiles()
  install(changeSet, { folder, command: 'set' })
  const path = join(folder, '.ecconf', 'history', '000001.json')
  writeFileSync(path, 'no JSON')
  assert.equal(readHistory(folder), { entries: [], damaged: [path] })
})

test('one file is written where no record can be kept; several are not', () => {
  const { folder, changeSet } = twoFiles()
  writeFileSync(join(folder, '.ecconf'), 'a file is in the way')
  assert.throws(
    () => install(changeSet, { folder, command: 'apply' }),
    (error: unknown) =>
      error instanceof WriteError &&
      error.message ===
        `${join(folder, '.ecconf')}: can not be written: not a directory; without it nothing could undo half of a change of several files, so nothing was written`,
  )
  const [first] = changeSet.edits
  const one = changeSetOf(first === undefined ? [] : [first])
  assert.equal(install(one, { folder, command: 'set' }), {
    entry: undefined,
    notes: [`Not recorded in the history: ${join(folder, '.ecconf')}: not a directory`],
  })
  assert.is(text(folder, 'a.conf'), 'A = 2\n')
  rmSync(join(folder, '.ecconf'))
})

test.run()
