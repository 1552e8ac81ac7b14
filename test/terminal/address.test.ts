import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { withoutSecrets } from '../../src/schema/secrets/shapes.js'
import { parseTarget, prompt } from '../../src/terminal/index.js'

const test = suite('addresses of the console')

const PASSWORD = 'An address holds no password, which others could read: it is asked for.'

test('what each form means', () => {
  assert.equal(parseTarget('/run/x'), { kind: 'unix', path: '/run/x' })
  assert.equal(parseTarget('run/x'), { kind: 'unix', path: 'run/x' })
  assert.equal(parseTarget('./2025'), { kind: 'unix', path: './2025' })
  assert.equal(parseTarget('2025'), { kind: 'unix', path: '/tmp/2025' })
  assert.equal(parseTarget('mgr1:2025'), { kind: 'tcp', host: 'mgr1', port: 2025 })
  assert.equal(parseTarget('[::1]:2025'), { kind: 'tcp', host: '::1', port: 2025 })
  assert.equal(parseTarget('john@mgr1:2025'), {
    kind: 'tcp',
    host: 'mgr1',
    port: 2025,
    user: 'john',
  })
  assert.equal(parseTarget('a@b@mgr1:2025'), { kind: 'tcp', host: 'mgr1', port: 2025, user: 'a@b' })
  assert.equal(parseTarget('tls://john@[::1]:2025'), {
    kind: 'tcp',
    host: '::1',
    port: 2025,
    user: 'john',
    isTls: true,
  })
  assert.equal(parseTarget('ssh://root@gate/john@mgr1:2025'), {
    kind: 'ssh',
    gate: 'root@gate',
    host: 'mgr1',
    port: 2025,
    user: 'john',
  })
  assert.equal(parseTarget('ssh://gate/*:2025'), {
    kind: 'ssh',
    gate: 'gate',
    host: 'localhost',
    port: 2025,
  })
})

test('passwords and Unix sockets behind ssh are refused', () => {
  for (const address of [
    'john:pw@mgr1:2025',
    'ssh://root:pw@gate/mgr1:1',
    'tls://john:pw@mgr1:2025',
    'ssh://gate/john:pw@mgr1:1',
  ]) {
    assert.equal(parseTarget(address), { kind: 'problem', text: PASSWORD })
  }
  assert.equal(parseTarget('ssh://gate//tmp/2025'), {
    kind: 'problem',
    text: '"ssh://gate//tmp/2025" leads to a Unix socket; through ssh only host:port can be reached.',
  })
})

test('what an address may be is readable where secrets are masked', () => {
  const target = parseTarget('shim://x')
  const text = target.kind === 'problem' ? target.text : ''
  assert.match(text, 'tls://host:port')
  assert.is(withoutSecrets(text), text)
})

test('anything else is an unsupported address', () => {
  const addresses = [
    'shim://x',
    'mgr1:',
    'mgr1:0',
    'mgr1:65536',
    'tls://mgr1',
    'tls:///tmp/2025',
    '::1:2025',
    'ssh://gate',
    'ssh://-oX/h:1',
    'a b',
    '',
  ]
  for (const address of addresses) {
    assert.equal(parseTarget(address), {
      kind: 'problem',
      text: `"${address}" is an unsupported address: /path, host:port, [v6]:port, user@host:port, ssh://user@host/host:port, or tls://host:port for TLS.`,
    })
  }
})

test('the prompt has the local time and the address as typed', () => {
  assert.is(
    prompt('john@127.0.0.1:2025', new Date(2020, 0, 1, 3, 4, 5)),
    '03:04:05 john@127.0.0.1:2025> ',
  )
})

test.run()
