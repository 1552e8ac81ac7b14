import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
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
  WriteError,
  type WriteRecord,
} from '../../../src/node/index.js'
import { invertEdits } from '../../../src/syntax/index.js'
import { inventory, PLANTED_ID, plant, plantedRecord, plantState } from '../../tools/planted.js'
import { scratch } from '../../tools/scratch.js'
import { folderOf, ROOT, SECOND_USER, THIRD_USER, type User } from '../../tools/second-user.js'
import { type WatchedCall, watchedCalls } from '../../tools/watched-calls.js'

const test = suite('what others have put into a folder')

/** The machine as a user has it, as far as this program asks who that is; all runs as root. */
function machineOf({ uid }: User, more: Partial<Machine> = {}): Machine {
  return { calls: systemCalls, processes: { ...systemProcesses, uid: () => uid }, ...more }
}

/** What a write says that is refused. */
function errorOf(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    assert.instance(error, WriteError)
    return (error as WriteError).message
  }
  throw new Error('it was not refused')
}

/** A change of one file of a folder, from what it holds. */
function changeOf(path: string, text: string) {
  const before = readFileSync(path, 'utf8')
  const edits = editsBetween(before, text)
  const name = path.slice(path.lastIndexOf('/') + 1)
  return {
    changes: [],
    base: [{ name, path, hash: hashOf(readFileSync(path)) }],
    placements: [],
    edits: [{ name, path, create: false, edits, inverse: invertEdits(before, edits) }],
    diagnostics: [],
    refusals: [],
    notes: [],
  }
}

function write(folder: string, text: string, more: Partial<WriteRecord> = {}, machine?: Machine) {
  const path = join(folder, 'a.conf')
  return install(changeOf(path, text), { folder, command: 'set', ...more }, machine)
}

function folderWithFile(owner: User = SECOND_USER): string {
  const folder = folderOf(owner)
  plant(join(folder, 'a.conf'), 'A = 1\n', owner, 0o640)
  return folder
}

test('a record of another user is left alone, and said whose it is', () => {
  const folder = folderWithFile()
  const record = plantedRecord(folder, [
    { path: 'tool', before: '#!/bin/sh\n' },
    { path: 'a.conf', before: 'A = 0\n', after: 'A = 2\n' },
  ])
  const state = plantState(folder, SECOND_USER, { [`journal/${PLANTED_ID}.json`]: record })
  const path = join(state, 'journal', `${PLANTED_ID}.json`)
  assert.equal(recover(folder), [
    {
      kind: 'blocked',
      text: `${path} belongs to user 61234: ecconf run by user 61234 ends the change that was interrupted`,
    },
  ])
  assert.is(existsSync(join(folder, 'tool')), false)
  assert.equal(recover(folder, machineOf(THIRD_USER)), [])
})

test('a record of an earlier version is named, and left alone', () => {
  const folder = folderWithFile(ROOT)
  const record = plantedRecord(folder, [{ path: 'a.conf', before: 'A = 0\n' }], { version: 1 })
  const state = plantState(folder, ROOT, {
    [`journal/${PLANTED_ID}.json`]: record,
    'history/000001.json': record,
  })
  const path = join(state, 'journal', `${PLANTED_ID}.json`)
  assert.equal(recover(folder), [
    {
      kind: 'blocked',
      text: `${path} was written by an earlier version of ecconf, so an interrupted change is not ended: look at the files, then remove it`,
    },
  ])
  assert.equal(readHistory(folder).older, [join(state, 'history/000001.json')])
  assert.is(readFileSync(join(folder, 'a.conf'), 'utf8'), 'A = 1\n')
  assert.is(existsSync(path), true)
})

