import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Credentials, Decoys, DigestServer, digestHash } from '../../../src/protocol/index.js'
import { DigestClient } from '../../../src/protocol/login/digest-md5/client.js'
import { decodeUtf8 } from '../../../src/syntax/utf8.js'
import { talk } from './conversation.js'

const test = suite('DIGEST-MD5')

function server(credentials: Credentials | Error, realm = 'Momentum Console', more = {}) {
  return new DigestServer({
    credentialsOf: async () => {
      if (credentials instanceof Error) throw credentials
      return credentials
    },
    decoys: new Decoys(new Uint8Array(32)),
    realm,
    ...more,
  })
}

// RFC 2831 section 4: the same user and password at two services.
const RFC = [
  {
    service: 'imap',
    nonce: 'OA6MG9tEQGm2hh',
    clientNonce: 'OA6MHXh6VqTrRk',
    response: 'd388dad90d4bbd760a152321f2143af7',
    proof: 'ea40f60335c427b5527b84dbabcdfffd',
  },
  {
    service: 'acap',
    nonce: 'OA9BSXrbuRhWay',
    clientNonce: 'OA9BSuZWMSpW8m',
    response: '6084c6db3fede7352c551284490fd0fc',
    proof: '2f0b3d7c3c2e486600ef710726aa2eae',
  },
] as const

/** A conversation of the RFC, with a message changed on its way perhaps. */
function rfc(
  { service, nonce, clientNonce }: (typeof RFC)[number],
  change?: (text: string) => string,
  at?: number,
) {
  const host = 'elwood.innosoft.com'
  return talk(
    new DigestClient(
      { user: 'chris', password: 'secret' },
      { nonce: clientNonce, uri: `${service}/${host}` },
    ),
    server({ kind: 'clear', password: 'secret' }, host, { nonce, service }),
    (message, number) =>
      change !== undefined && number === at
        ? Buffer.from(change(Buffer.from(message).toString()))
        : message,
  )
}

test('the conversations of RFC 2831', async () => {
  for (const example of RFC) {
    const ended = await rfc(example)
    assert.equal(ended.messages, [
      '',
      `realm="elwood.innosoft.com",nonce="${example.nonce}",qop="auth",charset=utf-8,algorithm=md5-sess`,
      `charset=utf-8,username="chris",realm="elwood.innosoft.com",nonce="${example.nonce}",nc=00000001,cnonce="${example.clientNonce}",digest-uri="${example.service}/elwood.innosoft.com",response=${example.response},qop=auth`,
      `rspauth=${example.proof}`,
    ])
    assert.is(ended.server.kind === 'accepted' && ended.server.user, 'chris')
    assert.is(ended.client, undefined)
  }
})

test('the hash is that of htdigest and of the database', () => {
  // PostgreSQL: select md5('joe:Momentum Console:secret')
  assert.is(digestHash('joe', 'Momentum Console', 'secret'), 'dfc1095a1f7fbb37478e3bc90731baf5')
})

test('any user, password and realm come in, and with another password nobody', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }),
    fc.uint8Array({ minLength: 1, maxLength: 20 }).map(decodeUtf8),
    fc.stringMatching(/^[",\\= \t]{1,10}$/),
  )
  await fc.assert(
    fc.asyncProperty(text, text, text, fc.boolean(), async (name, password, realm, clear) => {
      const user = name.replaceAll('\0', '0')
      const credentials: Credentials = clear
        ? { kind: 'clear', password }
        : { kind: 'ha1', ha1: digestHash(user, realm, password) }
      const right = await talk(new DigestClient({ user, password }), server(credentials, realm))
      assert.is(right.server.kind === 'accepted' && right.server.user, user)
      assert.is(right.client, undefined)
      const wrong = await talk(
        new DigestClient({ user, password: `${password}x` }),
        server(credentials, realm),
      )
      assert.equal(wrong.server, {
        kind: 'refused',
        user,
        reason: 'wrong-password',
        detail: 'the response is wrong',
      })
    }),
  )
})

