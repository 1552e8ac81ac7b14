import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ChangeSet, FileEdits } from '../../../src/edit/index.js'
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
  writeFileDurably,
} from '../../../src/node/index.js'
import { scratch } from '../../tools/scratch.js'
import { systemError, type WatchedCall, watchedCalls } from '../../tools/watched-calls.js'

const test = suite('recover')

const WHEN = new Date('2026-11-22T20:41:03.123Z')
const GONE = { ...systemProcesses.self(), pid: 4_194_305, user: 'ann' }

/** Processes among which the writing one is no more as soon as it stops. */
const mortal: Processes = {
  ...systemProcesses,
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

/** What the killed process was about. */
const APPLY = 'An interrupted "apply" (ann, process 4194305, 2026-11-22 20:41:03 UTC)'

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
      text: `${APPLY} had written nothing: a.conf, b.conf are as before`,
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
      text: `${APPLY} is finished: a.conf, b.conf`,
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
      text: `${APPLY} is undone: b.conf was changed by someone else meanwhile; a.conf is as before`,
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

test('what cannot be ended is named, and left to the next run', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 2)
  const calls = watchedCalls(({ name, args }) => {
    if (name === 'create' && String(args[0]).includes('b.conf')) throw systemError('EACCES')
  })
  const [recovery, ...others] = recover(files.folder, { calls, processes: systemProcesses })
  assert.is(recovery?.kind, 'blocked')
  assert.is(
    recovery?.text,
    `${APPLY} cannot be ended: b.conf: cannot be written: permission denied`,
  )
  assert.equal(others, [])
  assert.is(recover(files.folder)[0]?.kind, 'finished')
})

test('a write that was killed before the first file was new has written nothing', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 1)
  assert.equal(recover(files.folder), [
    {
      kind: 'nothing-written',
      text: `${APPLY} had written nothing: a.conf, b.conf are as before`,
    },
  ])
})

test('a refusal that nothing could clear away is not written later', () => {
  const files = twoFiles()
  let isBroken = false
  const calls = watchedCalls(({ name, args }) => {
    isBroken ||= name === 'rename' && String(args[1]).endsWith('a.conf')
    if (isBroken) throw systemError('EROFS')
  })
  assert.throws(
    () =>
      install(
        files.changeSet,
        { folder: files.folder, command: 'apply' },
        { calls, processes: mortal },
      ),
    (error: unknown) =>
      error instanceof WriteError &&
      error.message === 'a.conf: cannot be written: read-only file system',
  )
  assert.is(recover(files.folder)[0]?.kind, 'nothing-written')
  assert.equal([text(files.folder, 'a.conf'), text(files.folder, 'b.conf')], ['A = 1\n', 'A = 1\n'])
  assert.equal(readdirSync(files.folder).sort(), ['.ecconf', 'a.conf', 'b.conf'])
})

test('what is neither finished nor undone is said to be ended later, and is', () => {
  const files = twoFiles()
  let isBroken = false
  const calls = watchedCalls(({ name, args }) => {
    isBroken ||= name === 'rename' && String(args[1]).endsWith('b.conf')
    if (isBroken) throw systemError('EIO')
  })
  assert.throws(
    () =>
      install(
        files.changeSet,
        { folder: files.folder, command: 'apply' },
        { calls, processes: mortal },
      ),
    (error: unknown) =>
      error instanceof WriteError &&
      error.written &&
      error.message ===
        'b.conf: cannot be written: i/o error; what was written before it could not be taken back: a.conf; the next run of ecconf ends it',
  )
  assert.is(recover(files.folder)[0]?.kind, 'finished')
})

test('when the last file was new, a change of another one since takes nothing back', () => {
  const files = twoFiles()
  installKilled(files, ({ name, args }) => name === 'link' && String(args[1]).includes('/history/'))
  writeFileSync(join(files.folder, 'a.conf'), 'A = 3\n')
  assert.equal(recover(files.folder), [
    {
      kind: 'finished',
      text: `${APPLY} is finished: a.conf, b.conf; a.conf was changed by someone else meanwhile`,
    },
  ])
  assert.equal([text(files.folder, 'a.conf'), text(files.folder, 'b.conf')], ['A = 3\n', 'A = 2\n'])
})