test('old records of root that lie in the folder of a user are no way to other files', () => {
  const folder = folderWithFile()
  const elsewhere = folderOf(ROOT)
  writeFileSync(join(elsewhere, 'b.conf'), 'B = 1\n')
  const record = plantedRecord(folder, [
    { path: 'a.conf', before: 'A = 0\n', after: 'A = 1\n' },
    { path: join(elsewhere, 'b.conf'), before: 'B = 1\n', after: 'B = 2\n' },
    { path: 'c.conf', before: 'C = 1\n', after: 'C = 2\n' },
  ])
  plant(join(folder, 'c.conf'), 'C = 1\n', SECOND_USER)
  const state = plantState(folder, SECOND_USER, {})
  plant(join(state, 'journal', `${PLANTED_ID}.json`), record, ROOT)
  const known = new Set([join(elsewhere, 'b.conf')])
  const [recovery] = recover(folder, undefined, known)
  assert.is(recovery?.kind, 'blocked')
  assert.match(recovery?.text ?? '', /belongs to others than user 61234/)
  assert.is(readFileSync(join(elsewhere, 'b.conf'), 'utf8'), 'B = 1\n')
  assert.match(recover(folder)[0]?.text ?? '', /b\.conf: no part of this configuration/)
})

for (const stage of ['preparing', 'committing'] as const) {
  test(`a record of root that is ${stage} touches nothing in folders of others`, () => {
    const folder = folderWithFile()
    const elsewhere = folderOf(ROOT)
    const path = join(elsewhere, 'b.conf')
    writeFileSync(path, 'B = 1\n')
    for (const end of ['tmp', 'removed']) {
      writeFileSync(join(elsewhere, `.b.conf.ecconf-${PLANTED_ID}.${end}`), end)
    }
    const before = inventory(elsewhere)
    const record = plantedRecord(folder, [{ path, before: 'B = 0\n', after: 'B = 2\n' }], { stage })
    const state = plantState(folder, SECOND_USER, {})
    const journal = join(state, 'journal', `${PLANTED_ID}.json`)
    plant(journal, record, ROOT)
    const what = 'An interrupted "set" (root, process 4194303, 2026-01-01 00:00:00 UTC)'
    for (const [known, why] of [
      [[], 'no part of this configuration'],
      [[path], 'belongs to others than user 61234, who may have put the record there'],
    ] as const) {
      const text = `${what} cannot be ended: ${path}: ${why}; look at the files, then remove ${journal}`
      assert.equal(recover(folder, undefined, new Set(known)), [{ kind: 'blocked', text }])
      assert.equal(inventory(elsewhere), before)
    }
  })
}

test('a record or an entry that others may write is not believed', () => {
  const folder = folderWithFile(ROOT)
  const record = plantedRecord(folder, [{ path: 'a.conf', before: 'A = 0\n', after: 'A = 2\n' }])
  const state = plantState(folder, ROOT, {})
  const [journal, entry] = [`journal/${PLANTED_ID}.json`, 'history/000001.json'].map((name) =>
    join(state, name),
  ) as [string, string]
  for (const path of [journal, entry]) {
    plant(path, record, ROOT)
    chmodSync(path, 0o664)
  }
  const text = `An interrupted change cannot be ended: ${journal}: others may write it`
  assert.equal(recover(folder), [{ kind: 'blocked', text }])
  assert.equal(readHistory(folder).unreadable, [entry])
  assert.is(existsSync(journal), true)
})

for (const [what, path] of [
  ['leads up', '../other.conf'],
  ['leads up behind a folder', 'sub/../../other.conf'],
  ['is written in another way', './a.conf'],
  ['is empty', ''],
  ['ends in a slash', 'sub/'],
  ['has a zero byte', 'a\0.conf'],
] as const) {
  test(`a path in a record that ${what} makes it a damaged one`, () => {
    const folder = folderWithFile(ROOT)
    const record = plantedRecord(folder, [{ path, before: 'x\n', after: 'y\n' }])
    plantState(folder, ROOT, { [`journal/${PLANTED_ID}.json`]: record })
    assert.match(recover(folder)[0]?.text ?? '', / is damaged, so an interrupted change/)
  })
}

