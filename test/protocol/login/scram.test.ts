import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type Credentials,
  Decoys,
  formatVerifier,
  parseVerifier,
  ScramServer,
  type ScramVerifier,
  verifierOf,
} from '../../../src/protocol/index.js'
import { ScramClient } from '../../../src/protocol/login/scram/client.js'
import { decodeUtf8 } from '../../../src/syntax/utf8.js'
import { talk } from './conversation.js'

const test = suite('SCRAM-SHA-256')

const KEY = new Uint8Array(32).fill(7)

function server(credentials: Credentials | Error, nonce?: string): ScramServer {
  return new ScramServer({
    credentialsOf: async () => {
      if (credentials instanceof Error) throw credentials
      return credentials
    },
    decoys: new Decoys(KEY),
    realm: 'r',
    ...(nonce !== undefined && { nonce }),
  })
}

function verifier(text: string): ScramVerifier {
  const read = parseVerifier(text)
  if ('kind' in read) throw new Error(read.text)
  return read
}

// RFC 7677 section 3.
const RFC = {
  clientNonce: 'rOprNGfwEbeRWgbNEkqO',
  serverNonce: '%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0',
  salt: Buffer.from('W22ZaJ0SNY7soEsUEjb6gQ==', 'base64'),
  messages: [
    'n,,n=user,r=rOprNGfwEbeRWgbNEkqO',
    'r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096',
    'c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=',
    'v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=',
  ],
}

/** The conversation of the RFC, with a message changed on its way perhaps. */
async function rfc(change?: (text: string) => string, at?: number) {
  const stored = await verifierOf('pencil', RFC.salt, 4096)
  return talk(
    new ScramClient({ user: 'user', password: 'pencil' }, RFC.clientNonce),
    server({ kind: 'scram', verifier: stored }, RFC.serverNonce),
    (message, number) =>
      change !== undefined && number === at
        ? Buffer.from(change(Buffer.from(message).toString()))
        : message,
  )
}

test('the conversation of RFC 7677', async () => {
  const ended = await rfc()
  assert.equal(ended.messages, RFC.messages)
  assert.is(ended.server.kind === 'accepted' && ended.server.user, 'user')
  assert.is(ended.client, undefined)
})

test("PostgreSQL's verifiers, made by PostgreSQL 15", async () => {
  const made = [
    [
      'pencil',
      'SCRAM-SHA-256$4096:S2vBY9fULHVTAo0GQSyy9w==$Op84RKXYpG+odQIFA2HzVqtyKYb6ononskfphyXTMOw=:Zv+hdKiyoQojjvLh/UDR70J0N/CUOnTSv9ouKI4yF08=',
    ],
    // SASLprep makes "IX" of the Roman numeral and takes the soft hyphen out.
    [
      'pä ß®Ⅸ\u00adx',
      'SCRAM-SHA-256$4096:RqN/ru2Qvy5QHsDSZ1xRKQ==$rQpkf3xXHkftXyY6wRfYy6IUSKCJgXdnI5/9lbB9EbU=:+Ecyw94pDdse9vQYStYMnLjh4WJUg27E0Um73LnVAmM=',
    ],
  ] as const
  for (const [password, text] of made) {
    const stored = verifier(text)
    assert.is(formatVerifier(stored), text)
    assert.is(formatVerifier(await verifierOf(password, stored.salt, 4096)), text)
    const ended = await talk(
      new ScramClient({ user: 'a', password }),
      server({ kind: 'scram', verifier: stored }),
    )
    assert.is(ended.server.kind, 'accepted')
    assert.is(ended.client, undefined)
  }
})

