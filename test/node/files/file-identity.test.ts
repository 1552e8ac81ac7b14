import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { fileIdentity, isSameInode, openedIdentity } from '../../../src/node/files/file-identity.js'

const test = suite('which file or folder it is')

/** The first number that JavaScript cannot tell from the next one. */
const EDGE = 2n ** 53n

test('neighbours are two files, also where their numbers are larger than those of JavaScript', () => {
  assert.is(fileIdentity({ dev: 1n, ino: EDGE, uid: 7n }), '1:9007199254740992:7')
  assert.is(fileIdentity({ dev: 1n, ino: EDGE + 1n, uid: 7n }), '1:9007199254740993:7')
  assert.is(fileIdentity({ dev: EDGE + 1n, ino: 1n, uid: 7n }), '9007199254740993:1:7')
})

test('an open folder is the same one as by its path', () => {
  const folder = { mode: 0o755, uid: 0, gid: 0, born: '0', device: '1', inode: String(EDGE + 1n) }
  assert.is(openedIdentity(folder), fileIdentity({ dev: 1n, ino: EDGE + 1n, uid: 0n }))
})

test('an inode that somebody else has by now is another file, unless the owner may have changed', () => {
  assert.not(
    fileIdentity({ dev: 1n, ino: 2n, uid: 3n }) === fileIdentity({ dev: 1n, ino: 2n, uid: 4n }),
  )
  assert.ok(isSameInode('1:2:3', '1:2:4'))
  assert.not(isSameInode('1:2:3', '1:4:3'))
  assert.not(isSameInode('1:2:3', undefined))
})

test.run()