for (const [what, more] of [
  ['a message that is no text', { message: {} }],
  ['a time that is none', { confirmBy: 'tomorrow' }],
  ['a number that is none', { rollsBack: 1e21 }],
  ['a process that is none', { by: { pid: 1e308, host: 'h', user: 'u' } }],
  ['a user with control characters', { by: { pid: 1, host: 'h', user: '\u001b[2J' } }],
  ['a command over lines', { command: 'set\necconf: all is well' }],
  ['no folder', { folder: null }],
  ['files that are none', { files: [null] }],
] as const) {
  test(`${what} in an entry hides no other entry`, () => {
    const folder = folderWithFile(ROOT)
    write(folder, 'A = 2\n')
    const record = plantedRecord(folder, [], more)
    plant(join(folder, '.ecconf/history/000002.json'), record, ROOT)
    const { entries, damaged } = readHistory(folder)
    assert.equal(
      entries.map(({ number }) => number),
      [1],
    )
    assert.equal(damaged, [join(folder, '.ecconf/history/000002.json')])
    assert.equal(write(folder, 'A = 3\n').entry, 3)
  })
}

test('a folder in the place of an entry hides no other entry', () => {
  const folder = folderWithFile(ROOT)
  write(folder, 'A = 2\n')
  mkdirSync(join(folder, '.ecconf/history/000009.json'))
  const { entries, damaged } = readHistory(folder)
  assert.equal([entries.length, damaged.length], [1, 1])
  assert.is(write(folder, 'A = 3\n').entry, 10)
})

test('a number that is too large counts for nothing, and one that is the last leaves room', () => {
  const folder = folderWithFile(ROOT)
  write(folder, 'A = 2\n')
  plant(join(folder, '.ecconf/history/999999999999999999999.json'), '', ROOT)
  assert.is(write(folder, 'A = 3\n').entry, 2)
  plant(join(folder, '.ecconf/history/999999999.json'), '', ROOT)
  assert.is(write(folder, 'A = 4\n').entry, 3)
  assert.is(write(folder, 'A = 5\n').entry, 4)
})

test('a copy of a folder is inert, and says so once', () => {
  const root = scratch()
  const live = join(root, 'live')
  mkdirSync(live)
  writeFileSync(join(live, 'a.conf'), 'A = 1\n')
  write(live, 'A = 2\n', { confirmBy: new Date(Date.now() - 1000) })
  const copy = join(root, 'copy')
  cpSync(live, copy, { recursive: true, preserveTimestamps: true })
  chmodSync(join(copy, '.ecconf'), 0o700)
  const { user } = systemProcesses.self()
  assert.equal(recover(copy), [
    {
      kind: 'copied',
      text: `Change 1 (set by ${user}) waits for its confirmation in the folder that this one is a copy of, not here`,
    },
  ])
  assert.equal(recover(copy), [])
  assert.is(readHistory(copy).entries[0]?.state, 'done')
  assert.is(readFileSync(join(copy, 'a.conf'), 'utf8'), 'A = 2\n')
  assert.is(readFileSync(join(live, 'a.conf'), 'utf8'), 'A = 2\n')
  assert.is(readHistory(copy).entries[0]?.files[0]?.path, join(copy, 'a.conf'))
  assert.equal(confirmArmed(copy), [])
  assert.is(recover(live)[0]?.kind, 'taken-back')
  assert.is(readFileSync(join(copy, 'a.conf'), 'utf8'), 'A = 2\n')
})

test('the record of an interrupted write in a copy is set aside', () => {
  const root = scratch()
  const live = join(root, 'live')
  mkdirSync(live)
  for (const name of ['a.conf', 'b.conf']) writeFileSync(join(live, name), 'A = 1\n')
  const record = plantedRecord(live, [
    { path: 'a.conf', before: 'A = 0\n', after: 'A = 1\n' },
    { path: 'b.conf', before: 'A = 1\n', after: 'A = 2\n' },
  ])
  plantState(live, ROOT, { [`journal/${PLANTED_ID}.json`]: record })
  const copy = join(root, 'copy')
  cpSync(live, copy, { recursive: true })
  const path = join(copy, '.ecconf/journal', `${PLANTED_ID}.copied`)
  assert.equal(recover(copy), [
    {
      kind: 'copied',
      text: `An interrupted "set" (root, process 4194303, 2026-01-01 00:00:00 UTC) came here with a copy of its folder, and means nothing here: ${path}`,
    },
  ])
  assert.equal(recover(copy), [])
  assert.is(readFileSync(join(copy, 'b.conf'), 'utf8'), 'A = 1\n')
  // The folder itself is still the one after it was given another name.
  renameSync(live, join(root, 'moved'))
  assert.is(recover(join(root, 'moved'))[0]?.kind, 'finished')
  assert.is(readFileSync(join(root, 'moved/b.conf'), 'utf8'), 'A = 2\n')
})

