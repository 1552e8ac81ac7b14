import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { checkPassword } from '../../../../src/manager/access/index.js'

const test = suite('passwords of crypt(3)')

function check(password: string, stored: string) {
  return checkPassword('ucrypt', { user: 'u', realm: 'r', password }, stored)
}

/** Made with crypt(3) of libxcrypt 4.4 and with `openssl passwd`. */
const VECTORS: readonly (readonly [password: string, stored: string])[] = [
  ['secret', 'abNANd1rDfiNc'],
  ['', 'zz6dpSdr.LHZw'],
  ['longer than eight', './yPRzyX/WeSM'],
  ['päss', 'a9Z8.pE/oqDvs'],
  ['pencil', '$1$abcdefgh$Gqo0dW5ZZwRMuhky6A93q0'],
  ['', '$1$a$8CfZSfErbeskipdhZHtvu.'],
  ['päss', '$1$$ezxP62j6we8AmveQgrzVp/'],
  ['pencil', '$5$saltsalt$hl9BvcGsj7AkON13nbqeQHDgRpHyFxt7WDzLoS.OCQ/'],
  ['Hello world!', '$5$saltstring$5B8vYYiY.CVt1RlTTf8KbXBH3hsxY/GNooZaBBGWEc5'],
  ['päss', '$5$rounds=1001$0123456789abcdef$hWftSfKpIomKmoItoH0YAUCgHKnlwil4Lffb/XZck23'],
  [
    'a very much longer text to encrypt.  This one even stretches over morethan one line.',
    '$5$rounds=1400$anotherlongsalts$Rx.j8H.h8HjEDGomFU8bDkXm3XIUnzyxf12oP84Bnq1',
  ],
  [
    'pencil',
    '$6$saltsalt$rD9fW1BwIrjB90WCgCTdIQc3phTBhf04I6Iw/XlgKD9E9aEbzqGZipjiFxGo/4wWXDA6jV6/vZO.kKdDSfUJb0',
  ],
  [
    'Hello world!',
    '$6$saltstring$svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1',
  ],
  [
    '',
    '$6$rounds=1000$a$q/ZSdy9IBSzcpbaIjdRTOu569QiYiP4n7Ab08Oq1Ir6J.GD1xR3BAwRIYHnavtE1Wzodknd9BxknlHhFBP/az1',
  ],
  ['pencil', '$2a$05$abcdefghijklmnopqrstuu680Yiaj5hFUaJTH/rTAcbA2PQEGfiZu'],
  ['pencil', '$2y$06$abcdefghijklmnopqrstuuyArqUBJVSIMVbdg4fB3J/SF1FiZkxJ.'],
  ['päss', '$2b$04$abcdefghijklmnopqrstuuF7KK/SfP9IRGj0pPJMr8GdtCS8xpmpC'],
]

test('the right password is right, another one wrong', async () => {
  for (const [password, stored] of VECTORS) {
    assert.equal(await check(password, stored), { kind: 'right' }, stored)
    assert.equal(await check(`x${password}`, stored), { kind: 'wrong' }, stored)
  }
})

test('traditional DES takes the first eight bytes, the others all', async () => {
  assert.equal(await check('longer t', './yPRzyX/WeSM'), { kind: 'right' })
  assert.equal(await check('pencilx', VECTORS[4]?.[1] ?? ''), { kind: 'wrong' })
})

test('a password that crypt(3) cannot take is wrong', async () => {
  assert.equal(await check('secret\0', 'abNANd1rDfiNc'), { kind: 'wrong' })
  assert.equal(await check('x'.repeat(513), 'abNANd1rDfiNc'), { kind: 'wrong' })
  assert.equal(await check('\udcff', VECTORS[14]?.[1] ?? ''), { kind: 'wrong' })
})

test('the work is bounded', async () => {
  const digits = '.'.repeat(86)
  assert.equal(await check('x', `$6$rounds=200001$a$${digits}`), {
    kind: 'impossible',
    why: 'what is stored wants 200001 rounds; up to 200000 are done',
  })
  assert.equal(await check('x', `$2b$14$${'.'.repeat(53)}`), {
    kind: 'impossible',
    why: 'what is stored has the bcrypt cost 14; 4 to 13 are done',
  })
  assert.equal(await check('x', `$2b$03$${'.'.repeat(53)}`), {
    kind: 'impossible',
    why: 'what is stored has the bcrypt cost 3; 4 to 13 are done',
  })
})

test('what cannot be verified is refused, by name where it has one', async () => {
  const named: readonly (readonly [stored: string, why: string])[] = [
    [
      '$y$j9T$abcdefghijkl$9y5j5grwOlXMf8MSlx8J1jTfrXITFHDFoef0FYgXaW6',
      'yescrypt cannot be verified here',
    ],
    ['$gy$j9T$x$y', 'gost-yescrypt cannot be verified here'],
    ['$7$C6..../....x$y', 'scrypt cannot be verified here'],
    ['$sha1$1$x$y', 'NetBSD sha1crypt cannot be verified here'],
    ['$md5,rounds=1$x$y', 'SunMD5 cannot be verified here'],
    ['$3$$x', 'the NT hash cannot be verified here'],
    ['_J9..rasmc4dDPuFCaAQ', 'extended DES cannot be verified here'],
    ['*', 'the account is locked'],
    ['!$6$a$b', 'the account is locked'],
    ['', 'what is stored is no string of crypt(3)'],
    ['secret', 'what is stored is no string of crypt(3)'],
    ['$9$x', 'what is stored is no string of crypt(3)'],
    ['$1$toolongsalt$x', 'what is stored begins as $1$ and is written otherwise'],
    ['$5$a', 'what is stored begins as $5$ and is written otherwise'],
    ['$6$rounds=x$a$b', 'what is stored begins as $6$ and is written otherwise'],
    [`$2x$05$${'.'.repeat(53)}`, 'what is stored is no bcrypt of a kind that is known here'],
    ['$2b$05$short', 'what is stored is no bcrypt of a kind that is known here'],
  ]
  for (const [stored, why] of named) {
    assert.equal(await check('secret', stored), { kind: 'impossible', why }, stored)
  }
})

test('others have the loop while rounds are done', async () => {
  let turns = 0
  const counting = setInterval(() => turns++, 0)
  await check('x', `$6$rounds=20000$a$${'.'.repeat(86)}`)
  clearInterval(counting)
  assert.ok(turns > 5, `${turns} turns`)
})

test.run()
