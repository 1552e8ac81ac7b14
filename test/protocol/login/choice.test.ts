import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  chooseMechanism,
  clientLogin,
  LOGIN_REFUSED,
  LoginServer,
  MECHANISMS,
} from '../../../src/protocol/index.js'
import { talk } from './conversation.js'

const test = suite('which mechanism, and LOGIN')

const LOCAL = { encrypted: false, local: true }
const FAR = { encrypted: false, local: false }
const TLS = { encrypted: true, local: false }

test('SCRAM before DIGEST-MD5, whatever the order of the offer', () => {
  for (const offered of [MECHANISMS, [...MECHANISMS].reverse(), ['SCRAM-SHA-256']]) {
    assert.equal(chooseMechanism(offered, FAR), { kind: 'use', mechanism: 'SCRAM-SHA-256' })
  }
  const more = ['LOGIN', 'CRAM-MD5', 'DIGEST-MD5']
  assert.equal(chooseMechanism(more, FAR), { kind: 'use', mechanism: 'DIGEST-MD5' })
})

test('after a refusal the next one, but never LOGIN', () => {
  assert.equal(chooseMechanism(MECHANISMS, TLS, ['SCRAM-SHA-256']), {
    kind: 'use',
    mechanism: 'DIGEST-MD5',
  })
  assert.is(LOGIN_REFUSED, 'Authentication failed.')
  const none = { kind: 'none', text: LOGIN_REFUSED }
  assert.equal(chooseMechanism(MECHANISMS, TLS, ['SCRAM-SHA-256', 'DIGEST-MD5']), none)
  assert.equal(chooseMechanism(['LOGIN'], TLS, ['LOGIN']), none)
  // Not even where a second offer has nothing else.
  assert.equal(chooseMechanism(['LOGIN'], LOCAL, ['SCRAM-SHA-256']), none)
})

test('LOGIN only where nothing else is offered, with a word where others can listen', () => {
  assert.equal(chooseMechanism(['LOGIN'], LOCAL), { kind: 'use', mechanism: 'LOGIN' })
  assert.equal(chooseMechanism(['LOGIN'], TLS), { kind: 'use', mechanism: 'LOGIN' })
  assert.equal(chooseMechanism(['LOGIN'], FAR), {
    kind: 'use',
    mechanism: 'LOGIN',
    warning: 'The password travels in clear text: whoever is on the way can read it.',
  })
  assert.equal(chooseMechanism(['LOGIN', 'CRAM-MD5'], TLS), {
    kind: 'none',
    text: 'The server offers, of what this program has, only LOGIN beside others: the password is not sent in clear text.',
  })
  for (const offered of [[], ['CRAM-MD5']]) {
    const text = 'The server offers no login that this program has.'
    assert.equal(chooseMechanism(offered, TLS), { kind: 'none', text })
  }
})

test('LOGIN: the name, then the password', async () => {
  const asked: string[] = []
  const ended = await talk(
    clientLogin('LOGIN', { user: 'jö', password: 'p\udcff' }),
    new LoginServer(async (user, password) => {
      asked.push(user, password)
      return { kind: 'right' }
    }),
  )
  assert.equal(asked, ['jö', 'p\udcff'])
  assert.equal(ended.messages.slice(0, 4), ['', 'Username:', 'jö', 'Password:'])
  assert.is(ended.server.kind === 'accepted' && ended.server.user, 'jö')
  assert.is(ended.client, undefined)
})

test('LOGIN: refusals, a store that fails, and messages that are none', async () => {
  const identity = { user: 'joe', password: 'x' }
  const wrong = { kind: 'refused', reason: 'wrong-password', detail: 'no' } as const
  const refused = await talk(clientLogin('LOGIN', identity), new LoginServer(async () => wrong))
  assert.equal(refused.server, { ...wrong, user: 'joe' })
  const broken = new LoginServer(async () => {
    throw new Error('the database is down')
  })
  assert.equal((await talk(clientLogin('LOGIN', identity), broken)).server, {
    kind: 'refused',
    user: 'joe',
    reason: 'store-error',
    detail: 'the database is down',
  })
  const malformed = async (texts: string[], detail: string) => {
    const server = new LoginServer(async () => ({ kind: 'right' }))
    let last: unknown
    for (const text of texts) last = await server.step(Buffer.from(text))
    assert.equal(last, { kind: 'refused', reason: 'malformed', detail })
  }
  await malformed(['joe'], 'an answer before the question')
  await malformed(['', ''], 'no name of a user')
  await malformed(['', 'j\0oe'], 'no name of a user')
  await malformed(['', 'joe', 'x', 'x'], 'a message behind the last one')
})

test('LOGIN: a server that accepts before it has asked is not believed', async () => {
  const client = clientLogin('LOGIN', { user: 'joe', password: 'x' })
  const text = 'The server accepted a login that has not taken place.'
  assert.equal(client.finish(Buffer.alloc(0)), { kind: 'failed', serverAtFault: true, text })
  for (let asked = 0; asked < 2; asked++) await client.step(Buffer.alloc(0))
  const more = await client.step(Buffer.alloc(0))
  assert.is(more.kind === 'failed' && more.text, 'The server sent one message of LOGIN too many.')
})

test('each mechanism has a client', () => {
  for (const mechanism of MECHANISMS) {
    assert.is(clientLogin(mechanism, { user: 'a', password: 'b' }).mechanism, mechanism)
  }
})

test.run()