test('an entry whose inverse was changed is damaged', () => {
  const folder = folderWithFile(ROOT)
  write(folder, 'A = 2\n', { confirmBy: new Date(Date.now() - 1000) })
  const path = join(folder, '.ecconf/history/000001.json')
  const record = JSON.parse(readFileSync(path, 'utf8'))
  record.files[0].inverse[0].text = '666'
  writeFileSync(path, JSON.stringify(record))
  assert.match(recover(folder)[0]?.text ?? '', /Its entry in the history is damaged/)
  assert.is(readFileSync(join(folder, 'a.conf'), 'utf8'), 'A = 2\n')
})

/** Puts a link to a folder of root in the place of another folder, before each call in turn. */
function exchanged(run: (machine: Machine) => void, swap: (folder: string, bait: string) => void) {
  const count = callsOf((machine, folder) => run(withFolder(machine, folder)))
  for (let index = 0; index < count; index++) {
    const folder = folderWithFile()
    const bait = join(scratch(), 'bait')
    mkdirSync(join(bait, 'journal'), { recursive: true })
    mkdirSync(join(bait, 'history'))
    writeFileSync(join(bait, 'keep'), 'of root')
    const before = [inventory(bait), statSync(bait).uid, statSync(bait).mode]
    const calls = watchedCalls((call: WatchedCall) => {
      if (call.index === index) swap(folder, bait)
    })
    try {
      run(withFolder({ calls, processes: systemProcesses }, folder))
    } catch (error) {
      assert.instance(error, WriteError, `call ${index}: ${(error as Error).stack}`)
    }
    const after = [inventory(bait), statSync(bait).uid, statSync(bait).mode]
    assert.equal(after, before, `the folder of root is touched: exchanged before call ${index}`)
  }
}

/** The folder that a run is about goes with its machine. */
const folders = new WeakMap<Machine, string>()

function withFolder(machine: Machine, folder: string): Machine {
  folders.set(machine, folder)
  return machine
}

function callsOf(run: (machine: Machine, folder: string) => void): number {
  let count = 0
  const calls = watchedCalls(() => count++)
  run({ calls, processes: systemProcesses }, folderWithFile())
  assert.ok(count > 30)
  return count
}

const setByRoot = (machine: Machine) => {
  write(folders.get(machine) as string, 'A = 2\n', {}, machine)
}

test("root's write gives nothing away when the state folder is exchanged with a link", () => {
  exchanged(setByRoot, (folder, bait) => {
    const state = join(folder, '.ecconf')
    if (existsSync(state)) renameSync(state, join(folder, 'away'))
    symlinkSync(bait, state)
  })
})

test("root's write makes nothing elsewhere when the folder is exchanged with a link", () => {
  exchanged(setByRoot, (folder, bait) => {
    renameSync(folder, `${folder}-away`)
    symlinkSync(bait, folder)
  })
})

test('a folder of the state folder that is a link is not followed', () => {
  for (const part of ['journal', 'history', 'edit']) {
    const folder = folderWithFile()
    const bait = scratch()
    const state = plantState(folder, SECOND_USER, {})
    rmSync(join(state, part), { recursive: true })
    symlinkSync(bait, join(state, part))
    const { notes } = write(folder, 'A = 2\n')
    assert.match(notes.join(), /^Not recorded in the history: /)
    assert.equal(readdirSync(bait), [])
    assert.is(statSync(bait).uid, 0)
  }
})

