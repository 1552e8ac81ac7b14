import {
  chmodSync,
  chownSync,
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type FileSystemCalls,
  hashOf,
  systemCalls,
  systemProcesses,
  WriteError,
  writeFileDurably,
  writeFilesDurably,
  writeRealFile,
} from '../../../src/node/index.js'
import { scratch } from '../../tools/scratch.js'
import { systemError, type WatchedCall, watchedCalls } from '../../tools/watched-calls.js'

const test = suite('writeFileDurably')

const bytesOf = (text: string) => new TextEncoder().encode(text)
const OLD = bytesOf('old\n')
const NEW = bytesOf('new, and longer\n')

/** A folder with one file in it. */
function place(): { folder: string; file: string } {
  const folder = scratch()
  const file = join(folder, 'a.conf')
  writeFileSync(file, OLD)
  return { folder, file }
}

const machine = (calls: FileSystemCalls) => ({ calls, processes: systemProcesses })

/** The error of a write that must fail. */
function errorOf(write: () => void): WriteError {
  try {
    write()
  } catch (error) {
    assert.instance(error, WriteError)
    return error as WriteError
  }
  throw new Error('the write did not fail')
}

function write(file: string, expectedHash: string | undefined = hashOf(OLD)): void {
  writeFileDurably(file, NEW, { expectedHash })
}

test('the new bytes are there, and nothing else', () => {
  const { folder, file } = place()
  write(file)
  assert.equal(new Uint8Array(readFileSync(file)), NEW)
  assert.equal(readdirSync(folder), ['a.conf'])
})

for (const mode of [0o600, 0o640, 0o664, 0o755]) {
  test(`the mode ${mode.toString(8)} stays`, () => {
    const { file } = place()
    chmodSync(file, mode)
    write(file)
    assert.is(statSync(file).mode & 0o7777, mode)
  })
}

test('the owner stays', () => {
  const { file } = place()
  // Only root can give a file away; for anybody else it is their own.
  if (process.getuid?.() === 0) chownSync(file, 1234, 5678)
  chmodSync(file, 0o750)
  const { uid, gid } = statSync(file)
  write(file)
  const after = statSync(file)
  assert.equal([after.uid, after.gid, after.mode & 0o7777], [uid, gid, 0o750])
})

for (const mode of [0o4755, 0o2750, 0o6711]) {
  test(`the set-id bits of ${mode.toString(8)} are for no configuration`, () => {
    const { file } = place()
    chmodSync(file, mode)
    write(file)
    assert.is(statSync(file).mode & 0o7777, mode & 0o777)
  })
}

test('an owner that cannot be kept is a reason not to write', () => {
  const { folder, file } = place()
  const calls: FileSystemCalls = {
    ...systemCalls,
    ownership: (file) => ({ ...systemCalls.ownership(file), uid: 77, gid: 77 }),
    setOwner: () => {
      throw systemError('EPERM')
    },
  }
  const { uid, gid } = statSync(file)
  const error = errorOf(() =>
    writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, machine(calls)),
  )
  assert.is(error.code, 'ownership')
  assert.is(
    error.message,
    `${file}: belongs to user ${uid} and group ${gid}, which only that user or root can keep; nothing was written`,
  )
  assert.is(error.written, false)
  assert.equal(new Uint8Array(readFileSync(file)), OLD)
  assert.equal(readdirSync(folder), ['a.conf'])
})

test('a link is followed and stays', () => {
  const { folder, file } = place()
  mkdirSync(join(folder, 'd'))
  const link = join(folder, 'd/link')
  symlinkSync('../a.conf', link)
  write(link)
  assert.is(readlinkSync(link), '../a.conf')
  assert.equal(new Uint8Array(readFileSync(file)), NEW)
  assert.equal(readdirSync(join(folder, 'd')), ['link'])
})

