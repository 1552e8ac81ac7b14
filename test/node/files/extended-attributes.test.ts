import {
  chmodSync,
  chownSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type AttributeTools,
  keepAttributes,
  systemTools,
} from '../../../src/node/files/extended-attributes.js'
import {
  type FileSystemCalls,
  hashOf,
  install,
  recover,
  systemCalls,
  systemProcesses,
  WriteError,
  writeFileDurably,
  writeFilesDurably,
} from '../../../src/node/index.js'
import {
  attributesOf,
  placesWithAttributes,
  setAccessList,
  setAttribute,
} from '../../tools/attributes.js'
import { folderOf, SECOND_USER } from '../../tools/second-user.js'
import { systemError, watchedCalls } from '../../tools/watched-calls.js'

const test = suite('access lists and extended attributes')

const OLD = 'old\n'
const NEW = 'new, and longer\n'
const bytesOf = (text: string) => new TextEncoder().encode(text)
const EXPECTED = { expectedHash: hashOf(bytesOf(OLD)) }

const [HOME = '', ...ELSEWHERE] = placesWithAttributes()

/** A file in a new folder. */
function place(mode = 0o640, within = HOME): { folder: string; file: string } {
  const folder = mkdtempSync(join(within, 'place-'))
  const file = join(folder, 'a.conf')
  writeFileSync(file, OLD)
  chmodSync(file, mode)
  return { folder, file }
}

const machine = (calls: FileSystemCalls) => ({ calls, processes: systemProcesses })

/** A machine whose programs are others. */
function having(tools: AttributeTools | undefined) {
  return machine({
    ...systemCalls,
    // A parameter that is undefined is the default one.
    keepAttributes: (from, to) =>
      tools === undefined
        ? { kind: 'unknown', reason: 'there is no GNU cp to copy them' }
        : keepAttributes(from, to, tools),
  })
}

function errorOf(write: () => void): WriteError {
  try {
    write()
  } catch (error) {
    assert.instance(error, WriteError)
    return error as WriteError
  }
  throw new Error('the write did not fail')
}

/** Writes, and looks whether everything is as before but the bytes. */
function expectKept(folder: string, file: string): void {
  const before = attributesOf(file)
  const { mode, uid, gid } = statSync(file)
  assert.equal(writeFileDurably(file, bytesOf(NEW), EXPECTED), [])
  assert.is(readFileSync(file, 'utf8'), NEW)
  assert.equal(attributesOf(file), before)
  const after = statSync(file)
  assert.equal([after.mode, after.uid, after.gid], [mode, uid, gid])
  assert.equal(readdirSync(folder), ['a.conf'])
}

for (const within of [HOME, ...ELSEWHERE]) {
  test(`an access list stays, and who may read by it (${dirname(within)})`, () => {
    const { folder, file } = place(0o600, within)
    setAccessList(file, '-m', `u:${SECOND_USER.uid}:r,g:77:rw`)
    expectKept(folder, file)
    assert.ok(attributesOf(file).includes(`user:${SECOND_USER.uid}:r--`))
  })

  test(`extended attributes stay, long and empty ones too (${dirname(within)})`, () => {
    const { folder, file } = place(0o600, within)
    setAttribute(file, 'user.owner', 'team mail')
    setAttribute(file, 'user.empty', '')
    setAttribute(file, 'user.long', 'x'.repeat(2000))
    expectKept(folder, file)
  })

  test(`a mask that takes away what an entry gives stays below it (${dirname(within)})`, () => {
    const { folder, file } = place(0o640, within)
    setAccessList(file, '-m', 'u:77:rwx,g::rw,m::r')
    expectKept(folder, file)
    assert.is(statSync(file).mode & 0o777, 0o640)
  })

  test(`a list that the folder gives to new files is not that of an old one (${dirname(within)})`, () => {
    const { folder, file } = place(0o664, within)
    setAccessList(folder, '-d', '-m', 'u:77:rw')
    expectKept(folder, file)
    assert.not.ok(attributesOf(file).includes('user:77:rw-'))
  })

  test(`nor does it come to the list that the file has (${dirname(within)})`, () => {
    const { folder, file } = place(0o664, within)
    setAccessList(file, '-m', 'u:78:r')
    setAccessList(folder, '-d', '-m', 'u:77:rw,g:79:rw')
    expectKept(folder, file)
  })
}