test('what root makes in the folder of a user belongs to that user', () => {
  const folder = folderWithFile()
  write(folder, 'A = 2\n')
  for (const name of ['.ecconf', '.ecconf/journal', '.ecconf/history', '.ecconf/edit']) {
    const { uid, gid, mode } = statSync(join(folder, name))
    assert.equal([uid, gid, mode & 0o7777], [SECOND_USER.uid, SECOND_USER.gid, 0o700], name)
  }
  const { uid, gid, mode } = statSync(join(folder, 'a.conf'))
  assert.equal([uid, gid, mode & 0o7777], [SECOND_USER.uid, SECOND_USER.gid, 0o640])
})

test('nobody is shut out by a state folder of another user', () => {
  const folder = folderWithFile()
  chmodSync(folder, 0o777)
  plantState(folder, THIRD_USER, {})
  assert.is(write(folder, 'A = 2\n').entry, 1)
  assert.is(statSync(join(folder, '.ecconf-0')).uid, 0)
  assert.is(readHistory(folder).entries.length, 1)
  assert.equal(readdirSync(join(folder, '.ecconf/history')), [])
})

test('others than the owner and root have a state folder each', () => {
  const folder = folderWithFile(ROOT)
  chmodSync(folder, 0o1777)
  write(folder, 'A = 2\n')
  chownSync(join(folder, 'a.conf'), SECOND_USER.uid, SECOND_USER.gid)
  const machine = machineOf(SECOND_USER)
  assert.equal(readHistory(folder, machine).entries, [])
  const { notes } = write(folder, 'A = 3\n', {}, machine)
  // All runs as root here: what it has made does not belong to the user, and is not used.
  assert.match(notes.join(), /\.ecconf-61234: belongs to user 0/)
})

test('a new file of root belongs to whom the folder belongs to, and can be read like the main file', () => {
  for (const mode of [0o640, 0o644]) {
    const folder = folderWithFile()
    const main = join(folder, 'a.conf')
    chmodSync(main, mode)
    const path = join(folder, 'local.conf')
    const edits = [{ start: 0, end: 0, text: 'B = 1\n' }]
    const inverse = [{ start: 0, end: 6, text: '' }]
    const made = { name: 'local.conf', path, create: true, edits, inverse }
    install({ ...changeOf(main, 'A = 1\n'), edits: [made] }, { folder, command: 'set' })
    const found = statSync(path)
    assert.equal(
      [found.uid, found.gid, found.mode & 0o7777],
      [SECOND_USER.uid, SECOND_USER.gid, mode],
    )
  }
})

test('root makes no new file where the user of the configuration could not', () => {
  const folder = folderWithFile()
  const elsewhere = folderOf(ROOT)
  const path = join(elsewhere, 'local.conf')
  const edits = [{ start: 0, end: 0, text: 'B = 1\n' }]
  const made = { name: 'local.conf', path, create: true, edits, inverse: [] }
  const changeSet = { ...changeOf(join(folder, 'a.conf'), 'A = 1\n'), edits: [made] }
  assert.throws(
    () => install(changeSet, { folder, command: 'set' }),
    (error: unknown) =>
      error instanceof WriteError &&
      error.message ===
        'local.conf: would be made where user 61234, who can change the configuration, could not make it: make the file first; nothing was written',
  )
  assert.equal(readdirSync(elsewhere), [])
})

/** Why a new file is not made, without its name. */
function couldNotMake(who: string): string {
  return `would be made where ${who}, who can change the configuration, could not make it: make the file first`
}

/** Makes a new file for a configuration, as root. @returns why not; undefined when it was made */
function whyNotMade(
  main: string,
  made: string,
  others: readonly string[] = [],
  machine?: Machine,
): string | undefined {
  const change = changeOf(main, 'Max_Retries = 4\n')
  const base = others.map((path) => {
    return { name: path, path, realPath: realpathSync(path), hash: hashOf(readFileSync(path)) }
  })
  const edit = {
    name: 'made',
    path: made,
    create: true,
    edits: [{ start: 0, end: 0, text: 'x\n' }],
  }
  try {
    install(
      { ...change, base: [...change.base, ...base], edits: [{ ...edit, inverse: [] }] },
      { folder: dirname(main), command: 'set' },
      machine,
    )
    return undefined
  } catch (error) {
    return (error as WriteError).reason
  }
}