test('what is no verifier, and why; nothing of it is said', () => {
  const key = Buffer.alloc(32).toString('base64')
  const form = 'it is not written SCRAM-SHA-256$iterations:salt$key:key'
  const wrong: readonly (readonly [text: string, why: string])[] = [
    ['', form],
    [`SCRAM-SHA-1$4096:AA==$${key}:${key}`, form],
    [`SCRAM-SHA-256$4096:AA==$${key}`, form],
    [`SCRAM-SHA-256$04096:AA==$${key}:${key}`, form],
    [`SCRAM-SHA-256$4096:AA==$${key}:${key}\n`, 'a part of it is no base64'],
    [`SCRAM-SHA-256$4095:AA==$${key}:${key}`, 'it has 4095 iterations; 4096 to 1000000 are taken'],
    [
      `SCRAM-SHA-256$1000001:AA==$${key}:${key}`,
      'it has 1000001 iterations; 4096 to 1000000 are taken',
    ],
    [`SCRAM-SHA-256$4096:AB==$${key}:${key}`, 'a part of it is no base64'],
    [`SCRAM-SHA-256$4096:AA==$AAAA:${key}`, 'its keys do not have 32 bytes'],
    [
      `SCRAM-SHA-256$4096:${Buffer.alloc(65).toString('base64')}$${key}:${key}`,
      'its salt is too long',
    ],
  ]
  for (const [text, why] of wrong) assert.equal(parseVerifier(text), { kind: 'problem', text: why })
})

test('any user and password come in, and with another password nobody', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    fc.uint8Array({ minLength: 1, maxLength: 20 }).map(decodeUtf8),
    fc.stringMatching(/^[,=2C3D"\\]{1,10}$/),
  )
  await fc.assert(
    fc.asyncProperty(text, text, fc.boolean(), async (name, password, clear) => {
      const user = name.replaceAll('\0', '0')
      const credentials: Credentials = clear
        ? { kind: 'clear', password }
        : { kind: 'scram', verifier: await verifierOf(password, KEY, 4096) }
      const right = await talk(new ScramClient({ user, password }), server(credentials))
      assert.is(right.server.kind === 'accepted' && right.server.user, user)
      assert.is(right.client, undefined)
      const wrong = await talk(
        new ScramClient({ user, password: `${password}x` }),
        server(credentials),
      )
      assert.equal(wrong.server, {
        kind: 'refused',
        user,
        reason: 'wrong-password',
        detail: 'the proof is wrong',
      })
    }),
    { numRuns: 30 },
  )
})

test('the server refuses messages that were changed or are none', async () => {
  const first = 'the first message is none of SCRAM'
  const final = 'the last message is none of this login'
  const wrong: readonly (readonly [at: number, (text: string) => string, detail: string])[] = [
    [0, () => '', first],
    [0, (text) => text.slice(1), first],
    [0, (text) => `p=tls-unique${text.slice(1)}`, first],
    [0, (text) => text.replace('n,,', 'n,a=root,'), first],
    [0, (text) => text.replace('n=user', 'n=us=er'), first],
    [0, (text) => text.replace('n=user', 'n='), first],
    [0, (text) => text.replace('n=user', 'n=us\0er'), first],
    [0, (text) => text.replace('n=user', 'm=x,n=user'), first],
    [0, (text) => `${text},x=1`, first],
    [0, (text) => text.replace(/r=.*/, `r=${'a'.repeat(257)}`), first],
    [2, () => '', final],
    [2, (text) => text.replace('biws', 'eSws'), final],
    [2, (text) => text.replace('k0,', 'k1,'), final],
    [2, (text) => `${text},x=1`, final],
    [2, (text) => text.replace(/=$/, ''), final],
  ]
  for (const [at, change, detail] of wrong) {
    const { server: step } = await rfc(change, at)
    assert.is(step.kind === 'refused' && step.reason, 'malformed')
    assert.is(step.kind === 'refused' && step.detail, detail)
  }
  const proofs = [
    (text: string) => text.replace('p=d', 'p=e'),
    (text: string) => `${text.slice(0, -8)}AAA=`,
  ]
  for (const change of proofs) {
    const { server: step } = await rfc(change, 2)
    assert.is(step.kind, 'refused')
  }
  const { server: step } = await rfc((text) => text.replace('p=d', 'p=e'), 2)
  assert.is(step.kind === 'refused' && step.reason, 'wrong-password')
})

