import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  hashOf,
  systemProcesses,
  WriteError,
  type WriteRequest,
  writeFilesDurably,
} from '../../../src/node/index.js'
import { plant } from '../../tools/planted.js'
import { scratch } from '../../tools/scratch.js'
import { folderOf, SECOND_USER } from '../../tools/second-user.js'
import { type WatchedCall, watchedCalls } from '../../tools/watched-calls.js'

const test = suite('taking back what was written before another file failed')

const bytesOf = (text: string) => new TextEncoder().encode(text)
const OLD = 'old\n'
const NEW = 'new, and longer\n'
const THEIRS = 'theirs\n'

/** What is to become of the first file. */
const CHANGES = {
  'is changed': { before: OLD, after: NEW },
  'is made': { before: undefined, after: NEW },
  'is removed': { before: OLD, after: undefined },
} as const

/** Two files, of which the first one is written and the second one then fails. */
function site(
  { before, after }: { before: string | undefined; after: string | undefined },
  folder = scratch(),
) {
  const [a, b] = ['a', 'b'].map((name) => join(folder, name)) as [string, string]
  if (before !== undefined) writeFileSync(a, before, { mode: 0o640 })
  writeFileSync(b, OLD)
  const requests: WriteRequest[] = [
    {
      path: a,
      name: 'a',
      bytes: after === undefined ? undefined : bytesOf(after),
      expectedHash: before === undefined ? undefined : hashOf(bytesOf(before)),
    },
    { path: b, name: 'b', bytes: bytesOf(NEW), expectedHash: hashOf(bytesOf(OLD)) },
  ]
  return { folder, a, b, requests }
}

type Site = ReturnType<typeof site>

/**
 * Writes, and changes the second file before its commit.
 * @param step is told of each call from then on, which has the index 0
 */
function fail({ a, b, requests }: Site, step: (call: WatchedCall) => void): WriteError {
  let isOver = false
  let start: number | undefined
  const calls = watchedCalls((call) => {
    const { name, args, index } = call
    if (start === undefined && isOver && name === 'status' && args[0] === b) {
      writeFileSync(b, THEIRS)
      start = index
    }
    // The first file is put in its place, or aside, by one of these.
    isOver ||= (name === 'rename' || name === 'link') && args.includes(a)
    if (start !== undefined) step({ ...call, index: index - start })
  })
  try {
    writeFilesDurably(requests, { calls, processes: systemProcesses })
  } catch (error) {
    assert.instance(error, WriteError)
    return error as WriteError
  }
  throw new Error('the write did not fail')
}

const first = (action: () => void) => (call: WatchedCall) => {
  if (call.index === 0) action()
}

const read = (path: string) => (existsSync(path) ? readFileSync(path, 'utf8') : undefined)

for (const [what, change] of Object.entries(CHANGES)) {
  test(`a file that ${what} is as it was`, () => {
    const files = site(change)
    const inode = existsSync(files.a) ? statSync(files.a).ino : undefined
    const error = fail(files, () => undefined)
    assert.is(error.message, 'b: was changed by someone else meanwhile; nothing was written')
    assert.is(error.code, 'changed')
    assert.equal([read(files.a), read(files.b)], [change.before, THEIRS])
    if (change.after === undefined) assert.is(statSync(files.a).ino, inode)
    assert.equal(readdirSync(files.folder).sort(), change.before === undefined ? ['b'] : ['a', 'b'])
  })
}

const LEFT =
  'b: was changed by someone else meanwhile; changed by someone else after the write, and left so: a; nothing else was written'

test('what somebody adds to the new file stays, and is said', () => {
  for (const change of [CHANGES['is changed'], CHANGES['is made']]) {
    const files = site(change)
    const error = fail(
      files,
      first(() => appendFileSync(files.a, THEIRS)),
    )
    assert.is(error.message, LEFT)
    assert.equal([error.code, error.written], ['changed', false])
    assert.is(read(files.a), NEW + THEIRS)
    assert.equal(readdirSync(files.folder).sort(), ['a', 'b'])
  }
})

test('another file that somebody puts in the place stays, also with the same bytes', () => {
  for (const change of [CHANGES['is changed'], CHANGES['is made']]) {
    for (const text of [THEIRS, NEW]) {
      const files = site(change)
      let inode: number | undefined
      const error = fail(
        files,
        first(() => {
          writeFileSync(`${files.a}.n`, text)
          inode = statSync(`${files.a}.n`).ino
          renameSync(`${files.a}.n`, files.a)
        }),
      )
      assert.is(error.message, LEFT)
      assert.equal([read(files.a), statSync(files.a).ino], [text, inode])
      assert.equal(readdirSync(files.folder).sort(), ['a', 'b'])
    }
  }
})

test('a file that somebody makes in the place of a removed one stays', () => {
  const files = site(CHANGES['is removed'])
  const error = fail(
    files,
    first(() => writeFileSync(files.a, THEIRS)),
  )
  assert.is(error.message, LEFT)
  assert.is(read(files.a), THEIRS)
  assert.equal(readdirSync(files.folder).sort(), ['a', 'b'])
})

test('a new file that somebody removes stays away', () => {
  const files = site(CHANGES['is changed'])
  const error = fail(
    files,
    first(() => rmSync(files.a)),
  )
  assert.is(error.message, LEFT)
  assert.equal(readdirSync(files.folder), ['b'])
  const made = site(CHANGES['is made'])
  const other = fail(
    made,
    first(() => rmSync(made.a)),
  )
  assert.is(other.message, 'b: was changed by someone else meanwhile; nothing was written')
})