test('root makes no new file elsewhere for a configuration that others can write', () => {
  const elsewhere = scratch()
  const made = join(elsewhere, 'nologin')
  const user = SECOND_USER.uid
  const cases: Readonly<Record<string, { mode: number; owner?: number; says: string }>> = {
    'a group writes the folder': {
      mode: 0o775,
      says: couldNotMake('group 0'),
    },
    'everybody does, each for themselves': {
      mode: 0o1777,
      owner: user,
      says: couldNotMake(`user ${user}`),
    },
    'only the main file is theirs': {
      mode: 0o755,
      owner: user,
      says: couldNotMake(`user ${user}`),
    },
  }
  for (const [name, { mode, owner = 0, says }] of Object.entries(cases)) {
    const folder = scratch()
    const main = join(folder, 'ecelerity.conf')
    writeFileSync(main, 'Max_Retries = 3\n')
    chmodSync(folder, mode)
    chownSync(main, owner, owner)
    assert.is(whyNotMade(main, made), `${says}; nothing was written`, name)
    assert.equal(readdirSync(elsewhere), [], name)
    const beside = whyNotMade(main, join(folder, 'local.conf'))
    const mayBeside = (mode & 0o022) !== 0
    assert.is(beside === undefined, mayBeside, `${name}, beside it: ${beside}`)
  }
})

/** Who could change a configuration, and the folders in which that is no reason to make a file. */
test('a new file is made only where everybody could make it who can change the configuration', () => {
  const [one, other] = [SECOND_USER, THIRD_USER]
  const group = { uid: 0, gid: one.gid }
  const folders = {
    ofOne: folderOf(one),
    ofOther: folderOf(other),
    ofOtherAndGroup: folderOf({ uid: other.uid, gid: one.gid }, 0o2775),
    ofGroup: folderOf(group, 0o2775),
    ofAll: folderOf(ROOT, 0o1777),
    shut: join(folderOf(other, 0o700), 'open'),
  }
  mkdirSync(folders.shut)
  chmodSync(folders.shut, 0o777)
  /** A main file that root has, and one that it includes. */
  const included = (folder: string, owner: User, mode = 0o644) => {
    const path = join(folder, 'a.conf')
    plant(path, 'A = 1\n', owner, mode)
    chmodSync(path, mode)
    return path
  }
  const linked = (folder: string) => {
    symlinkSync(included(folderOf(ROOT), ROOT), join(folder, 'a.conf'))
    return join(folder, 'a.conf')
  }
  const cases: Record<string, { files: string[]; may: (keyof typeof folders)[]; who: string }> = {
    'one user owns a file, another one the folder of another file': {
      files: [included(folderOf(other), other), included(folderOf(ROOT), one)],
      may: ['ofAll'],
      who: 'user \\d+',
    },
    'a group writes the folder of another user': {
      files: [included(folderOf({ uid: other.uid, gid: one.gid }, 0o2775), other)],
      may: ['ofAll', 'ofOtherAndGroup'],
      who: `(?:user ${other.uid}|group ${one.gid})`,
    },
    'a group writes a file in a folder of root': {
      files: [included(folderOf(ROOT), group, 0o664)],
      may: ['ofAll', 'ofGroup', 'ofOtherAndGroup'],
      who: `group ${one.gid}`,
    },
    'everybody writes a file in a folder of root': {
      files: [included(folderOf(ROOT), ROOT, 0o666)],
      may: ['ofAll'],
      who: 'others',
    },
    'a group writes the folder of a link': {
      files: [linked(folderOf(group, 0o775))],
      may: ['ofAll', 'ofGroup', 'ofOtherAndGroup'],
      who: `group ${one.gid}`,
    },
    'a user owns a folder above': {
      files: [
        (() => {
          const above = folderOf(one)
          mkdirSync(join(above, 'sub'))
          return included(join(above, 'sub'), ROOT)
        })(),
      ],
      may: ['ofAll', 'ofOne'],
      who: `user ${one.uid}`,
    },
    'nobody comes to what everybody writes': {
      files: [included(scratch(), ROOT, 0o666)],
      may: ['ofAll', 'ofOne', 'ofOther', 'ofGroup', 'ofOtherAndGroup', 'shut'],
      who: 'nobody',
    },
  }
  for (const [name, { files, may, who }] of Object.entries(cases)) {
    const main = included(folderOf(ROOT), ROOT)
    for (const [which, folder] of Object.entries(folders)) {
      const made = join(folder, 'made')
      const why = whyNotMade(main, made, files)
      const mayBe = may.some((each) => each === which)
      assert.is(existsSync(made), mayBe, `${name}, ${which}: ${why}`)
      rmSync(made, { force: true })
      if (mayBe) continue
      assert.match(why ?? '', new RegExp(`^${couldNotMake(who)}.*; nothing was written$`), name)
    }
  }
})

