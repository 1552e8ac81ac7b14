import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ChangeSet } from '../../../src/edit/index.js'
import {
  hashOf,
  install,
  type Processes,
  readHistory,
  recover,
  systemProcesses,
} from '../../../src/node/index.js'
import { PLANTED_ID, plant, plantedRecord, plantState } from '../../tools/planted.js'
import { folderOf, ROOT, SECOND_USER, type User } from '../../tools/second-user.js'
import { type WatchedCall, watchedCalls } from '../../tools/watched-calls.js'

const test = suite('files that lie aside')

const TEXT = 'A = 1\n'
const THEIRS = 'B = "somebody else"\n'

const GONE = { ...systemProcesses.self(), pid: 4_194_305, user: 'ann' }
const WHEN = new Date('2026-11-22T20:41:03.123Z')
const APPLY = 'An interrupted "apply" (ann, process 4194305, 2026-11-22 20:41:03 UTC)'

/** Processes among which the writing one is no more as soon as it stops. */
const mortal: Processes = {
  ...systemProcesses,
  self: () => GONE,
  isAlive: (other) => other.pid === GONE.pid || systemProcesses.isAlive(other),
  now: () => WHEN,
}

class Killed extends Error {}

/** A change that makes, removes or changes files of a folder, by what each holds before and after. */
function changeOf(
  folder: string,
  files: Readonly<Record<string, readonly [before: string | undefined, after: string | undefined]>>,
): ChangeSet {
  const all = Object.entries(files).map(([name, [before, after]]) => {
    const path = join(folder, name)
    return { name, path, before, after }
  })
  return {
    changes: [],
    base: all.flatMap(({ name, path, before }) =>
      before === undefined ? [] : { name, path, hash: hashOf(Buffer.from(before)) },
    ),
    placements: [],
    edits: all.map(({ name, path, before = '', after }) => ({
      name,
      path,
      create: before === '',
      ...(after === undefined && { remove: true }),
      edits: [{ start: 0, end: before.length, text: after ?? '' }],
      inverse: [{ start: 0, end: (after ?? '').length, text: before }],
    })),
    diagnostics: [],
    refusals: [],
    notes: [],
  }
}

/** Installs a change, in a process that dies before one of its calls. */
function installKilled(
  folder: string,
  changeSet: ChangeSet,
  isTime: (call: WatchedCall) => boolean,
): void {
  let isDead = false
  const calls = watchedCalls((call) => {
    isDead ||= isTime(call)
    if (isDead) throw new Killed()
  })
  assert.throws(
    () => install(changeSet, { folder, command: 'apply' }, { calls, processes: mortal }),
    (error: unknown) => error instanceof Killed,
  )
}

const isAside = (call: WatchedCall, name: keyof typeof call.args | string, at: number) =>
  call.name === name && String(call.args[at]).endsWith('.removed')

const read = (...path: string[]) => readFileSync(join(...path), 'utf8')

const names = (folder: string) =>
  readdirSync(folder)
    .filter((name) => !name.startsWith('.ecconf'))
    .sort()

test('what others have put aside is not what root makes', () => {
  const folder = folderOf(ROOT, 0o1777)
  writeFileSync(join(folder, 'a.conf'), TEXT)
  const made = join(folder, 'local.conf')
  const calls = watchedCalls(({ name, args }) => {
    if (name !== 'status' || args[0] !== made) return
    const lock = join(folder, '.local.conf.ecconf-lock')
    if (!existsSync(lock) || existsSync(made)) return
    const { token } = JSON.parse(readFileSync(lock, 'utf8'))
    plant(join(folder, `.local.conf.ecconf-${token}.removed`), THEIRS, SECOND_USER, 0o644)
  })
  const changeSet = changeOf(folder, { 'local.conf': [undefined, THEIRS] })
  const base = [{ name: 'a.conf', path: join(folder, 'a.conf'), hash: hashOf(Buffer.from(TEXT)) }]
  const machine = { calls, processes: systemProcesses }
  install({ ...changeSet, base }, { folder, command: 'set' }, machine)
  assert.equal([read(made), statSync(made).uid], [THEIRS, 0])
})