test('a file that only its owner may read, with a list, is so for its owner who is not root', () => {
  const folder = folderOf(SECOND_USER)
  const file = join(folder, 'a.conf')
  writeFileSync(file, OLD)
  chmodSync(file, 0o400)
  chownSync(file, SECOND_USER.uid, SECOND_USER.gid)
  setAccessList(file, '-m', 'u:77:r')
  setAttribute(file, 'user.owner', 'team mail')
  expectKept(folder, file)
})

test('attributes that root has given to the file of somebody else stay, capabilities too', () => {
  const folder = folderOf(SECOND_USER)
  const file = join(folder, 'a.conf')
  writeFileSync(file, OLD)
  chownSync(file, SECOND_USER.uid, SECOND_USER.gid)
  setAttribute(file, 'trusted.seal', '1')
  setAttribute(file, 'security.capability', CAPABILITY)
  expectKept(folder, file)
})

/** `cap_net_raw=ep`, as `setcap` writes it. */
const CAPABILITY = '0x0100000200200000000000000000000000000000'

test('a file with none gets none', () => {
  const { folder, file } = place()
  expectKept(folder, file)
  assert.equal(attributesOf(file), ['group::r--', 'other::---', 'user::rw-'])
})

test('a set-ID bit is never given to the new text; what else there is stays', () => {
  const { file } = place(0o6750)
  setAttribute(file, 'user.owner', 'team mail')
  let mode: number | undefined
  const calls = watchedCalls(({ name, args }) => {
    if (name === 'setMode') mode = statSync(`/proc/self/fd/${args[0]}`).mode & 0o7777
  })
  writeFileDurably(file, bytesOf(NEW), EXPECTED, machine(calls))
  assert.is(mode, 0o600)
  assert.ok(attributesOf(file).some((line) => line.startsWith('user.owner=')))
})

test('several files, one of which cannot be put in its place: the others get theirs back', () => {
  const { folder } = place()
  const requests = ['b', 'c', 'a'].map((name) => {
    const path = join(folder, name)
    writeFileSync(path, OLD)
    setAccessList(path, '-m', 'u:77:r')
    setAttribute(path, 'user.owner', name)
    // Taken back, it is a new file with nothing to go by but the one that was removed.
    const bytes = name === 'c' ? undefined : bytesOf(NEW)
    return { path, bytes, ...EXPECTED }
  })
  const before = requests.map(({ path }) => attributesOf(path))
  const calls = watchedCalls(({ name, args }) => {
    if (name === 'rename' && String(args[1]).endsWith('/a')) throw systemError('EIO')
  })
  assert.is(errorOf(() => writeFilesDurably(requests, machine(calls))).code, 'system')
  for (const [index, { path }] of requests.entries()) {
    assert.is(readFileSync(path, 'utf8'), OLD)
    assert.equal(attributesOf(path), before[index])
  }
})

test('what a killed process has begun is finished with them', () => {
  const { folder } = place()
  const names = ['b.conf', 'c.conf']
  const edits = names.map((name) => {
    const path = join(folder, name)
    writeFileSync(path, OLD)
    setAccessList(path, '-m', 'u:77:r')
    const all = { start: 0, end: OLD.length, text: NEW }
    const back = { start: 0, end: NEW.length, text: OLD }
    return { name, path, create: false, edits: [all], inverse: [back] }
  })
  const changeSet = {
    ...{ changes: [], base: [], placements: [], diagnostics: [], refusals: [], notes: [] },
    edits,
  }
  const before = edits.map(({ path }) => attributesOf(path))
  let isDead = false
  const calls = watchedCalls(({ name, args }) => {
    isDead ||= name === 'rename' && String(args[1]).endsWith('/c.conf')
    if (isDead) throw new Error('killed')
  })
  const gone = { ...systemProcesses.self(), pid: 2 ** 22 + 1 }
  const processes = { ...systemProcesses, self: () => gone }
  assert.throws(() => install(changeSet, { folder, command: 'set' }, { calls, processes }))
  assert.equal(
    recover(folder).map(({ kind }) => kind),
    ['finished'],
  )
  for (const [index, { path }] of edits.entries()) {
    assert.is(readFileSync(path, 'utf8'), NEW)
    assert.equal(attributesOf(path), before[index])
  }
})

const TOOLS = systemTools() as AttributeTools

/** A program of one line that stands for another. */
function program(name: string, line: string): string {
  const path = join(mkdtempSync(join(HOME, 'program-')), name)
  writeFileSync(path, `#!/bin/sh\n${line}\n`)
  chmodSync(path, 0o755)
  return path
}

