import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('schema/wrong-scope')
const CODE = 'schema/wrong-scope'

test('an outbound option in a listener, which has one that says nearly the same', async () => {
  assert.equal(await found(CODE, 'ESMTP_Listener {\n  Idle_Timeout = 300\n}\n'), [
    {
      severity: 'error',
      at: '2:3 Idle_Timeout',
      summary: '"Idle_Timeout" does not belong in scope Esmtp_Listener',
      detail:
        'It is an outbound option of Global, Binding, Binding_Group, Domain and 3 modules. ' +
        'Here the option is "Idle_Time".',
      fix: ['unsafe: Write "Idle_Time"', 'ESMTP_Listener {\n  Idle_Time = 300\n}\n'],
    },
  ])
})

test('Enable is for listeners, Enabled for modules', async () => {
  const [module] = await found(CODE, 'ec_logger "a" {\n  Enable = false\n}\n')
  assert.is(module?.summary, '"Enable" does not belong in scope ec_logger')
  assert.match(
    module?.detail ?? '',
    /^It is an option of .*Esmtp_Listener.*\. Here the option is "Enabled"\.$/,
  )
  const [listen] = await found(CODE, 'ESMTP_Listener {\n  Listen ":25" { Enabled = true }\n}\n')
  assert.is(listen?.summary, '"Enabled" does not belong in scope Listen')
  assert.match(
    listen?.detail ?? '',
    /^It is an option of \d+ modules\. Here the option is "Enable"\.$/,
  )
})

test('an option for which there is none here', async () => {
  assert.equal(await found(CODE, 'Security {\n  Gateway = "relay.example.net"\n}\n'), [
    {
      severity: 'error',
      at: '2:3 Gateway',
      summary: '"Gateway" does not belong in scope Security',
      detail: 'It is an outbound option of Global, Binding, Binding_Group and Domain.',
    },
  ])
})

test('a scope in the wrong place; what is right in it is not reported', async () => {
  const text = 'Role "admin" {\n  allow = ( ".*" )\n}\n'
  assert.equal(await found(CODE, text), [
    {
      severity: 'error',
      at: '1:1 Role',
      summary: '"Role" does not belong in scope Global',
      detail: 'It is a scope of Authorization.',
    },
  ])
  assert.equal(await codes(text), ['1 schema/wrong-scope'])
})

test('what stands in a scope in the wrong place is looked at all the same', async () => {
  assert.equal(await codes('Role "admin" {\n  alow = ( ".*" )\n}\n'), [
    '1 schema/wrong-scope',
    '2 schema/unknown-option',
  ])
})

test('behind a stanza that was left open, what belongs outside of it is right', async () => {
  const text = 'Security {\nUser = "a"\n\nDomain "example.com" {\nGateway = "b"\n}\nTLS = no\n'
  assert.equal(await codes(text), ['1 syntax/unclosed-scope'])
})

test('what is unknown everywhere is found there too', async () => {
  const text = 'Security {\nUser = "a"\n\nDomain "example.com" {\nGatway = "b"\n}\nTLSS = no\n'
  assert.equal(await codes(text), [
    '1 syntax/unclosed-scope',
    '5 schema/unknown-option',
    '7 schema/unknown-option',
  ])
})

test('beside text that is no statement, an option may belong to a scope whose head it was', async () => {
  const text = 'TLS = no\n[Security]\nUser = "a"\nDomain "b" {\n  User = "c"\n}\nGroup = "d"\n'
  assert.equal(await codes(text), [
    '2 syntax/foreign-text',
    '5 schema/wrong-scope',
    '7 schema/wrong-scope',
  ])
})

test('in an included file it counts where the include stands', async () => {
  const files = {
    'eccluster.conf': 'ESMTP_Listener {\n  include "listener.conf"\n}\ninclude "listener.conf"\n',
    'listener.conf': 'Idle_Time = 3\n',
  }
  assert.equal(await found(CODE, files), [
    {
      severity: 'error',
      at: 'listener.conf:1:1 Idle_Time',
      summary: '"Idle_Time" does not belong in scope Global',
      detail:
        'It is an option of Esmtp_Listener, HTTP_Listener, Pathway, Pathway_Group, XMPP_Listener and 2 other scopes. Here the option is "idle_timeout".',
      related: ['4:1 included from eccluster.conf:4'],
      fix: ['unsafe: Write "idle_timeout"', 'idle_timeout = 3\n'],
    },
  ])
})

test('an option of which no document says where it belongs is no error', async () => {
  assert.equal(await found(CODE, 'Domain "a.com" {\n  external_hostname = "a.com"\n}\n'), [
    {
      severity: 'info',
      at: '2:3 external_hostname',
      summary: '"external_hostname" does not belong in scope Domain',
      detail: 'It is an option of Global. The documents do not say where it belongs.',
    },
  ])
})

test.run()