/** A record of a removal that somebody has kept from being finished, with a file that lies aside. */
function undoing(mode: number, aside: { text?: string; owner: User; mode?: number }) {
  const folder = folderOf(ROOT, mode)
  const record = plantedRecord(folder, [
    { path: 'gone.conf', before: TEXT },
    { path: 'b.conf', before: 'B = 1\n', after: 'B = 2\n' },
  ])
  plantState(folder, ROOT, { [`journal/${PLANTED_ID}.json`]: record })
  writeFileSync(join(folder, 'b.conf'), THEIRS)
  const path = join(folder, `.gone.conf.ecconf-${PLANTED_ID}.removed`)
  plant(path, aside.text ?? TEXT, aside.owner, aside.mode ?? 0o600)
  return { folder, path }
}

test('a file that lies aside comes back as it was where nobody else can have put it there', () => {
  const { folder, path } = undoing(0o755, { owner: SECOND_USER })
  const { ino } = statSync(path)
  assert.is(recover(folder)[0]?.kind, 'undone')
  const found = statSync(join(folder, 'gone.conf'))
  assert.equal([found.ino, found.uid], [ino, SECOND_USER.uid])
  assert.equal(names(folder), ['b.conf', 'gone.conf'])
})

for (const mode of [0o1777, 0o2775, 0o1775]) {
  test(`in a folder of mode ${mode.toString(8)}, one of another user does not`, () => {
    const { folder } = undoing(mode, { owner: SECOND_USER })
    assert.is(recover(folder)[0]?.kind, 'undone')
    const path = join(folder, 'gone.conf')
    assert.equal([read(path), statSync(path).uid], [TEXT, 0])
    assert.equal(names(folder), ['b.conf', 'gone.conf'])
  })

  test(`in a folder of mode ${mode.toString(8)}, one of root does`, () => {
    const { folder, path } = undoing(mode, { owner: ROOT })
    const { ino } = statSync(path)
    assert.is(recover(folder)[0]?.kind, 'undone')
    assert.is(statSync(join(folder, 'gone.conf')).ino, ino)
  })
}

test('one that is exchanged after the look at it is seen where it has come', () => {
  const { folder, path } = undoing(0o777, { owner: ROOT })
  const calls = watchedCalls(({ name, args }) => {
    if (name !== 'link' || args[0] !== path) return
    plant(`${path}.n`, TEXT, SECOND_USER)
    renameSync(`${path}.n`, path)
  })
  const [recovery] = recover(folder, { calls, processes: systemProcesses })
  assert.is(recovery?.kind, 'blocked')
  assert.match(
    recovery?.text ?? '',
    /cannot be ended: gone\.conf: was made by someone else meanwhile; nothing was written$/,
  )
  assert.is(statSync(join(folder, 'gone.conf')).uid, SECOND_USER.uid)
})

test('what somebody wrote before a file was set aside comes back, after a death before the look', () => {
  const folder = folderOf(ROOT)
  const path = join(folder, 'a.conf')
  writeFileSync(path, TEXT)
  const removal = changeOf(folder, { 'a.conf': [TEXT, undefined] })
  installKilled(folder, removal, (call) => {
    if (isAside(call, 'rename', 1)) appendFileSync(path, THEIRS)
    return isAside(call, 'read', 0)
  })
  assert.is(existsSync(path), false)
  assert.equal(recover(folder), [
    {
      kind: 'nothing-written',
      text: `${APPLY} had written nothing: a.conf was changed by someone else meanwhile`,
    },
  ])
  assert.is(read(path), TEXT + THEIRS)
  assert.equal(names(folder), ['a.conf'])
  assert.equal(readHistory(folder).entries, [])
  assert.equal(recover(folder), [])
})