/** What `cp` of coreutils 9.2 and later does with a file that has no list. */
const LATER_CP = program(
  'cp',
  `mode=$(stat -L -c %a /proc/self/fd/3)
   chmod "$mode" /proc/self/fd/4
   exec ${TOOLS.cp} --attributes-only --preserve=xattr /proc/self/fd/3 /proc/self/fd/4`,
)

test('a later cp leaves the list of the folder: it is taken off', () => {
  const { folder, file } = place(0o664)
  setAccessList(folder, '-d', '-m', 'u:77:rw')
  const before = attributesOf(file)
  const tools = { ...TOOLS, cp: program('cp', `env PATH=/usr/bin:/bin ${LATER_CP}`) }
  writeFileDurably(file, bytesOf(NEW), EXPECTED, having(tools))
  assert.equal(attributesOf(file), before)
  assert.is(statSync(file).mode & 0o777, 0o664)
})

for (const [what, tools, prepare, reason] of [
  [
    'the list of the folder and no setfacl',
    { cp: program('cp', `env PATH=/usr/bin:/bin ${LATER_CP}`), ls: TOOLS.ls },
    ({ folder }) => setAccessList(folder, '-d', '-m', 'u:77:rw'),
    'its folder gives it another access list, which only setfacl can take off',
  ],
  [
    'a cp that copies no list and says nothing',
    { ...TOOLS, cp: program('cp', 'exit 0') },
    ({ file }) => setAccessList(file, '-m', 'u:77:r'),
    'the access list could not be copied',
  ],
  [
    'a list and a set-ID bit',
    TOOLS,
    ({ file }) => {
      setAccessList(file, '-m', 'u:77:r')
      chmodSync(file, 0o2640)
    },
    'the access list could not be copied',
  ],
  [
    'an attribute that is not allowed',
    {
      ...TOOLS,
      cp: program(
        'cp',
        `echo "cp: setting attribute 'security.capability' for 'security.capability': Operation not permitted" >&2; exit 1`,
      ),
    },
    () => undefined,
    'security.capability: operation not permitted',
  ],
  [
    'an attribute whose name is a command for the terminal',
    {
      ...TOOLS,
      cp: program(
        'cp',
        `printf "cp: setting attribute 'user.\\033[2J' for 'x': No space left on device\\n" >&2; exit 1`,
      ),
    },
    () => undefined,
    'no space left on device',
  ],
  [
    'a cp that dies',
    { ...TOOLS, cp: program('cp', 'kill -9 $$') },
    () => undefined,
    /^\/\S+\/cp failed$/,
  ],
  [
    'a cp that cannot be started',
    { ...TOOLS, cp: join(HOME, 'none') },
    () => undefined,
    /^\/\S+\/none: no such file or directory$/,
  ],
  [
    'an ls that does not say',
    { ...TOOLS, ls: program('ls', 'echo nothing') },
    () => undefined,
    /^\/\S+\/ls does not show access lists$/,
  ],
] as readonly [
  string,
  AttributeTools,
  (place: { readonly folder: string; readonly file: string }) => void,
  string | RegExp,
][]) {
  test(`${what}: nothing is written, unless that may be lost`, () => {
    const there = place()
    const { folder, file } = there
    prepare(there)
    const before = attributesOf(file)
    const options = { ...EXPECTED, name: 'a.conf' }
    const error = errorOf(() => writeFileDurably(file, bytesOf(NEW), options, having(tools)))
    assert.is(error.code, 'attributes')
    assert.is(error.written, false)
    const [, why = error.message] =
      /^a\.conf: its access list and extended attributes cannot be kept \((.*)\); nothing was written$/.exec(
        error.message,
      ) ?? []
    if (typeof reason === 'string') assert.is(why, reason)
    else assert.match(why, reason)
    assert.is(readFileSync(file, 'utf8'), OLD)
    assert.equal(attributesOf(file), before)
    assert.equal(readdirSync(folder), ['a.conf'])

    const mode = statSync(file).mode & 0o777
    const forced = { ...options, mayLoseAttributes: true }
    assert.equal(writeFileDurably(file, bytesOf(NEW), forced, having(tools)), [
      `a.conf: its access list and extended attributes are not what they were: ${why}`,
    ])
    assert.is(readFileSync(file, 'utf8'), NEW)
    assert.is(statSync(file).mode & 0o777, mode)
  })
}

test('where nothing can copy them a note says so, and it is written', () => {
  const { folder, file } = place()
  const notes = writeFileDurably(
    file,
    bytesOf(NEW),
    { ...EXPECTED, name: 'a.conf' },
    having(undefined),
  )
  assert.equal(notes, [
    'a.conf: its access list and extended attributes are lost, if it had any: there is no GNU cp to copy them',
  ])
  assert.is(readFileSync(file, 'utf8'), NEW)
  assert.equal(readdirSync(folder), ['a.conf'])
})