test('where the real path is known, a link that is put on the way leads nowhere', () => {
  const { folder, file } = place()
  const elsewhere = join(folder, 'e')
  mkdirSync(elsewhere)
  writeFileSync(join(elsewhere, 'b.conf'), OLD)
  symlinkSync('e', join(folder, 'd'))
  for (const expectedHash of [undefined, hashOf(OLD)]) {
    for (const name of ['b.conf', 'new.conf']) {
      const real = join(folder, 'd', name)
      const { message } = errorOf(() => writeRealFile(real, NEW, { name, expectedHash }))
      assert.is(message, `${name}: cannot be written: not a directory`)
    }
  }
  assert.equal(readdirSync(elsewhere), ['b.conf'])
  assert.equal(new Uint8Array(readFileSync(join(elsewhere, 'b.conf'))), OLD)
  writeRealFile(file, NEW, { expectedHash: hashOf(OLD) })
  assert.equal(new Uint8Array(readFileSync(file)), NEW)
})

test('another name of the file keeps the old bytes', () => {
  const { folder, file } = place()
  linkSync(file, join(folder, 'backup'))
  write(file)
  assert.equal(new Uint8Array(readFileSync(join(folder, 'backup'))), OLD)
})

test('a file that is another by now is refused', () => {
  const { folder, file } = place()
  writeFileSync(file, 'by somebody else')
  const error = errorOf(() => write(file))
  assert.is(error.code, 'changed')
  assert.is(error.file, file)
  assert.is(error.reason, 'was changed by someone else meanwhile; nothing was written')
  assert.is(readFileSync(file, 'utf8'), 'by somebody else')
  assert.equal(readdirSync(folder), ['a.conf'])
})

test('a file that is gone is refused', () => {
  const { folder, file } = place()
  rmSync(file)
  const error = errorOf(() => write(file))
  assert.is(error.code, 'gone')
  assert.is(error.reason, 'was removed by someone else meanwhile; nothing was written')
  assert.equal(readdirSync(folder), [])
})

test('a new file', () => {
  const { folder, file } = place()
  const fresh = join(folder, 'fresh.conf')
  writeFileDurably(fresh, NEW, { expectedHash: undefined })
  assert.equal(new Uint8Array(readFileSync(fresh)), NEW)
  assert.is(statSync(fresh).mode & 0o7777, 0o640)
  const other = join(folder, 'other.conf')
  writeFileDurably(other, NEW, { expectedHash: undefined, mode: 0o600 })
  assert.is(statSync(other).mode & 0o7777, 0o600)
  assert.is(errorOf(() => writeFileDurably(file, NEW, { expectedHash: undefined })).code, 'exists')
  assert.equal(new Uint8Array(readFileSync(file)), OLD)
  assert.equal(readdirSync(folder).sort(), ['a.conf', 'fresh.conf', 'other.conf'])
})

test('a new file where links cannot be made', () => {
  const folder = scratch()
  const file = join(folder, 'fresh.conf')
  const calls: FileSystemCalls = {
    ...systemCalls,
    link: () => {
      throw systemError('EPERM')
    },
  }
  writeFileDurably(file, NEW, { expectedHash: undefined }, machine(calls))
  assert.equal(new Uint8Array(readFileSync(file)), NEW)
  assert.equal(readdirSync(folder), ['fresh.conf'])
})

test('a link to nothing is not replaced', () => {
  const folder = scratch()
  const link = join(folder, 'link')
  symlinkSync('nowhere', link)
  const error = errorOf(() => writeFileDurably(link, NEW, { expectedHash: undefined }))
  assert.is(error.code, 'exists')
  assert.is(lstatSync(link).isSymbolicLink(), true)
  assert.equal(readdirSync(folder), ['link'])
})

test('a folder, and a file in a folder that is not there', () => {
  const { folder } = place()
  const error = errorOf(() => write(folder))
  assert.is(error.code, 'not-a-file')
  assert.is(error.reason, 'is no regular file')
  const nowhere = join(folder, 'none/a.conf')
  const missing = errorOf(() => write(nowhere))
  assert.is(missing.message, `${nowhere}: cannot be written: no such file or directory`)
})

test('a file without write permission stays as it is', () => {
  const { folder, file } = place()
  const calls: FileSystemCalls = {
    ...systemCalls,
    checkWritable: () => {
      throw systemError('EACCES')
    },
  }
  const error = errorOf(() =>
    writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, machine(calls)),
  )
  assert.is(error.message, `${file}: cannot be written: permission denied`)
  assert.equal(readdirSync(folder), ['a.conf'])
})