test('a mode that somebody gives to the new file stays when the old bytes come back', () => {
  const files = site(CHANGES['is changed'])
  const error = fail(
    files,
    first(() => chmodSync(files.a, 0o600)),
  )
  assert.is(error.message, 'b: was changed by someone else meanwhile; nothing was written')
  assert.equal([read(files.a), statSync(files.a).mode & 0o777], [OLD, 0o600])
})

/** Somebody steps in before each call of what takes the first file back. */
function atEachCall(
  change: (typeof CHANGES)[keyof typeof CHANGES],
  stepIn: (path: string) => void,
): string[] {
  const lost: string[] = []
  for (let index = 0; ; index++) {
    const files = site(change)
    let name: string | undefined
    const error = fail(files, (call) => {
      if (call.index !== index) return
      name = call.name
      stepIn(files.a)
    })
    if (name === undefined) return lost
    const isTheirs = read(files.a)?.endsWith(THEIRS) === true
    if (!isTheirs) lost.push(name)
    const isSaid = error.message === LEFT
    const said = `before ${name}, call ${index}: ${error.message}, ${read(files.a)}`
    // What comes when all is over is no matter of the write.
    if (isSaid) assert.ok(isTheirs, said)
    const left = readdirSync(files.folder).filter((each) => !['a', 'b'].includes(each))
    assert.equal(left, [], said)
  }
}

test('whoever writes into the file at any moment: what they wrote stays', () => {
  for (const change of Object.values(CHANGES)) {
    const lost = atEachCall(change, (path) => appendFileSync(path, THEIRS))
    assert.equal(lost, [])
  }
})

test('whoever puts another file in the place: it stays, but for the last moment', () => {
  const put = (path: string) => {
    writeFileSync(`${path}.n`, THEIRS)
    renameSync(`${path}.n`, path)
  }
  assert.equal(atEachCall(CHANGES['is changed'], put), ['rename'])
  assert.equal(atEachCall(CHANGES['is made'], put), [])
  assert.equal(atEachCall(CHANGES['is removed'], put), [])
})

test('a wider mode that somebody gives to the new file is not that of the old bytes', () => {
  const files = site(CHANGES['is changed'])
  fail(
    files,
    first(() => chmodSync(files.a, 0o604)),
  )
  assert.equal([read(files.a), statSync(files.a).mode & 0o777], [OLD, 0o600])
})

/** The files of a folder with these bytes that others than root can read, or that are not root's. */
function readableByOthers(folder: string, text: string): string[] {
  const others = readdirSync(folder).filter((name) => {
    const { uid, mode } = statSync(join(folder, name))
    return uid !== 0 || (mode & 0o044) !== 0
  })
  return others.filter((name) => read(join(folder, name)) === text)
}

test('whoever puts a file of theirs in the place, at any moment: it does not get the old bytes of root', () => {
  const { before, after } = CHANGES['is changed']
  for (let index = 0, isOver = false; !isOver; index++) {
    const folder = folderOf(SECOND_USER)
    const files = site({ before, after }, folder)
    chmodSync(files.a, 0o600)
    plant(join(folder, 'n'), THEIRS, SECOND_USER, 0o644)
    isOver = true
    fail(files, (call) => {
      if (call.index === index) {
        renameSync(files.a, join(folder, 'own'))
        renameSync(join(folder, 'n'), files.a)
        isOver = false
      }
      if (call.index > index) {
        const said = `call ${index}, then ${call.name}, call ${call.index}`
        assert.equal(readableByOthers(folder, OLD), [], said)
      }
    })
    assert.equal(readableByOthers(folder, OLD), [], `call ${index}`)
  }
})

test('a file of somebody else in the place of the one that lies aside is not said to be as before', () => {
  const files = site(CHANGES['is removed'])
  const error = fail(
    files,
    first(() => {
      const [aside = ''] = readdirSync(files.folder).filter((name) => name.endsWith('.removed'))
      rmSync(join(files.folder, aside))
      writeFileSync(join(files.folder, aside), THEIRS)
    }),
  )
  assert.is(error.message, LEFT)
})

test('there is a file at every moment while the old bytes come back', () => {
  const files = site(CHANGES['is changed'])
  fail(files, ({ name }) => assert.ok(existsSync(files.a), name))
})

test('what somebody wrote at the last moment, where another has made a file too, has a name', () => {
  const files = site(CHANGES['is made'])
  let isAside = false
  const error = fail(files, ({ name, args }) => {
    if (name === 'rename' && args[0] === files.a) {
      appendFileSync(files.a, THEIRS)
      isAside = true
    } else if (isAside && !existsSync(files.a)) writeFileSync(files.a, 'a third one\n')
  })
  const [kept = ''] = readdirSync(files.folder).filter((name) => name.endsWith('.kept'))
  assert.match(kept, /^\.a\.ecconf-[0-9a-f]{16}\.kept$/)
  assert.is(
    error.message,
    `b: was changed by someone else meanwhile; changed by someone else after the write, and left so: a; what else someone wrote lies in ${join(files.folder, kept)}; nothing else was written`,
  )
  assert.equal([read(files.a), read(join(files.folder, kept))], ['a third one\n', NEW + THEIRS])
})

test.run()
