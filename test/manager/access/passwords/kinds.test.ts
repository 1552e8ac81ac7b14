import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  checkPassword,
  credentialsFrom,
  judgeCredentials,
  judgeStored,
  type PasswordKind,
  passwordKind,
} from '../../../../src/manager/access/index.js'

const test = suite('stored passwords')

const OFFER = { user: 'joe', realm: 'Momentum Console', password: 'secret' }
const HASHED = { kind: 'unusable', why: 'the store has a hash that only LOGIN can check' } as const
const HA1 = 'dfc1095a1f7fbb37478e3bc90731baf5'
const VERIFIER =
  'SCRAM-SHA-256$4096:S2vBY9fULHVTAo0GQSyy9w==$Op84RKXYpG+odQIFA2HzVqtyKYb6ononskfphyXTMOw=:Zv+hdKiyoQojjvLh/UDR70J0N/CUOnTSv9ouKI4yF08='

/**
 * What "secret" is stored as: with `openssl dgst` (`-md5`, `-sha1`; for the salted ones the salt "salt"
 * behind the password), and by PostgreSQL (`md5('joe:Momentum Console:secret')`).
 */
const STORED: readonly (readonly [kind: PasswordKind, stored: string])[] = [
  ['clear', 'secret'],
  ['digest-md5', HA1],
  ['md5_hex', '5ebe2294ecd0e0f08eab7690d2a6ee69'],
  ['md5_hex', '5EBE2294ECD0E0F08EAB7690D2A6EE69'],
  ['md5_base64', 'Xr4ilOzQ4PCOq3aQ0qbuaQ=='],
  ['sha1_hex', 'e5e9fa1ba31ecd1ae84f75caaa474f3a663f05f4'],
  ['sha1_base64', '5en6G6MezRroT3XKqkdPOmY/BfQ='],
  ['ssha1', 'gVK8WC9YyFT1gMsQHTGCgT3sSv5zYWx0'],
  ['ssha1', '{SSHA}gVK8WC9YyFT1gMsQHTGCgT3sSv5zYWx0'],
  ['smd5', 'mc0uWpXVVe5747A4pKhGJXNhbHQ='],
  ['smd5', '{smd5}mc0uWpXVVe5747A4pKhGJXNhbHQ='],
  ['rfc2307', '{MD5}Xr4ilOzQ4PCOq3aQ0qbuaQ=='],
  ['rfc2307', '{sha}5en6G6MezRroT3XKqkdPOmY/BfQ='],
  ['rfc2307', '{Ssha}gVK8WC9YyFT1gMsQHTGCgT3sSv5zYWx0'],
  ['rfc2307', '{SMD5}mc0uWpXVVe5747A4pKhGJXNhbHQ='],
  ['rfc2307', '{CRYPT}abNANd1rDfiNc'],
  ['ucrypt', 'abNANd1rDfiNc'],
]

test('each kind lets the right password in, and no other', async () => {
  for (const [kind, stored] of STORED) {
    const name = `${kind} ${stored}`
    assert.equal(await checkPassword(kind, OFFER, stored), { kind: 'right' }, name)
    for (const password of ['Secret', 'secret ', 'secre', '', stored]) {
      if (kind === 'clear' && password === stored) continue
      assert.equal(
        await checkPassword(kind, { ...OFFER, password }, stored),
        { kind: 'wrong' },
        name,
      )
    }
  }
  const pencil = { ...OFFER, password: 'pencil' }
  assert.equal(await checkPassword('scram-sha-256', pencil, VERIFIER), { kind: 'right' })
  assert.equal(await checkPassword('scram-sha-256', OFFER, VERIFIER), { kind: 'wrong' })
})

test('md5 as type is the hash of user, realm and password; in type_map it is that of the password', async () => {
  // Runtime spec, trap 15.
  const plain = '5ebe2294ecd0e0f08eab7690d2a6ee69'
  const check = async (option: 'type' | 'type_map', stored: string) => {
    const kind = passwordKind('md5', option)
    return kind && (await checkPassword(kind, OFFER, stored)).kind
  }
  assert.is(await check('type', HA1), 'right')
  assert.is(await check('type', plain), 'wrong')
  assert.is(await check('type_map', plain), 'right')
  assert.is(await check('type_map', HA1), 'wrong')
  assert.equal(credentialsFrom(passwordKind('md5', 'type') as PasswordKind, HA1), {
    kind: 'ha1',
    ha1: HA1,
  })
  assert.equal(credentialsFrom(passwordKind('md5', 'type_map') as PasswordKind, plain), HASHED)
  // Another user and another realm have another hash.
  for (const other of [{ user: 'jim' }, { realm: 'x' }]) {
    assert.equal(await checkPassword('digest-md5', { ...OFFER, ...other }, HA1), { kind: 'wrong' })
  }
})

test('the words of type and type_map', () => {
  const words = [
    ...['clear', 'ucrypt', 'digest-md5', 'md5_hex', 'md5_base64', 'hmac_md5', 'sha1_hex'],
    ...['sha1_base64', 'ssha1', 'smd5', 'rfc2307', 'scram-sha-256'],
  ]
  for (const word of words) {
    assert.is(passwordKind(word, 'type'), word)
    assert.is(passwordKind(word, 'type_map'), word)
  }
  for (const word of ['', 'plain', 'MD5', 'toString', '__proto__']) {
    assert.is(passwordKind(word, 'type'), undefined)
  }
})

