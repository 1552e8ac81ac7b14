import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  readDigestStore,
  readGroupsStore,
  readPasswordStore,
} from '../../../../src/manager/access/index.js'

const test = suite('stores that are files')

const UNKNOWN = { kind: 'unknown' }
const HA1 = 'dfc1095a1f7fbb37478e3bc90731baf5'
const OTHER = '0123456789abcdef0123456789abcdef'

test('a digest file: by user and realm, the first line of the same two counts', () => {
  const text = `# users\r\njoe:Momentum Console:${HA1}\r\njoe:other:${OTHER}\r\njoe:other:${HA1}\r\n`
  for (const given of [text, Buffer.from(text)]) {
    const store = readDigestStore(given)
    assert.equal(store.problems, [])
    assert.equal(store.lookup('joe', 'Momentum Console'), { kind: 'ha1', ha1: HA1 })
    assert.equal(store.lookup('joe', 'other'), { kind: 'ha1', ha1: OTHER })
    for (const [user, realm] of [
      ['joe', 'x'],
      ['jim', 'other'],
      ['Joe', 'other'],
      ['', ''],
      ['__proto__', 'other'],
    ] as const) {
      assert.equal(store.lookup(user, realm), UNKNOWN)
    }
  }
})

test('a digest file: broken lines let nobody in and are told without the hash', () => {
  const text = `a:r\nb:r:${HA1}:x\nc:r:${HA1.toUpperCase()}\nd:r:secret\n:r:${HA1}\nok:r:${HA1}\n`
  const store = readDigestStore(text, 'etc/passwd')
  assert.equal(
    store.problems.map(({ summary, file }) => [file, summary]),
    [
      ['etc/passwd', 'The hash of user "a" is missing'],
      ['etc/passwd', 'Too many fields for user "b"'],
      ['etc/passwd', 'The hash of user "c" has upper-case letters'],
      ['etc/passwd', 'The hash of user "d" is not 32 hexadecimal digits'],
      ['etc/passwd', 'The name of the user is missing'],
    ],
  )
  assert.not.match(JSON.stringify(store.problems), new RegExp(`${HA1}|secret`, 'i'))
  assert.equal(store.lookup('a', 'r'), UNKNOWN)
  assert.equal(store.lookup('b', 'r'), UNKNOWN)
  const why = 'what is stored is no MD5 in 32 lower-case hexadecimal digits'
  assert.equal(store.lookup('c', 'r'), { kind: 'unusable', why })
  assert.equal(store.lookup('d', 'r'), { kind: 'unusable', why })
  assert.equal(store.lookup('ok', 'r'), { kind: 'ha1', ha1: HA1 })
})

test('a password file: behind the first colon all is password, whatever the realm', () => {
  const store = readPasswordStore('# users\njoe:se:cr et \njoe:x\njim\n', 'users')
  assert.equal(store.lookup('joe', 'any'), { kind: 'clear', password: 'se:cr et ' })
  assert.equal(store.lookup('jim', 'any'), UNKNOWN)
  assert.equal(
    store.problems.map(({ summary }) => summary),
    ['A line without ":"'],
  )
})

test('a password in bytes that are no UTF-8 stays what it is', () => {
  const store = readPasswordStore(Buffer.from('joe:\xe4\n', 'latin1'))
  assert.equal(store.lookup('joe', ''), { kind: 'clear', password: '\udce4' })
})

test('a groups file: the groups of a user, and all of them', () => {
  const store = readGroupsStore('users:joe,jim\nadmin:x:joe\nusers: ann\nempty:\n')
  assert.equal(store.problems, [])
  assert.equal(store.groupsOf('joe'), ['users', 'admin'])
  assert.equal(store.groupsOf('ann'), ['users'])
  assert.equal(store.groupsOf('nobody'), [])
  assert.equal(store.groupsOf('__proto__'), [])
  assert.equal(store.groups, ['users', 'admin', 'empty'])
})

test('a groups file: a broken line makes nobody a member', () => {
  const store = readGroupsStore('admin:joe,,jim\nusers:joe\nstray\n', 'roles')
  assert.equal(
    store.problems.map(({ summary }) => summary),
    ['One comma too many', 'Group "stray" has no ":"'],
  )
  assert.equal(store.groupsOf('joe'), ['users'])
  assert.equal(store.groups, ['users'])
})

test('no bytes make them throw', () => {
  for (const text of ['', '\0', ':::', '\ufeff', `${':'.repeat(1000)}\n`.repeat(50)]) {
    for (const read of [readDigestStore, readPasswordStore]) {
      assert.equal(read(text).lookup('a', 'b'), UNKNOWN)
    }
    assert.equal(readGroupsStore(text).groupsOf('a'), [])
  }
})

test.run()