test('errors call the file by the name that people know', () => {
  const { file } = place()
  const name = 'conf/a.conf'
  const error = errorOf(() => writeFileDurably(file, NEW, { expectedHash: hashOf(NEW), name }))
  assert.is(error.message.startsWith('conf/a.conf: was changed'), true)
})

/** The calls of one write, from the lock to its release. */
function callsOfOneWrite(): WatchedCall[] {
  const { file } = place()
  const seen: WatchedCall[] = []
  const calls = watchedCalls((call) => seen.push(call))
  writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, machine(calls))
  return seen
}

const LOCK = ['openFolder', 'create', 'write', 'close', 'list']
const LOOK = ['status', 'checkWritable']
const OPEN = ['openToRead', 'readOpened']
const STAGE = ['create', 'write', 'ownership', 'keepAttributes', 'setMode', 'sync', 'close']
const RELEASE = ['close', 'read', 'remove', 'closeFolder']
const IN_ORDER = [
  ...['realPath', ...LOCK, ...LOOK, ...OPEN, ...STAGE],
  ...['read', ...LOOK, 'read', 'rename', 'syncFolder', ...RELEASE],
]

test('the calls are made in an order that is safe', () => {
  assert.equal(
    callsOfOneWrite().map(({ name }) => name),
    IN_ORDER,
  )
})

for (const code of ['ENOSPC', 'EACCES', 'EROFS', 'EIO'] as const) {
  for (const [index, name] of IN_ORDER.entries()) {
    test(`${code} at call ${index}, ${name}: wholly old or wholly new`, () => {
      const { folder, file } = place()
      const calls = watchedCalls((call) => {
        if (call.index === index) throw systemError(code)
      })
      let failure: WriteError | undefined
      try {
        writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, machine(calls))
      } catch (error) {
        assert.instance(error, WriteError)
        failure = error as WriteError
      }
      const isNew = failure === undefined || failure.written
      assert.equal(new Uint8Array(readFileSync(file)), isNew ? NEW : OLD)
      // A folder that cannot be closed is closed by the end of the process.
      if (name === 'closeFolder') assert.is(failure, undefined)
      const renamed = index > IN_ORDER.indexOf('rename')
      assert.is(isNew, renamed || name === 'list', failure?.message)
      if (failure !== undefined) {
        assert.match(failure.message, /: (?:no space left|permission denied|read-only|i\/o error)/)
      }
      // Only what cannot be removed is left over, and the next write removes it.
      const isRemoval = name !== 'closeFolder' && index >= IN_ORDER.length - 3
      if (!isRemoval) assert.equal(readdirSync(folder), ['a.conf'])
      for (const left of readdirSync(folder).filter((each) => each.endsWith('lock'))) {
        assert.is(isRemoval, true)
        rmSync(join(folder, left))
      }
      writeFileDurably(file, bytesOf('next'), { expectedHash: hashOf(isNew ? NEW : OLD) })
      assert.equal(readdirSync(folder), ['a.conf'])
    })
  }
}

test('a file system that cannot sync folders', () => {
  const { file } = place()
  const calls: FileSystemCalls = {
    ...systemCalls,
    syncFolder: () => {
      throw Object.assign(new Error('EINVAL'), { code: 'EINVAL', errno: -22 })
    },
  }
  writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, machine(calls))
  assert.equal(new Uint8Array(readFileSync(file)), NEW)
})

test('somebody who knows no lock steps in: their bytes stay, but for the last moment', () => {
  const theirs = bytesOf('theirs')
  const lost: string[] = []
  for (const [index, name] of IN_ORDER.entries()) {
    const { folder, file } = place()
    const calls = watchedCalls((call) => {
      if (call.index === index) writeFileSync(file, theirs)
    })
    try {
      writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, machine(calls))
    } catch (error) {
      assert.is((error as WriteError).code, 'changed')
    }
    if (hashOf(readFileSync(file)) !== hashOf(theirs)) lost.push(name)
    assert.equal(readdirSync(folder), ['a.conf'])
  }
  assert.equal(lost, ['rename'])
})