test('what DIGEST-MD5 and SCRAM can use', () => {
  assert.equal(credentialsFrom('clear', 'x'), { kind: 'clear', password: 'x' })
  const scram = credentialsFrom('scram-sha-256', VERIFIER)
  assert.is(scram.kind === 'scram' && scram.verifier.iterations, 4096)
  const hashed = ['ucrypt', 'md5_hex', 'md5_base64', 'sha1_hex', 'sha1_base64'] as const
  for (const kind of [...hashed, 'ssha1', 'smd5', 'rfc2307'] as const) {
    assert.equal(credentialsFrom(kind, 'x'), HASHED)
  }
  const why = 'hmac_md5 is for CRAM-MD5, which the console does not have'
  assert.equal(credentialsFrom('hmac_md5', 'x'), { kind: 'unusable', why })
  assert.equal(credentialsFrom('scram-sha-256', 'x'), {
    kind: 'unusable',
    why: 'the verifier for SCRAM-SHA-256 cannot be used: it is not written SCRAM-SHA-256$iterations:salt$key:key',
  })
  for (const stored of ['', HA1.toUpperCase(), HA1.slice(1), `${HA1}\n`]) {
    assert.equal(credentialsFrom('digest-md5', stored), {
      kind: 'unusable',
      why: 'what is stored is no MD5 in 32 lower-case hexadecimal digits',
    })
  }
})

test('what cannot be verified lets nobody in, and says why without the secret', async () => {
  const base64 = 'what is stored is no base64'
  const length = 'what is stored has not the length of its hash and a salt'
  const braces = 'what is stored is of a kind in braces that is not known here'
  const long = Buffer.alloc(20 + 65).toString('base64')
  const impossible: readonly (readonly [PasswordKind, stored: string, why: string])[] = [
    ['hmac_md5', 'x', 'hmac_md5 is for CRAM-MD5, which the console does not have'],
    ['ssha1', '', base64],
    ['ssha1', '*', base64],
    ['ssha1', 'AAAA', length],
    ['ssha1', long, length],
    ['smd5', 'AAAA', length],
    ['rfc2307', 'secret', 'what is stored has no kind in braces before it'],
    ['rfc2307', '{CLEARTEXT}secret', braces],
    ['rfc2307', '{SSHA256}AAAA', braces],
    ['rfc2307', '{CRYPT}$y$j9T$abc$def', 'yescrypt cannot be verified here'],
    [
      'scram-sha-256',
      VERIFIER.replace('4096', '9'),
      'the verifier for SCRAM-SHA-256 cannot be used: it has 9 iterations; 4096 to 1000000 are taken',
    ],
  ]
  for (const [kind, stored, why] of impossible) {
    const check = await checkPassword(kind, OFFER, stored)
    assert.equal(check, { kind: 'impossible', why }, `${kind} ${stored}`)
  }
})

test('a stored hash is not a password, and an empty one lets nobody in but by clear', async () => {
  for (const [kind] of STORED) {
    const check = await checkPassword(kind, { ...OFFER, password: '' }, '')
    assert.is(check.kind === 'right', kind === 'clear', kind)
  }
})

test('verdicts for LOGIN: from a data source', async () => {
  assert.equal(await judgeStored('clear', OFFER, 'secret'), { kind: 'right' })
  const refused = (reason: string, detail: string) => ({ kind: 'refused', reason, detail })
  assert.equal(
    await judgeStored('clear', OFFER, 'other'),
    refused('wrong-password', 'the password is wrong'),
  )
  assert.equal(
    await judgeStored('hmac_md5', OFFER, 'x'),
    refused('unusable-secret', 'hmac_md5 is for CRAM-MD5, which the console does not have'),
  )
  const unknown = refused('unknown-user', 'no store knows the user')
  for (const [kind] of STORED) {
    for (const password of ['secret', '']) {
      assert.equal(await judgeStored(kind, { ...OFFER, password }, undefined), unknown)
    }
  }
  assert.equal(await judgeStored('scram-sha-256', OFFER, undefined), unknown)
})

test('the decoys are compared like what is stored: a wrong password, not an impossible one', async () => {
  // `checkPassword` says "wrong" only after the whole work.
  const decoys = [
    ['ucrypt', `$6$${'.'.repeat(16)}$${'.'.repeat(86)}`],
    [
      'scram-sha-256',
      `SCRAM-SHA-256$4096:${'A'.repeat(22)}==$${'A'.repeat(43)}=:${'A'.repeat(43)}=`,
    ],
  ] as const
  for (const [kind, stored] of decoys) {
    assert.equal(await checkPassword(kind, OFFER, stored), { kind: 'wrong' })
  }
})

test('verdicts for LOGIN: from credentials', async () => {
  const judge = async (credentials: Parameters<typeof judgeCredentials>[0]) =>
    judgeCredentials(credentials, OFFER)
  const wrong = { kind: 'refused', reason: 'wrong-password', detail: 'the password is wrong' }
  assert.equal(await judge({ kind: 'clear', password: 'secret' }), { kind: 'right' })
  assert.equal(await judge({ kind: 'clear', password: 'x' }), wrong)
  assert.equal(await judge({ kind: 'ha1', ha1: HA1 }), { kind: 'right' })
  assert.equal(await judge({ kind: 'ha1', ha1: HA1.replace('d', 'e') }), wrong)
  assert.equal(await judge(credentialsFrom('scram-sha-256', VERIFIER)), wrong)
  const pencil = { ...OFFER, password: 'pencil' }
  assert.equal(await judgeCredentials(credentialsFrom('scram-sha-256', VERIFIER), pencil), {
    kind: 'right',
  })
  const refused = (reason: string, detail: string) => ({ kind: 'refused', reason, detail })
  assert.equal(await judge({ kind: 'unusable', why: 'w' }), refused('unusable-secret', 'w'))
  assert.equal(await judge({ kind: 'error', why: 'w' }), refused('store-error', 'w'))
  assert.equal(await judge({ kind: 'unknown' }), refused('unknown-user', 'no store knows the user'))
})

test.run()