test('a file that was removed and is given back has its mode again', () => {
  const { folder, changeSet } = twoFiles()
  const [first, second] = changeSet.edits as [FileEdits, FileEdits]
  const removal = {
    ...first,
    remove: true,
    edits: [{ start: 0, end: 6, text: '' }],
    inverse: [{ start: 0, end: 0, text: 'A = 1\n' }],
  }
  chmodSync(first.path, 0o600)
  installKilled(
    { folder, changeSet: changeSetOf([removal, second]) },
    (_, renames) => renames === 1,
  )
  assert.is(existsSync(first.path), false)
  writeFileSync(second.path, 'B = 3\n')
  assert.is(recover(folder)[0]?.kind, 'undone')
  assert.is(statSync(first.path).mode & 0o777, 0o600)
  assert.is(text(folder, 'a.conf'), 'A = 1\n')
})

test('a file that a removal took away long ago comes back with the mode of a new one', () => {
  const { folder, changeSet } = twoFiles()
  const [first] = changeSet.edits as [FileEdits]
  const empty = [{ start: 0, end: 6, text: '' }]
  const full = [{ start: 0, end: 0, text: 'A = 1\n' }]
  chmodSync(first.path, 0o600)
  install(changeSetOf([{ ...first, remove: true, edits: empty, inverse: full }]), {
    folder,
    command: 'apply',
  })
  install(changeSetOf([{ ...first, create: true, edits: full, inverse: empty }]), {
    folder,
    command: 'rollback',
    rollsBack: 1,
  })
  assert.is(statSync(first.path).mode & 0o777, 0o640)
})

test('a record cannot name what is to be removed', () => {
  const { folder } = twoFiles()
  const journal = join(folder, '.ecconf', 'journal')
  mkdirSync(journal, { recursive: true })
  const precious = join(folder, 'a.conf')
  chmodSync(join(folder, '.ecconf'), 0o700)
  chmodSync(journal, 0o700)
  const record = {
    version: 2,
    id: '0123456789abcdef',
    stage: 'preparing',
    by: GONE,
    when: WHEN.toISOString(),
    command: 'set',
    folder: { inode: '1', born: '1', device: '1' },
    files: [{ name: 'x', path: 'x', temporary: precious, edits: [], inverse: [] }],
  }
  writeFileSync(join(journal, `${record.id}.json`), JSON.stringify(record))
  assert.match(
    recover(folder)[0]?.text ?? '',
    /0123456789abcdef\.json is damaged, so an interrupted/,
  )
  assert.ok(existsSync(precious))
})

test('a lock can name any file, and only a record in a journal is one', () => {
  const { folder, changeSet } = twoFiles()
  const [first] = changeSet.edits as [FileEdits]
  install(changeSetOf([first]), { folder, command: 'set' })
  const entry = join(folder, '.ecconf', 'history', '000001.json')
  const lock = { ...GONE, since: WHEN.toISOString(), token: '0123456789abcdef', journal: entry }
  writeFileSync(join(folder, '.a.conf.ecconf-lock'), JSON.stringify(lock))
  writeFileSync(first.path, 'A = 1\n')
  const bytes = new TextEncoder().encode('A = 5\n')
  writeFileDurably(first.path, bytes, { expectedHash: hashOf(readFileSync(first.path)) })
  assert.is(text(folder, 'a.conf'), 'A = 5\n')
})

test('a write without a record ends such a write first, too', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 2)
  const path = join(files.folder, 'b.conf')
  const before = readFileSync(path)
  assert.throws(
    () => writeFileDurably(path, new Uint8Array(), { expectedHash: hashOf(before) }),
    (error: unknown) => error instanceof WriteError && error.code === 'changed',
  )
  assert.equal([text(files.folder, 'a.conf'), text(files.folder, 'b.conf')], ['A = 2\n', 'A = 2\n'])
})

test('what a write has ended first is said', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 1)
  const [first] = files.changeSet.edits as [FileEdits]
  const { notes } = install(changeSetOf([first]), { folder: scratch(), command: 'set' })
  assert.equal(notes, [`${APPLY} had written nothing: a.conf, b.conf are as before`])
})

/** The machine of a user who may not look into the state folder. */
function shutOut(): Machine {
  const calls = watchedCalls(({ args }) => {
    if (String(args[0]).includes('.ecconf/')) throw systemError('EACCES')
  })
  return { calls, processes: systemProcesses }
}