test('a user who runs it makes no new file for others either', () => {
  const folder = folderOf({ uid: SECOND_USER.uid, gid: THIRD_USER.gid }, 0o2775)
  const main = join(folder, 'a.conf')
  plant(main, 'A = 1\n', SECOND_USER)
  const own = folderOf(SECOND_USER)
  const self = machineOf(SECOND_USER)
  assert.match(
    whyNotMade(main, join(own, 'made'), [], self) ?? '',
    couldNotMake(`group ${THIRD_USER.gid}`),
  )
  assert.is(whyNotMade(main, join(folder, 'made'), [], self), undefined)
  chmodSync(folder, 0o755)
  assert.is(whyNotMade(main, join(own, 'made'), [], self), undefined)
})

test('root makes new files where it likes for a configuration of its own', () => {
  const folder = scratch()
  const main = join(folder, 'ecelerity.conf')
  writeFileSync(main, 'Max_Retries = 3\n')
  assert.is(whyNotMade(main, join(scratch(), 'local.conf')), undefined)
})

test('what nobody has confirmed is not taken back behind a link that was put in the way', () => {
  const folder = folderWithFile(ROOT)
  const sub = join(folder, 'sub')
  const roots = folderOf(ROOT)
  mkdirSync(sub)
  chownSync(folder, SECOND_USER.uid, SECOND_USER.gid)
  plant(join(sub, 'b.conf'), 'B = 1\n', SECOND_USER)
  plant(join(roots, 'b.conf'), 'B = 2\n', ROOT)
  const confirmBy = new Date(Date.now() - 1000)
  install(changeOf(join(sub, 'b.conf'), 'B = 2\n'), { folder, command: 'set', confirmBy })
  renameSync(sub, join(folder, 'was'))
  symlinkSync(roots, sub)
  const [recovery] = recover(folder)
  assert.is(recovery?.kind, 'blocked')
  assert.match(
    recovery?.text ?? '',
    `b.conf: was changed by someone else meanwhile and leads to ${join(roots, 'b.conf')} now; nothing was written`,
  )
  assert.is(readFileSync(join(roots, 'b.conf'), 'utf8'), 'B = 2\n')
})

test('a folder above that is a link by now leads nowhere', () => {
  const above = folderOf(SECOND_USER)
  const root = scratch()
  for (const folder of [join(above, 'up'), root])
    mkdirSync(join(folder, 'conf'), { recursive: true })
  for (const folder of [join(above, 'up'), root]) {
    writeFileSync(join(folder, 'conf/a.conf'), 'Max_Retries = 3\n')
  }
  const main = join(above, 'up/conf/a.conf')
  const change = changeOf(main, 'Max_Retries = 4\n')
  renameSync(join(above, 'up'), join(above, 'away'))
  symlinkSync(root, join(above, 'up'))
  const before = inventory(root)
  assert.is(
    errorOf(() => install(change, { folder: dirname(main), command: 'set' })),
    `a.conf: was changed by someone else meanwhile and leads to ${join(root, 'conf/a.conf')} now; nothing was written`,
  )
  assert.equal(recover(dirname(main)), [])
  assert.throws(() => readHistory(dirname(main)), /ENOTDIR/)
  assert.equal(inventory(root), before)
})