test('somebody who knows no lock steps in where a file is removed: their bytes always stay', () => {
  const theirs = bytesOf('theirs')
  for (let index = 0; ; index++) {
    const { folder, file } = place()
    let name: string | undefined
    const calls = watchedCalls((call) => {
      if (call.index !== index) return
      name = call.name
      writeFileSync(file, theirs)
    })
    try {
      writeFilesDurably(
        [{ path: file, bytes: undefined, expectedHash: hashOf(OLD) }],
        machine(calls),
      )
    } catch (error) {
      assert.is((error as WriteError).code, 'changed')
    }
    if (name === undefined) break
    assert.equal(new Uint8Array(readFileSync(file)), theirs, `before ${name}`)
    assert.equal(readdirSync(folder), ['a.conf'], `before ${name}`)
  }
})

test('somebody changes the mode meanwhile', () => {
  const { file } = place()
  const calls = watchedCalls(({ name }) => {
    if (name === 'sync') chmodSync(file, 0o600)
  })
  chmodSync(file, 0o644)
  const error = errorOf(() =>
    writeFileDurably(file, NEW, { expectedHash: hashOf(OLD) }, machine(calls)),
  )
  assert.is(error.reason, 'got another mode or owner meanwhile; nothing was written')
  assert.is(statSync(file).mode & 0o777, 0o600)
})

test('somebody makes the new file first', () => {
  const folder = scratch()
  const file = join(folder, 'fresh.conf')
  const calls = watchedCalls(({ name }) => {
    if (name === 'link') writeFileSync(file, 'theirs')
  })
  const error = errorOf(() =>
    writeFileDurably(file, NEW, { expectedHash: undefined }, machine(calls)),
  )
  assert.is(error.reason, 'was made by someone else meanwhile; nothing was written')
  assert.is(readFileSync(file, 'utf8'), 'theirs')
  assert.equal(readdirSync(folder), ['fresh.conf'])
})

/** Three files, the last of them new, and what is to be written to them. */
function several() {
  const folder = scratch()
  const [a, b, c] = ['a', 'b', 'c'].map((name) => join(folder, name)) as [string, string, string]
  writeFileSync(a, OLD)
  writeFileSync(b, OLD)
  const requests = [
    { path: b, bytes: NEW, expectedHash: hashOf(OLD) },
    { path: c, bytes: NEW, expectedHash: undefined },
    { path: a, bytes: NEW, expectedHash: hashOf(OLD) },
  ]
  const contents = () =>
    Object.fromEntries(
      readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]),
    )
  return { folder, requests, contents }
}

const ALL_OLD = { a: 'old\n', b: 'old\n' }
const ALL_NEW = { a: 'new, and longer\n', b: 'new, and longer\n', c: 'new, and longer\n' }

test('several files are written together', () => {
  const { requests, contents } = several()
  writeFilesDurably(requests)
  assert.equal(contents(), ALL_NEW)
})

test('when one of several fails, the others get their old bytes back', () => {
  let count = 0
  writeFilesDurably(several().requests, machine(watchedCalls(() => count++)))
  assert.ok(count > 60)
  for (let index = 0; index < count; index++) {
    const { requests, contents } = several()
    let name = ''
    const calls = watchedCalls((call) => {
      if (call.index !== index) return
      name = call.name
      throw systemError('EIO')
    })
    let failure: WriteError | undefined
    try {
      writeFilesDurably(requests, machine(calls))
    } catch (error) {
      assert.instance(error, WriteError)
      failure = error as WriteError
    }
    const isNew = failure === undefined || failure.written
    const left = Object.fromEntries(
      Object.entries(contents()).filter(([each]) => each.length === 1),
    )
    assert.equal(left, isNew ? ALL_NEW : ALL_OLD, `call ${index}, ${name}`)
  }
})

test('when that fails too, the error says what is new', () => {
  const { requests, contents } = several()
  let isBroken = false
  const calls = watchedCalls(({ name, args }) => {
    if (name === 'rename' && String(args[1]).endsWith('/a')) isBroken = true
    if (isBroken) throw systemError('EIO')
  })
  const error = errorOf(() => writeFilesDurably(requests, machine(calls)))
  assert.is(error.written, true)
  const [b, c, a] = requests.map(({ path }) => path)
  assert.is(
    error.message,
    `${a}: cannot be written: i/o error; what was written before it could not be taken back: ${c}, ${b}`,
  )
  assert.is(contents().a, 'old\n')
  assert.is(contents().b, 'new, and longer\n')
})

test.run()