test('the client refuses messages that were changed or are none', async () => {
  const none = 'The server sent something that is no SCRAM message.'
  const other = 'The server answered another login than this one.'
  const unproven = 'The server has not proven that it knows the password: it may be a false one.'
  const iterations = (count: number) =>
    `The server wants ${count} iterations of the password; 4096 to 1000000 are given.`
  const wrong: readonly (readonly [at: number, (text: string) => string, line: string])[] = [
    [1, () => '', none],
    [1, (text) => text.replace('s=W', 's=!'), none],
    [1, (text) => text.replace('i=4096', 'i=x'), none],
    [1, (text) => `${text},x=1`, none],
    [1, (text) => `m=1,${text}`, none],
    [1, (text) => text.replace('r=r', 'r=x'), other],
    [1, (text) => text.replace(RFC.serverNonce, ''), other],
    [1, (text) => text.replace('i=4096', 'i=4095'), iterations(4095)],
    [1, (text) => text.replace('i=4096', 'i=1000001'), iterations(1_000_001)],
    [3, () => '', unproven],
    [3, (text) => text.replace('v=6', 'v=7'), unproven],
    [3, () => 'e=other-error', unproven],
    [3, () => 'v=AAAA', unproven],
  ]
  for (const [at, change, line] of wrong) assert.is((await rfc(change, at)).client, line)
  // Changed in the middle, the proof of the client is for something else.
  const salted = await rfc((text) => text.replace('s=W', 's=X'), 1)
  assert.is(salted.server.kind === 'refused' && salted.server.reason, 'wrong-password')
})

test('a server that accepts out of turn is not believed', async () => {
  const client = new ScramClient({ user: 'user', password: 'pencil' }, RFC.clientNonce)
  client.start()
  const unproven = 'The server has not proven that it knows the password: it may be a false one.'
  const failed = { kind: 'failed', serverAtFault: true, text: unproven }
  assert.equal(client.finish(Buffer.from(RFC.messages[3] as string)), failed)
  assert.equal(await client.step(Buffer.from(RFC.messages[1] as string)), {
    ...failed,
    text: 'The server sent one message of SCRAM too many.',
  })
})

test('a message behind the last one is refused', async () => {
  const ends = server({ kind: 'unknown' })
  await ends.step(Buffer.from('nonsense'))
  assert.equal(await ends.step(Buffer.from(RFC.messages[0] as string)), {
    kind: 'refused',
    reason: 'malformed',
    detail: 'a message behind the last one',
  })
})

test('a user whom nobody knows, and a store that cannot answer, look like a wrong password', async () => {
  const why = 'the database is down'
  const all: readonly (readonly [Credentials | Error, reason: string, detail: string])[] = [
    [{ kind: 'clear', password: 'other' }, 'wrong-password', 'the proof is wrong'],
    [{ kind: 'unknown' }, 'unknown-user', 'no store knows the user'],
    [{ kind: 'error', why }, 'store-error', why],
    [new Error(why), 'store-error', why],
    [{ kind: 'unusable', why: 'hashed' }, 'unusable-secret', 'hashed'],
    [
      { kind: 'ha1', ha1: '0'.repeat(32) },
      'unusable-secret',
      'the store has a hash for DIGEST-MD5',
    ],
  ]
  const firsts = new Set<string>()
  for (const [credentials, reason, detail] of all) {
    const client = new ScramClient({ user: 'joe', password: 'pencil' }, 'clientnonce')
    const ended = await talk(client, server(credentials, 'servernonce'))
    assert.equal(ended.server, { kind: 'refused', user: 'joe', reason, detail })
    assert.is(ended.messages.length, 3)
    firsts.add(ended.messages[1] as string)
  }
  // A user gets the same salt each time, whatever the reason of the refusal.
  assert.is(firsts.size, 1)
  const salts = await Promise.all(
    ['joe', 'joe', 'jim'].map(async (user) => {
      const client = new ScramClient({ user, password: 'x' }, 'c')
      const step = await server({ kind: 'unknown' }, 's').step(client.start())
      return step.kind === 'send' ? Buffer.from(step.payload).toString() : ''
    }),
  )
  assert.match(salts[0] as string, /^r=cs,s=[A-Za-z0-9+/]{22}==,i=4096$/)
  assert.is(salts[0], salts[1])
  assert.is.not(salts[0], salts[2])
})

test('two processes make up different salts', () => {
  const salt = (decoys: Decoys) => decoys.bytes('salt', 'joe').toString('hex')
  assert.is.not(salt(new Decoys()), salt(new Decoys()))
})

test.run()