test("only a user's own state folder is opened, and no more than a bounded number is looked at", () => {
  const folder = folderWithFile()
  for (let user = 1; user <= 1500; user++) mkdirSync(join(folder, `.ecconf-${user}`))
  plantState(folder, SECOND_USER, { [`journal/${PLANTED_ID}.json`]: '' }, '.ecconf-061234')
  rmSync(join(folder, '.ecconf-1'), { recursive: true })
  const own = { uid: 1, gid: 1 }
  plantState(folder, own, { [`journal/${PLANTED_ID}.json`]: '' }, '.ecconf-1')
  const looked = new Set<string>()
  const opened = new Set<string>()
  const calls = watchedCalls(({ name, args }) => {
    const path = String(args[0])
    if (!/\.ecconf-\d+$/.test(path)) return
    if (name === 'status') looked.add(path)
    if (name === 'openFolder') opened.add(path)
  })
  const ended: number[] = []
  const endAs = (uid: number) => {
    ended.push(uid)
    return []
  }
  recover(folder, { calls, processes: systemProcesses, endAs })
  assert.equal(ended, [1])
  // The other one is root's own.
  assert.equal([...opened].sort(), [join(folder, '.ecconf-0'), join(folder, '.ecconf-1')])
  assert.ok(looked.size <= 1000, `${looked.size} were looked at`)
})

test('of two changes that are to be confirmed the second one is refused before it writes', () => {
  const folder = folderWithFile(ROOT)
  const confirmBy = new Date(Date.now() + 3_600_000)
  let second: unknown
  let isTried = false
  const calls = watchedCalls(({ name, args }) => {
    if (isTried || name !== 'rename' || !String(args[1]).endsWith('.armed')) return
    isTried = true
    writeFileSync(join(folder, 'b.conf'), 'B = 1\n')
    try {
      const processes = { ...systemProcesses, isAlive: () => true }
      const machine = { calls: watchedCalls(() => undefined), processes }
      const changeSet = changeOf(join(folder, 'b.conf'), 'B = 2\n')
      install(changeSet, { folder, command: 'set', confirmBy }, machine)
    } catch (error) {
      second = error
    }
  })
  write(folder, 'A = 2\n', { confirmBy }, { calls, processes: systemProcesses })
  assert.ok(isTried)
  assert.instance(second, WriteError)
  assert.is((second as WriteError).code, 'locked')
  assert.is(readFileSync(join(folder, 'b.conf'), 'utf8'), 'B = 1\n')
  assert.throws(
    () => write(folder, 'A = 3\n', { confirmBy }),
    (error: unknown) => error instanceof WriteError && error.code === 'armed',
  )
  assert.is(readFileSync(join(folder, 'a.conf'), 'utf8'), 'A = 2\n')
})

test('a file that was looked at and is another by now keeps the change from being written', () => {
  const folder = folderWithFile(ROOT)
  const looked = join(folder, 'b.conf')
  writeFileSync(looked, 'B = 1\n')
  const changeSet = changeOf(join(folder, 'a.conf'), 'A = 2\n')
  const base = [
    ...changeSet.base,
    { name: 'b.conf', path: looked, hash: hashOf(readFileSync(looked)) },
  ]
  const calls = watchedCalls(({ name, args }) => {
    if (name === 'create' && String(args[0]).endsWith('.tmp')) writeFileSync(looked, 'B = 2\n')
  })
  assert.throws(
    () =>
      install(
        { ...changeSet, base },
        { folder, command: 'set' },
        { calls, processes: systemProcesses },
      ),
    (error: unknown) =>
      error instanceof WriteError &&
      error.message === 'b.conf: was changed by someone else meanwhile; nothing was written',
  )
  assert.is(readFileSync(join(folder, 'a.conf'), 'utf8'), 'A = 1\n')
  assert.is(lstatSync(join(folder, 'a.conf')).isFile(), true)
})

test.run()
