import { chmodSync, chownSync, mkdirSync, readdirSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  KeptCopy,
  newSystemCalls,
  readWithAccess,
  systemProcesses,
} from '../../../src/node/index.js'
import { plant, plantState } from '../../tools/planted.js'
import { folderOf, ROOT, SECOND_USER, THIRD_USER } from '../../tools/second-user.js'

const test = suite('where the copies of files lie that somebody edits')

const TEXT = new TextEncoder().encode('A = 1\n')

/** A machine with a folder for all of its own, and a file in the folder of a user. */
function place() {
  const common = folderOf(ROOT)
  chmodSync(common, 0o1777)
  const calls = newSystemCalls()
  const realPath = (path: string) => (path === '/var/tmp' ? common : calls.realPath(path))
  const machine = { calls: { ...calls, realPath }, processes: systemProcesses }
  const folder = folderOf(SECOND_USER)
  plant(join(folder, 'a.conf'), 'A = 1\n', SECOND_USER)
  const original = readWithAccess(join(folder, 'a.conf'), calls)
  return { common, original, copy: () => new KeptCopy(folder, join(folder, 'a.conf'), machine) }
}

test('in the state folder of the folder for all', () => {
  const { common, original, copy } = place()
  copy().write(original, TEXT)
  assert.is(dirname(copy().path), join(common, '.ecconf/edit'))
  assert.equal(copy().read(), Buffer.from(TEXT))
})

for (const [what, take] of [
  ['folders', (common: string, name: string) => void plantState(common, THIRD_USER, {}, name)],
  ['files', (common: string, name: string) => plant(join(common, name), '', THIRD_USER)],
] as const) {
  test(`in another one where a third user has put ${what} in its way, and found again`, () => {
    const { common, original, copy } = place()
    for (const name of ['.ecconf', '.ecconf-0', `.ecconf-0-${'a'.repeat(16)}`]) take(common, name)
    const open = join(common, `.ecconf-0-${'b'.repeat(16)}`)
    mkdirSync(open)
    chmodSync(open, 0o777)
    const first = copy()
    first.write(original, TEXT)
    const home = dirname(dirname(dirname(first.path)))
    assert.is(dirname(home), common)
    assert.match(home, /\/\.ecconf-0-[0-9a-f]{16}$/)
    assert.not.match(home, /a{16}|b{16}/)
    assert.equal([statSync(home).uid, statSync(home).mode & 0o777], [0, 0o700])
    assert.is(copy().path, first.path)
    assert.equal(copy().read(), Buffer.from(TEXT))
    assert.is(readdirSync(common).length, 5)
  })
}

test('found again among any number of folders of others with such names', () => {
  const { common, original, copy } = place()
  plantState(common, THIRD_USER, {})
  plantState(common, THIRD_USER, {}, '.ecconf-0')
  const first = copy()
  first.write(original, TEXT)
  for (let number = 0; number < 151; number++) {
    const path = join(common, `.ecconf-0-${String(number).padStart(16, '0')}`)
    mkdirSync(path)
    chownSync(path, THIRD_USER.uid, THIRD_USER.gid)
  }
  assert.is(copy().path, first.path)
  assert.equal(copy().read(), Buffer.from(TEXT))
})

test.run()