test('the same where another file of the change was new before: that one is old again', () => {
  const folder = folderOf(ROOT)
  for (const name of ['a.conf', 'b.conf']) writeFileSync(join(folder, name), TEXT)
  const change = { 'a.conf': [TEXT, 'A = 2\n'], 'b.conf': [TEXT, undefined] } as const
  installKilled(folder, changeOf(folder, change), (call) => {
    if (isAside(call, 'rename', 1)) writeFileSync(join(folder, 'b.conf'), THEIRS)
    return isAside(call, 'read', 0)
  })
  assert.equal(recover(folder), [
    {
      kind: 'undone',
      text: `${APPLY} is undone: b.conf was changed by someone else meanwhile; a.conf is as before`,
    },
  ])
  assert.equal([read(folder, 'a.conf'), read(folder, 'b.conf')], [TEXT, THEIRS])
  assert.equal(names(folder), ['a.conf', 'b.conf'])
})

test('where its place is taken, what somebody wrote lies under a name that is said and stays', () => {
  const folder = folderOf(ROOT)
  const path = join(folder, 'a.conf')
  writeFileSync(path, TEXT)
  const removal = changeOf(folder, { 'a.conf': [TEXT, undefined] })
  installKilled(folder, removal, (call) => {
    if (isAside(call, 'rename', 1)) writeFileSync(path, THEIRS)
    return isAside(call, 'read', 0)
  })
  writeFileSync(path, 'C = "a third one"\n')
  const [recovery] = recover(folder)
  const [kept = ''] = readdirSync(folder).filter((name) => name.endsWith('.kept'))
  assert.is(
    recovery?.text,
    `${APPLY} had written nothing: a.conf was changed by someone else meanwhile; what else someone wrote lies in ${join(folder, kept)}`,
  )
  assert.equal([read(path), read(folder, kept)], ['C = "a third one"\n', THEIRS])
  const hash = hashOf(readFileSync(path))
  const next = changeOf(folder, { 'a.conf': ['C = "a third one"\n', 'D = 1\n'] })
  assert.is(next.base[0]?.hash, hash)
  install(next, { folder, command: 'set' })
  assert.equal(names(folder), [kept, 'a.conf'])
})

test('a record that removes nothing puts nothing into a free place that lies aside', () => {
  const folder = folderOf(ROOT, 0o1777)
  const record = plantedRecord(folder, [{ path: 'a.conf', before: TEXT, after: 'A = 2\n' }], {
    stage: 'preparing',
  })
  plantState(folder, ROOT, { [`journal/${PLANTED_ID}.json`]: record })
  const path = join(folder, `.a.conf.ecconf-${PLANTED_ID}.removed`)
  plant(path, THEIRS, SECOND_USER, 0o644)
  const kept = path.replace(/removed$/, 'kept')
  assert.match(recover(folder)[0]?.text ?? '', new RegExp(`lies in ${kept}$`))
  assert.equal(names(folder), [kept.slice(folder.length + 1)])
  assert.is(read(kept), THEIRS)
})

test('a file that is made for few is so too where the next run makes it', () => {
  const folder = folderOf(SECOND_USER)
  const source = join(folder, 'a.conf')
  plant(source, TEXT, ROOT, 0o600)
  const path = join(folder, 'local.conf')
  const carried = [{ into: path, from: source, name: 'a.conf', hasSecret: true }]
  const made = { ...changeOf(folder, { 'local.conf': [undefined, TEXT] }), carried }
  const other = changeOf(folder, { 'a.conf': [TEXT, 'A = 2\n'] })
  const both = { ...made, base: other.base, edits: [...other.edits, ...made.edits] }
  installKilled(folder, both, ({ name, args }) => name === 'link' && args[1] === path)
  assert.is(existsSync(path), false)
  assert.is(recover(folder)[0]?.kind, 'finished')
  const { uid, gid, mode } = statSync(path)
  assert.equal([uid, gid, mode & 0o7777], [0, 0, 0o600])
})

test('the lock of another write throws nothing away that lies aside', () => {
  const folder = folderOf(ROOT)
  writeFileSync(join(folder, 'a.conf'), TEXT)
  const aside = join(folder, `.a.conf.ecconf-${PLANTED_ID}.removed`)
  writeFileSync(aside, THEIRS)
  const change = changeOf(folder, { 'a.conf': [TEXT, 'A = 2\n'] })
  install(change, { folder, command: 'set' })
  assert.is(read(aside), THEIRS)
})

test.run()
