import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fileIdentity, openedIdentity } from '../../../src/node/files/file-identity.js'

const test = suite('which file or folder it is')

/** The first number that JavaScript cannot tell from the next one. */
const EDGE = 2n ** 53n

test('neighbours are two files, also where their numbers are larger than those of JavaScript', () => {
  assert.is(fileIdentity({ dev: 1n, ino: EDGE }), '1:9007199254740992')
  assert.is(fileIdentity({ dev: 1n, ino: EDGE + 1n }), '1:9007199254740993')
  assert.is(fileIdentity({ dev: EDGE + 1n, ino: 1n }), '9007199254740993:1')
})

test('an open folder is the same one as by its path', () => {
  const folder = { mode: 0o755, uid: 0, gid: 0, born: '0', device: '1', inode: String(EDGE + 1n) }
  assert.is(openedIdentity(folder), fileIdentity({ dev: 1n, ino: EDGE + 1n }))
})

test.run()