test('the notes of several files come with the installation, once each', () => {
  const { folder, file } = place()
  const edit = { start: 0, end: OLD.length, text: NEW }
  const changeSet = {
    ...{ changes: [], base: [], placements: [], diagnostics: [], refusals: [], notes: [] },
    edits: [
      { name: 'a.conf', path: file, create: false, edits: [edit], inverse: [] },
      {
        ...{ name: 'b.conf', path: join(folder, 'b.conf'), create: true },
        ...{ edits: [{ start: 0, end: 0, text: NEW }], inverse: [] },
      },
    ],
  }
  assert.equal(install(changeSet, { folder, command: 'set' }, having(undefined)).notes, [
    'a.conf: its access list and extended attributes are lost, if it had any: there is no GNU cp to copy them',
  ])
})

test('they are those of the file that was read, whatever takes its place meanwhile', () => {
  for (const other of ['a link', 'another file'] as const) {
    const { folder, file } = place()
    const secret = join(folder, 'secret')
    writeFileSync(secret, other === 'a link' ? OLD : 'of somebody else\n')
    setAttribute(secret, 'user.right', '1')
    const calls = watchedCalls(({ name }) => {
      if (name !== 'openToRead') return
      if (other === 'a link') {
        renameSync(file, join(folder, 'moved'))
        symlinkSync(secret, file)
      } else renameSync(secret, file)
    })
    const error = errorOf(() => writeFileDurably(file, bytesOf(NEW), EXPECTED, machine(calls)))
    assert.match(
      error.reason,
      other === 'a link' ? /is no regular file/ : /changed by someone else/,
    )
  }
})

test('one that is exchanged after it was opened gives nothing', () => {
  const { folder, file } = place(0o640)
  setAttribute(file, 'user.owner', 'team mail')
  const other = join(folder, 'other')
  writeFileSync(other, OLD)
  chmodSync(other, 0o640)
  setAttribute(other, 'user.right', '1')
  const calls = watchedCalls(({ name }) => {
    if (name === 'keepAttributes') renameSync(other, file)
  })
  const error = errorOf(() => writeFileDurably(file, bytesOf(NEW), EXPECTED, machine(calls)))
  assert.is(error.reason, 'was changed by someone else meanwhile; nothing was written')
  assert.equal(readdirSync(folder), ['a.conf'])
})

test('who exchanges the file and gives it set-id bits while it is copied makes no such file of root', () => {
  const { folder, file } = place(0o644)
  chownSync(folder, SECOND_USER.uid, SECOND_USER.gid)
  const theirs = join(folder, 'theirs')
  writeFileSync(theirs, OLD)
  const { uid, gid } = SECOND_USER
  chownSync(theirs, uid, gid)
  chmodSync(theirs, 0o777)
  // Between the look at the bits and the copying of them.
  const cp = join(folder, 'cp')
  writeFileSync(cp, `#!/bin/sh\nchmod 6777 '${file}'\nexec '${systemTools()?.cp}' "$@"\n`)
  chmodSync(cp, 0o755)
  const strange: string[] = []
  const calls: FileSystemCalls = {
    ...watchedCalls(({ name }) => {
      if (name === 'openToRead') renameSync(theirs, file)
    }),
    keepAttributes: (from, to) => {
      keepAttributes(from, to, { ...(systemTools() as AttributeTools), cp })
      for (const name of readdirSync(folder)) {
        const { uid, mode } = statSync(join(folder, name))
        if (uid === 0 && (mode & 0o6000) !== 0) strange.push(name)
      }
      return { kind: 'lost', reason: 'it is another one' }
    },
  }
  errorOf(() => writeFileDurably(file, bytesOf(NEW), EXPECTED, machine(calls)))
  assert.equal(strange, [])
})

test('a file that could not be finished, and was renamed meanwhile, is of no use to anybody', () => {
  const { folder, file } = place(0o644)
  const kept = join(folder, 'kept')
  const calls: FileSystemCalls = {
    ...systemCalls,
    keepAttributes: () => {
      const [staged = ''] = readdirSync(folder).filter((name) => name.endsWith('.tmp'))
      renameSync(join(folder, staged), kept)
      return { kind: 'lost', reason: 'it is another one' }
    },
  }
  errorOf(() => writeFileDurably(file, bytesOf(NEW), EXPECTED, machine(calls)))
  assert.is(statSync(kept).mode & 0o7777, 0)
})

test.run()
