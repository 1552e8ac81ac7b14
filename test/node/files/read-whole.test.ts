import { spawnSync } from 'node:child_process'
import { closeSync, constants, openSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readWhole } from '../../../src/node/files/read-whole.js'
import { nodeEnvironment } from '../../../src/node/index.js'
import { readRegular } from '../../../src/project/read-bytes.js'
import { ecconf } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('reading to the end, and no further than a bound')

/** Says that it is empty, and gives bytes without end. */
const ENDLESS = '/proc/self/pagemap'

/** Opens something and reads it. */
function read(path: string, most: number, flags = 0): Uint8Array {
  const file = openSync(path, constants.O_RDONLY | flags)
  try {
    return readWhole(file, path, { most })
  } finally {
    closeSync(file)
  }
}

function codeOf(action: () => unknown): string | undefined {
  try {
    action()
  } catch (error) {
    return (error as NodeJS.ErrnoException).code
  }
  return undefined
}

test('a file up to the bound is read, and one beyond it is refused', () => {
  const path = join(scratch(), 'a')
  writeFileSync(path, 'abcd')
  assert.is(Buffer.from(read(path, 4)).toString(), 'abcd')
  assert.is(
    codeOf(() => read(path, 3)),
    'EFBIG',
  )
  writeFileSync(path, '')
  assert.is(read(path, 0).length, 0)
})

test('what has no size is read up to the bound', () => {
  assert.is(
    codeOf(() => read('/dev/zero', 1024 * 1024)),
    'EFBIG',
  )
})

test('a file that says that it is empty, and is not, is no regular file', () => {
  assert.is(
    codeOf(() => read(ENDLESS, 2 ** 30)),
    'ENOTREG',
  )
  assert.throws(() => nodeEnvironment().readFile(ENDLESS), /is no regular file$/)
  assert.throws(() => readRegular(ENDLESS), /pagemap: is no regular file$/)
})

test('what keeps its readers waiting is not waited for when it was opened here', () => {
  const pipe = join(scratch(), 'pipe')
  assert.is(spawnSync('mkfifo', [pipe]).status, 0)
  const writer = openSync(pipe, constants.O_RDWR)
  assert.is(
    codeOf(() => read(pipe, 10, constants.O_NONBLOCK)),
    'EAGAIN',
  )
  closeSync(writer)
})

/** A folder with a main file that includes something. */
function including(what: string): string {
  const folder = scratch()
  writeFileSync(join(folder, 'ecelerity.conf'), `include "${what}"\nMax_Retries = 3\n`)
  return folder
}

test('an include of a file of /proc is a finding', () => {
  const cwd = including(ENDLESS)
  assert.equal(ecconf(['get', '-c', 'ecelerity.conf', 'Max_Retries'], { cwd }), {
    status: 1,
    stdout: 'Max_Retries = 3\n',
    stderr: `ecconf: ecelerity.conf:1:9: Included file "${ENDLESS}" cannot be read: is no regular file\n`,
  })
})

test('a folder with files of 24 GB is not read', () => {
  const cwd = including('d')
  spawnSync('mkdir', [join(cwd, 'd')])
  for (let count = 10; count < 70; count++) {
    const path = join(cwd, `d/${count}.conf`)
    writeFileSync(path, '')
    truncateSync(path, 400 * 1024 * 1024)
  }
  writeFileSync(join(cwd, 'd/99.conf'), 'Max_Retries = 4\n')
  const { status, stdout, stderr } = ecconf(['get', '-c', 'ecelerity.conf', 'Max_Retries'], { cwd })
  assert.equal([status, stdout], [1, 'Max_Retries = 3\n'])
  const line =
    'ecconf: ecelerity.conf:1:9: Included file "d" cannot be read: the files of the configuration would have more than 64 MiB together\n'
  assert.is(stderr, line.repeat(60))
})

test('a run over many files reads no more than it can keep', () => {
  const cwd = scratch()
  for (let count = 1; count <= 6; count++) {
    const path = join(cwd, `${count}.conf`)
    writeFileSync(path, '')
    truncateSync(path, 60 * 1024 * 1024)
  }
  const { status, stderr } = ecconf(['lint', '.'], { cwd })
  const line = 'ecconf: 6.conf: the files before it have more than 256 MiB together\n'
  assert.equal([status, stderr], [2, line])
})

for (const name of ['ecconf.json', 'x.conf']) {
  test(`links to files of /proc as ${name} are named and not waited for`, () => {
    const cwd = scratch()
    writeFileSync(join(cwd, 'ecelerity.conf'), 'Max_Retries = 3\n')
    symlinkSync(ENDLESS, join(cwd, name))
    const { status, stdout, stderr } = ecconf(['lint', '.'], { cwd })
    assert.equal([status, stderr], [2, `ecconf: ${name}: is no regular file\n`])
    if (name === 'x.conf') assert.match(stdout, /^ecelerity\.conf\n/m)
  })
}

test.run()