test('who may not look at the journal is told what the locks say, and does not write', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 2)
  const { folder } = files
  const journal = join(folder, '.ecconf', 'journal')
  assert.equal(recover(folder, shutOut()), [
    {
      kind: 'blocked',
      text: `A change of a.conf that was interrupted (ann, process 4194305, 2026-11-22 20:41:03 UTC) cannot be ended: ${journal}: permission denied; ecconf run by ann ends it`,
    },
  ])
  const [record = ''] = readdirSync(journal)
  const [, second] = files.changeSet.edits as [FileEdits, FileEdits]
  assert.throws(
    () => install(changeSetOf([second]), { folder, command: 'set' }, shutOut()),
    (error: unknown) =>
      error instanceof WriteError &&
      error.message ===
        `b.conf: is part of a change that is not ended. An interrupted change cannot be ended: ${join(journal, record)}: permission denied`,
  )
  recover(folder)
  assert.equal(recover(folder, shutOut()), [])
})

test('a process of another machine is left alone, and named after a while', () => {
  const files = twoFiles()
  installKilled(files, (_, renames) => renames === 2)
  const isAlive = () => undefined
  const at = (time: string): Machine => ({
    calls: systemCalls,
    processes: { ...mortal, isAlive, now: () => new Date(`2026-11-22T${time}Z`) },
  })
  assert.equal(recover(files.folder, at('20:41:30')), [])
  const [recovery] = recover(files.folder, at('20:43:00'))
  assert.is(
    recovery?.text,
    `"apply" (ann, process 4194305, 2026-11-22 20:41:03 UTC) on ${GONE.host} has not ended: only ecconf on ${GONE.host} can tell whether it still runs, and end it`,
  )
  assert.is(text(files.folder, 'b.conf'), 'A = 1\n')
})

test('a full disk does not keep a write that is done out of the history', () => {
  const { folder, changeSet } = twoFiles()
  const calls = watchedCalls(({ name, args }) => {
    const isNew = name === 'create' && !String(args[0]).endsWith('-lock')
    if (isNew && String(args[0]).includes('/history/')) throw systemError('ENOSPC')
  })
  const machine = { calls, processes: systemProcesses }
  assert.equal(install(changeSet, { folder, command: 'apply' }, machine), { entry: 1, notes: [] })
})

test("entries that belong to others are in nobody's way", () => {
  const { folder, changeSet } = twoFiles()
  install(changeSet, { folder, command: 'set' })
  const path = join(folder, '.ecconf', 'history', '000001.json')
  const calls = watchedCalls(({ name, args }) => {
    if (name === 'read' && args[0] === path) throw systemError('EACCES')
  })
  const machine = { calls, processes: systemProcesses }
  const again = changeSetOf(changeSet.edits)
  assert.equal(install(again, { folder, command: 'set' }, machine), { entry: 2, notes: [] })
  const { entries, damaged, unreadable } = readHistory(folder, machine)
  assert.equal([entries.map(({ number }) => number), damaged, unreadable], [[2], [], [path]])
})

test('the folder tells git to ignore it, also when its maker was killed', () => {
  const killedBefore = (isTime: (call: WatchedCall) => boolean) => {
    const files = twoFiles()
    installKilled(files, isTime)
    install(files.changeSet, { folder: files.folder, command: 'apply' })
    return text(files.folder, '.ecconf/.gitignore')
  }
  const isIgnore = (call: WatchedCall) => String(call.args[0]).endsWith('.gitignore')
  assert.is(
    killedBefore((call) => call.name === 'create' && isIgnore(call)),
    '*\n',
  )
  let isMade = false
  assert.is(
    killedBefore((call) => {
      if (isMade) return true
      isMade = call.name === 'create' && isIgnore(call)
      return false
    }),
    '*\n',
  )
})

test('what waits for no confirmation does not look as if it did', () => {
  const { folder, changeSet } = twoFiles()
  install(changeSet, { folder, command: 'set' })
  const history = join(folder, '.ecconf', 'history')
  writeFileSync(join(history, '0123456789abcdef.armed'), '')
  assert.equal(recover(folder), [])
  assert.equal(readdirSync(history), ['000001.json'])
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
      text: `${path} is damaged, so an interrupted change cannot be ended: look at the files, then remove it`,
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
  assert.equal(readHistory(folder), { entries: [], damaged: [path], older: [], unreadable: [] })
})

test('one file is written where no record can be kept; several are not', () => {
  const { folder, changeSet } = twoFiles()
  writeFileSync(join(folder, '.ecconf'), 'a file is in the way')
  assert.throws(
    () => install(changeSet, { folder, command: 'apply' }),
    (error: unknown) =>
      error instanceof WriteError &&
      error.message ===
        `${join(folder, '.ecconf')}: cannot be written: not a directory; without it nothing could undo half of a change of several files, so nothing was written`,
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
