import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('version/not-yet')
const CODE = 'version/not-yet'

test('an option that came later', async () => {
  const text = 'Pathway "a" {\n  Click_Tracking_Enabled = true\n}\n'
  assert.equal(await found(CODE, text, { target: '4.1.0' }), [
    {
      severity: 'error',
      at: '2:3 Click_Tracking_Enabled',
      summary: 'Option "Click_Tracking_Enabled" is not in 4.1.0: it came with 4.1-HF4',
      detail: 'Take it out until the upgrade.',
    },
  ])
  assert.equal(await found(CODE, text, { target: '4.1-HF4' }), [])
  assert.equal(await found(CODE, text), [], 'without a target nothing is said')
})

test('a module that came later goes with all that stands in it', async () => {
  const text = 'curfew {\n  Timezone = "UTC"\n}\n'
  assert.equal(await found(CODE, text, { target: '5.2' }), [
    {
      severity: 'error',
      at: '1:1 curfew',
      summary: 'Module "curfew" is not in 5.2: it came with 5.3',
      detail: 'Take it out until the upgrade.',
    },
  ])
  assert.equal(await found(CODE, text, { target: '5.3' }), [])
})

test('a scope, and one that came to several branches', async () => {
  const scope = await found(CODE, 'EventLoop "a" {\n  concurrency = 2\n}\n', { target: '3.5' })
  assert.equal(
    scope.map(({ at, summary }) => [at, summary]),
    [['1:1 EventLoop', 'Scope "EventLoop" is not in 3.5: it came with 3.6']],
  )
  const [branches] = await found(CODE, 'tls_ifavailable_fallback = true\n', { target: '3.6.3' })
  assert.is(
    branches?.summary,
    'Option "tls_ifavailable_fallback" is not in 3.6.3: it came with 3.5.10 and 3.6.4',
  )
})

test('what came later to one scope', async () => {
  const text = 'Host "mx.example.com" {\n  Outbound_Throttle_Messages = "10/5"\n}\n'
  assert.equal(await found(CODE, text, { target: '3.6.12' }), [
    {
      severity: 'error',
      at: '2:3 Outbound_Throttle_Messages',
      summary: 'Option "Outbound_Throttle_Messages" is not in 3.6.12: it came with 5.3',
      detail: 'Take it out until the upgrade.',
    },
  ])
  assert.is((await found(CODE, text, { target: '5.2' })).length, 1)
  assert.equal(await found(CODE, text, { target: '5.3' }), [])
  assert.equal(await found(CODE, text.replace('Host', 'Domain'), { target: '3.6' }), [])
  assert.equal(await found(CODE, 'Rollup_MX = true\n', { target: '3.6.12' }), [])
})

test('in a fragment, as far as it is clear what it is', async () => {
  const options = { target: '3.4', fragment: true }
  assert.is((await found(CODE, 'hot_domains = ( "a.com" )\n', options)).length, 1)
  // In a Host it is of 4.x only; this may be the inside of a Domain.
  assert.equal(await found(CODE, 'Outbound_Throttle_Messages = "10/5"\n', options), [])
})

test('a target that is no version says nothing', async () => {
  assert.equal(await codes('curfew {}\n', { target: 'latest' }), [])
})

test('a target of two numbers is a series, of which the last version counts', async () => {
  const text = 'TLS_Protocols = "+ALL"\noutbound_smtp_auth {\n}\n'
  assert.equal(await codes(text, { target: '3.6' }), [])
  assert.equal(await codes(text, { target: '3.6.0' }), ['1 version/not-yet', '2 version/not-yet'])
  assert.equal(await codes(text, { target: '3.5' }), ['1 version/not-yet', '2 version/not-yet'])
  const proxy = 'ESMTP_Listener {\n  Listen ":25" {\n    Proxy_Protocol = true\n  }\n}\n'
  assert.equal(await codes(proxy, { target: '4.2' }), [])
  assert.equal(await codes(proxy, { target: '4.2.10' }), ['3 version/not-yet'])
})

test('a form of a value that came later than its option', async () => {
  const text = 'tls_ec_curve_names = "prime256v1:x25519"\n'
  assert.equal(await found(CODE, text, { target: '5.2' }), [
    {
      severity: 'warning',
      at: '1:22 "prime256v1:x25519"',
      summary:
        'A list in one string for option "tls_ec_curve_names" is not in 5.2: it came with 5.3',
      detail: 'Write it otherwise until the upgrade.',
    },
  ])
  assert.equal(await found(CODE, text, { target: '5.3' }), [])
  assert.equal(await found(CODE, text.replace(':x25519', ''), { target: '5.2' }), [])
  const later: readonly (readonly [string, string, string, string])[] = [
    ['Gateway = "[2001:db8::1]"', '3.3', '3.4', 'An IPv6 address for option "Gateway"'],
    ['TLS_Protocols = "+TLSv1.3"', '4.5', '4.6', 'Value "TLSv1.3" for option "TLS_Protocols"'],
    ['Permastore_Interval = 0', '3.0', '3.1', 'Value "0" for option "Permastore_Interval"'],
    ['RFC2822_Lone_LF_In_Body = fix', '3.0.10', '3.0.11', 'Value "fix" for option'],
    ['RFC2822_Max_Line_Length = 998', '3.0.24', '3.0.25', 'A number for option'],
    ['Outbound_SMTP_Auth_Type = "XOAUTH2"', '5.0', '5.1', 'Value "XOAUTH2" for option'],
    ['Host "/a$/" {}', '3.6.10', '3.6.11', 'A regular expression as the name of scope "Host"'],
    ['Domain "a.com" { Routes = ( "mm7://a.com/x" ) }', '3.5.5', '3.5.6', 'Value "mm7" for option'],
  ]
  for (const [text, before, since, what] of later) {
    const [finding] = await found(CODE, `${text}\n`, { target: before })
    assert.is(finding?.severity, 'warning', text)
    assert.ok(finding?.summary.startsWith(what), finding?.summary)
    assert.ok(finding?.summary.endsWith(` is not in ${before}: it came with ${since}`), text)
    assert.equal(await found(CODE, `${text}\n`, { target: since }), [], text)
  }
  assert.equal(
    await found(CODE, 'Gateway = "a.com"\nPermastore_Interval = 10\n', { target: '3.0' }),
    [],
  )
})

test('what the documents are not sure of is information', async () => {
  const [option] = await found(CODE, 'dns_rate_limit_enabled = true\n', { target: '4.7' })
  assert.is(option?.severity, 'info')
  assert.is(option?.detail, 'The documents are not sure of that version. Try whether yours has it.')
  assert.equal(await found(CODE, 'dns_rate_limit_enabled = true\n', { target: '4.8' }), [])
  const [form] = await found(CODE, 'Delivery_Method = ECSTREAM\n', { target: '3.1' })
  assert.is(form?.severity, 'info')
})

test.run()
