import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type UserFileKind,
  UserRefused,
  userLine,
  withUser,
} from '../../../../src/manager/access/files/change-user.js'
import { readDigestStore, readPasswordStore } from '../../../../src/manager/access/files/stores.js'

const test = suite('users of digest and plain files, made and changed')

const REALM = 'Momentum Console'
const ha1 = (text: string) => createHash('md5').update(text).digest('hex')
const OLD = '0123456789abcdef0123456789abcdef'

/** The text of a file behind a change. */
function changed(kind: UserFileKind, before: string, user = 'joe', realm = REALM): string {
  const { bytes } = withUser(kind, Buffer.from(before), { user, realm, password: 'pw' })
  return Buffer.from(bytes).toString()
}

const JOE = `joe:${REALM}:${ha1(`joe:${REALM}:pw`)}`

test('a line of each kind', () => {
  assert.is(userLine('digest', { user: 'joe', realm: REALM, password: 'pw' }), JOE)
  assert.is(
    userLine('digest', { user: 'jürgen', realm: 'é', password: 'grün' }),
    `jürgen:é:${ha1('jürgen:é:grün')}`,
  )
  assert.is(userLine('plain', { user: 'joe', realm: '', password: 'a:b c ' }), 'joe:a:b c ')
})

test('a new user stands behind the last line; other lines stay', () => {
  assert.is(changed('digest', ''), `${JOE}\n`)
  assert.is(changed('digest', `ann:R:${OLD}\n`), `ann:R:${OLD}\n${JOE}\n`)
  assert.is(changed('digest', `ann:R:${OLD}`), `ann:R:${OLD}\n${JOE}\n`)
  assert.is(changed('digest', `# us\r\nann:R:${OLD}\r\n`), `# us\r\nann:R:${OLD}\r\n${JOE}\r\n`)
  assert.is(changed('plain', 'ann:x\n'), 'ann:x\njoe:pw\n')
})

test('the line of a user is replaced where it stands, of this realm only', () => {
  const others = `joe:Other:${OLD}\n`
  assert.is(changed('digest', `${others}joe:${REALM}:${OLD}\n# end`), `${others}${JOE}\n# end`)
  assert.is(changed('digest', `joe:${REALM}:${OLD}\r\nx`), `${JOE}\r\nx`)
  assert.is(changed('digest', `\ufeffjoe:${REALM}:${OLD}\n`), `\ufeff${JOE}\n`)
  assert.is(changed('plain', 'joe:old\nann:joe\n'), 'joe:pw\nann:joe\n')
})

test('broken lines of a user are replaced, further ones go, comments and bytes stay', () => {
  assert.is(changed('digest', `joe:${REALM}:ABC\nann:R:${OLD}\n`), `${JOE}\nann:R:${OLD}\n`)
  const twice = `joe:${REALM}:${OLD}\n# kept\njoe:${REALM}:${OLD}`
  const { bytes, replaced } = withUser('digest', Buffer.from(twice), {
    user: 'joe',
    realm: REALM,
    password: 'pw',
  })
  assert.is(Buffer.from(bytes).toString(), `${JOE}\n# kept\n`)
  assert.is(replaced, 2)
  const latin = Buffer.concat([Buffer.from('# M'), Buffer.of(0xfc), Buffer.from('ller\n')])
  const kept = withUser('plain', latin, { user: 'joe', realm: '', password: 'pw' }).bytes
  assert.equal(Buffer.from(kept), Buffer.concat([latin, Buffer.from('joe:pw\n')]))
})

test('what no line can hold is refused', () => {
  const refusals: readonly (readonly [
    user: string,
    realm: string,
    password: string,
    why: string,
  ])[] = [
    ['', 'R', 'p', 'The name of a user cannot be empty'],
    ['a:b', 'R', 'p', 'The name of a user cannot hold a ":"'],
    ['#a', 'R', 'p', 'The name of a user cannot begin with "#"'],
    [' a', 'R', 'p', 'The name of a user cannot begin or end with a blank'],
    ['a\nb', 'R', 'p', 'The name of a user cannot hold a control character'],
    ['a', '', 'p', 'A realm cannot be empty'],
    ['a', 'R:S', 'p', 'A realm cannot hold a ":"'],
    ['a', 'R', '', 'The password is empty'],
    ['a', 'R', 'p\nb:R:x', 'A password cannot hold a line break or a NUL'],
  ]
  for (const [user, realm, password, why] of refusals) {
    assert.throws(
      () => withUser('digest', new Uint8Array(), { user, realm, password }),
      (error: unknown) => error instanceof UserRefused && error.message === why,
    )
  }
})

test('a file of the other kind is refused', () => {
  assert.throws(
    () => changed('digest', 'ann:secret\n'),
    /^it has lines of user:password, and none of user:realm:hash; --plain is for such a file$/,
  )
  assert.throws(
    () => changed('plain', `ann:R:${OLD}\n`),
    /^all its lines are user:realm:hash, and --plain is for user:password$/,
  )
  // A plain password may look like a realm and a hash, as long as others do not.
  assert.is(changed('plain', `ann:R:${OLD}\nsue:x\n`), `ann:R:${OLD}\nsue:x\njoe:pw\n`)
})

test('a text in UTF-16 is refused: nobody would find the user', () => {
  assert.throws(
    () =>
      withUser('plain', Buffer.from('\ufeffann:x\n', 'utf16le'), {
        user: 'joe',
        realm: '',
        password: 'pw',
      }),
    /it cannot be read as a file of users/,
  )
})

test('the stores find what was made, in any file', () => {
  const word = fc.string({ minLength: 1, maxLength: 6 })
  fc.assert(
    fc.property(fc.string(), word, word, word, (before, user, realm, password) => {
      for (const kind of ['digest', 'plain'] as const) {
        try {
          const { bytes } = withUser(kind, Buffer.from(before), { user, realm, password })
          const store = kind === 'digest' ? readDigestStore(bytes) : readPasswordStore(bytes)
          assert.equal(
            store.lookup(user, realm),
            kind === 'digest'
              ? { kind: 'ha1', ha1: ha1(`${user}:${realm}:${password}`) }
              : { kind: 'clear', password },
          )
        } catch (error) {
          if (!(error instanceof UserRefused)) throw error
        }
      }
    }),
  )
})

test.run()
