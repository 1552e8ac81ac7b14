import {
  chmodSync,
  chownSync,
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
import { editsBetween } from '../../../src/edit/index.js'
import {
  confirmArmed,
  hashOf,
  install,
  type Machine,
  readHistory,
  recover,
  systemCalls,
  systemProcesses,
  type WriteRecord,
} from '../../../src/node/index.js'
import { invertEdits } from '../../../src/syntax/index.js'
import { plant } from '../../tools/planted.js'
import { folderOf, ROOT, SECOND_USER } from '../../tools/second-user.js'
import { watchedCalls } from '../../tools/watched-calls.js'

const test = suite('a file of somebody else in the place of one that is taken back or finished')

const USER = systemProcesses.self().user

/** Records of dead processes, on this machine. */
const mortal = { ...systemProcesses, isAlive: () => false }

const SECRET = 'Uri = "pgsql:password=Sommer-2026-xq"\n'
const THEIRS = 'No_Reap = true\n'

/** A folder of another user, with files of root's that nobody else can read. */
function site(...names: string[]): string {
  const folder = folderOf(SECOND_USER)
  for (const name of names) plant(join(folder, name), `${SECRET}A = 1\n`, ROOT, 0o600)
  return folder
}

interface Change {
  readonly name: string
  readonly text: string
}

function write(
  folder: string,
  changes: readonly Change[],
  more: Partial<WriteRecord> = {},
  machine?: Machine,
) {
  const files = changes.map(({ name, text }) => {
    const path = join(folder, name)
    const before = readFileSync(path, 'utf8')
    const edits = editsBetween(before, text)
    const hash = hashOf(readFileSync(path))
    return { name, path, hash, create: false, edits, inverse: invertEdits(before, edits) }
  })
  const nothing = { changes: [], placements: [], diagnostics: [], refusals: [], notes: [] }
  const changeSet = { ...nothing, base: files, edits: files }
  return install(changeSet, { folder, command: 'set', ...more }, machine)
}

/** A change that a process began, which died before it put a file in its place. */
function writeKilled(folder: string, changes: readonly Change[], before: string): void {
  let isDead = false
  const calls = watchedCalls(({ name, args }) => {
    isDead ||= name === 'rename' && args[1] === join(folder, before)
    if (isDead) throw new Error('killed')
  })
  const machine = { calls, processes: mortal }
  assert.throws(() => write(folder, changes, {}, machine), /killed/)
}

/** Puts another file in the place of one, whose owner can read it, as can everybody. */
function exchange(folder: string, name: string, text: string, owner = SECOND_USER): string {
  const path = join(folder, name)
  renameSync(path, `${path}.old`)
  plant(path, text, owner, 0o644)
  chmodSync(path, 0o644)
  return path
}

const read = (folder: string, name: string) => readFileSync(join(folder, name), 'utf8')
const steady = (text: string) => text.replace(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC/g, 'T')

const exchanged = (name: string) =>
  `${name}: was exchanged by someone else meanwhile: it is another file now; nothing was written`

test('a secret is not taken back into it; once the old one is there again it is', () => {
  const folder = site('a.conf')
  const confirmBy = new Date(Date.now() - 1000)
  write(folder, [{ name: 'a.conf', text: 'A = 1\n' }], { confirmBy })
  for (const [text, owner] of [
    [`A = 1\n${THEIRS}`, SECOND_USER],
    ['A = 1\n', SECOND_USER],
    ['A = 1\n', ROOT],
  ] as const) {
    const path = exchange(folder, 'a.conf', text, owner)
    const [recovery, ...others] = recover(folder)
    assert.equal(
      { ...recovery, text: steady(recovery?.text ?? '') },
      {
        kind: 'blocked',
        text: `Change 1 (set by ${USER}) was not confirmed by T, and cannot be taken back now: ${exchanged('a.conf')}. ecconf rollback 1 --force takes it back all the same, ecconf confirm keeps it.`,
      },
    )
    assert.equal(others, [])
    assert.is(read(folder, 'a.conf'), text)
    assert.is(readHistory(folder).entries[0]?.state, 'armed')
    renameSync(`${path}.old`, path)
  }
  assert.equal(
    recover(folder).map(({ kind }) => kind),
    ['taken-back'],
  )
  assert.is(read(folder, 'a.conf'), `${SECRET}A = 1\n`)
})

test('what was begun is neither finished nor undone in it', () => {
  const changes = [
    { name: 'a.conf', text: `${SECRET}A = 2\n` },
    { name: 'b.conf', text: `${SECRET}A = 3\n` },
    { name: 'c.conf', text: `${SECRET}A = 4\n` },
  ]
  const cases = {
    finished: { file: 'b.conf', text: `${SECRET}A = 1\n`, also: [] },
    undone: { file: 'a.conf', text: `${SECRET}A = 2\n`, also: ['c.conf'] },
  }
  for (const [what, { file, text, also }] of Object.entries(cases)) {
    const folder = site('a.conf', 'b.conf', 'c.conf')
    writeKilled(folder, changes, 'b.conf')
    assert.is(read(folder, 'a.conf'), `${SECRET}A = 2\n`)
    for (const name of also) writeFileSync(join(folder, name), 'A = 9\n')
    const path = exchange(folder, file, text)
    const before = statSync(path).ino
    const machine = { calls: systemCalls, processes: mortal }
    const [recovery, ...others] = recover(folder, machine)
    const journal = join(folder, '.ecconf/journal')
    const [record = ''] = readdirSync(journal).filter((name) => name.endsWith('.json'))
    assert.equal(
      { ...recovery, text: steady(recovery?.text ?? '') },
      {
        kind: 'blocked',
        text: `An interrupted "set" (${USER}, process ${process.pid}, T) cannot be ended: ${exchanged(file)}; look at the files, then remove ${join(journal, record)}`,
      },
      what,
    )
    assert.equal(others, [])
    assert.is(readFileSync(path, 'utf8'), text, what)
    assert.is(statSync(path).ino, before, what)
    renameSync(`${path}.old`, path)
    assert.equal(
      recover(folder, machine).map(({ kind }) => kind),
      [what],
    )
  }
})

test('files of every mode are finished as ever where nobody has exchanged them', () => {
  for (const mode of [0o600, 0o640, 0o604, 0o644, 0o666]) {
    const folder = site('a.conf', 'b.conf')
    for (const name of ['a.conf', 'b.conf']) {
      chownSync(join(folder, name), SECOND_USER.uid, ROOT.gid)
      chmodSync(join(folder, name), mode)
    }
    const changes = ['a.conf', 'b.conf'].map((name) => ({ name, text: `${SECRET}A = 2\n` }))
    writeKilled(folder, changes, 'b.conf')
    assert.equal(
      recover(folder, { calls: systemCalls, processes: mortal }).map(({ kind }) => kind),
      ['finished'],
      mode.toString(8),
    )
    assert.is(read(folder, 'b.conf'), `${SECRET}A = 2\n`)
  }
})

/** A change that waits, and the mark that says so. */
function waiting(confirmBy: Date) {
  const folder = site('a.conf')
  write(folder, [{ name: 'a.conf', text: 'A = 1\n' }], { confirmBy })
  const history = join(folder, '.ecconf/history')
  const [mark = ''] = readdirSync(history).filter((name) => name.endsWith('.armed'))
  return { folder, history, mark: join(history, mark) }
}

test('what was confirmed is not taken back for a mark that somebody makes', () => {
  const marks: Record<string, (mark: string) => void> = {
    'made by another user': (mark) => plant(mark, '', SECOND_USER),
    'an empty file of root': (mark) => plant(mark, '', ROOT),
    'a file of root that is not empty': (mark) => plant(mark, '*\n', ROOT),
  }
  for (const [what, make] of Object.entries(marks)) {
    const { folder, mark } = waiting(new Date(Date.now() + 3_600_000))
    assert.is(confirmArmed(folder).length, 1)
    make(mark)
    const later = () => new Date(Date.now() + 7_200_000)
    const machine = { calls: systemCalls, processes: { ...systemProcesses, now: later } }
    assert.equal(recover(folder, machine), [], what)
    assert.is(read(folder, 'a.conf'), 'A = 1\n', what)
    assert.is(readHistory(folder).entries[0]?.state, 'confirmed', what)
    assert.is(existsSync(mark), false, what)
  }
})

test('an entry waits only by a mark of its own owner', () => {
  const { folder, mark } = waiting(new Date(Date.now() - 1000))
  renameSync(mark, `${mark}.old`)
  plant(mark, '', SECOND_USER)
  assert.equal(recover(folder), [])
  assert.is(read(folder, 'a.conf'), 'A = 1\n')
})

test.run()