test('the server refuses messages that were changed or are none', async () => {
  const detail = 'the answer is none to this challenge'
  const changes: readonly ((text: string) => string)[] = [
    () => '',
    () => 'nonsense',
    (text) => text.replace('username="chris"', 'username="chris'),
    (text) => `${text},username="root"`,
    (text) => text.replace('username="chris",', ''),
    (text) => text.replace('username="chris"', 'username=""'),
    (text) => text.replace('username="chris"', 'username="chr\0is"'),
    (text) => text.replace('nonce="OA6MG', 'nonce="OA6MH'),
    (text) => text.replace('nc=00000001', 'nc=00000002'),
    (text) => text.replace(',nc=00000001', ''),
    (text) => text.replace('realm="elwood', 'realm="other'),
    (text) => text.replace('realm="elwood.innosoft.com",', ''),
    (text) => text.replace('qop=auth', 'qop=auth-int'),
    (text) => text.replace('charset=utf-8', 'charset=latin1'),
    (text) => text.replace('"imap/', '"acap/'),
    (text) => `${text},authzid="root"`,
    (text) => text.replace(/response=[^,]*,/, ''),
    (text) => text.replace(',cnonce="OA6MHXh6VqTrRk"', ''),
  ]
  for (const [number, change] of changes.entries()) {
    const { server: step } = await rfc(RFC[0], change, 2)
    assert.equal(step, { kind: 'refused', reason: 'malformed', detail }, `change ${number}`)
  }
  const wrongs = [
    (text: string) => text.replace('response=d', 'response=e'),
    (text: string) => text.replace('response=d', 'response='),
    (text: string) => text.replace('username="chris"', 'username="chrit"'),
    (text: string) => text.replace('cnonce="O', 'cnonce="P'),
    (text: string) => text.replace('imap/elwood', 'imap/other'),
    // Acting for oneself is allowed, but the response is for another message.
    (text: string) => `${text},authzid="chris"`,
  ]
  for (const change of wrongs) {
    const { server: step } = await rfc(RFC[0], change, 2)
    assert.is(step.kind === 'refused' && step.reason, 'wrong-password')
  }
  const early = await rfc(RFC[0], () => 'x', 0)
  assert.equal(early.server, {
    kind: 'refused',
    reason: 'malformed',
    detail: 'an answer before the challenge',
  })
})

test('the client refuses messages that were changed or are none', async () => {
  const none = 'The server sent something that is no DIGEST-MD5 challenge.'
  const unproven = 'The server has not proven that it knows the password: it may be a false one.'
  const layer = 'The server wants a DIGEST-MD5 with a layer that this program does not have.'
  const charset = 'The server wants a character set that DIGEST-MD5 does not have.'
  const wrong: readonly (readonly [at: number, (text: string) => string, line: string])[] = [
    [1, () => '', none],
    [1, () => 'nonsense', none],
    [1, (text) => `${text},nonce="x"`, none],
    [1, (text) => text.replace(/nonce="[^"]*"/, 'nonce=""'), none],
    [1, (text) => text.replace('md5-sess', 'md5'), none],
    [1, (text) => text.replace('utf-8', 'latin1'), charset],
    [1, (text) => text.replace('qop="auth"', 'qop="auth-int,auth-conf"'), layer],
    [3, () => '', unproven],
    [3, (text) => text.replace('=e', '=f'), unproven],
    [3, (text) => `${text},${text}`, unproven],
  ]
  for (const [at, change, line] of wrong) assert.is((await rfc(RFC[0], change, at)).client, line)
})

test('a challenge without qop, with several realms, and one that comes twice', async () => {
  const client = new DigestClient(
    { user: 'u', password: 'p', host: 'h' },
    { realm: 'b', nonce: 'c' },
  )
  const challenge = Buffer.from(' realm="a" , realm = "b",, nonce=n,algorithm=md5-sess,other="x"')
  const step = await client.step(challenge)
  assert.is(
    step.kind === 'send' && Buffer.from(step.payload).toString(),
    'username="u",realm="b",nonce="n",nc=00000001,cnonce="c",digest-uri="ecconsole/h",response=e07ebca43f30edff993fb12bcbec903e,qop=auth',
  )
  const again = await client.step(challenge)
  assert.is(
    again.kind === 'failed' && again.text,
    'The server sent one message of DIGEST-MD5 too many.',
  )
})

test('a user whom nobody knows, and a store that cannot answer, look like a wrong password', async () => {
  const why = 'the database is down'
  const verifier = {
    iterations: 4096,
    salt: Buffer.alloc(1),
    storedKey: Buffer.alloc(32),
    serverKey: Buffer.alloc(32),
  }
  const all: readonly (readonly [Credentials | Error, reason: string, detail: string])[] = [
    [{ kind: 'clear', password: 'other' }, 'wrong-password', 'the response is wrong'],
    [{ kind: 'unknown' }, 'unknown-user', 'no store knows the user'],
    [{ kind: 'error', why }, 'store-error', why],
    [new Error(why), 'store-error', why],
    [{ kind: 'unusable', why: 'hashed' }, 'unusable-secret', 'hashed'],
    [{ kind: 'scram', verifier }, 'unusable-secret', 'the store has a verifier for SCRAM-SHA-256'],
  ]
  for (const [credentials, reason, detail] of all) {
    const ended = await talk(new DigestClient({ user: 'joe', password: 'x' }), server(credentials))
    assert.equal(ended.server, { kind: 'refused', user: 'joe', reason, detail })
    assert.is(ended.messages.length, 3)
  }
})

test('a message behind the last one is refused, and a nonce is used once', async () => {
  const ends = server({ kind: 'clear', password: 'p' })
  const client = new DigestClient({ user: 'u', password: 'p' })
  const challenge = await ends.step(client.start())
  const answer = await client.step(challenge.kind === 'send' ? challenge.payload : client.start())
  const payload = answer.kind === 'send' ? answer.payload : client.start()
  assert.is((await ends.step(payload)).kind, 'accepted')
  assert.equal(await ends.step(payload), {
    kind: 'refused',
    reason: 'malformed',
    detail: 'a message behind the last one',
  })
})

test.run()
