import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { DiagnosticCode } from '../../../src/diagnostics/index.js'
import type { LintOptions } from '../../../src/lint/index.js'
import { codes, found } from '../findings.js'

const test = suite('what the documentation asks for')

/** The findings in a configuration of a node. */
function inNode(code: DiagnosticCode, text: string, more: Record<string, string> = {}) {
  return found(code, { 'ecelerity.conf': text, ...more })
}

/** The codes with their lines, in a configuration of a node. */
function codesIn(text: string, options: LintOptions = {}) {
  return codes({ 'ecelerity.conf': text }, options)
}

test('a listener without a Listen: not when another stanza has one, in any file', async () => {
  const listener = 'ESMTP_Listener {\n  Enable = true\n}\n'
  assert.equal(await inNode('schema/listen-needed', listener), [
    {
      severity: 'warning',
      at: '1:1 ESMTP_Listener',
      summary: 'Esmtp_Listener listens nowhere: it has no Listen',
      detail:
        'Each Listen is one address: add for example Listen ":PORT" { }, or remove the listener.',
    },
  ])
  const part = { 'listens.conf': 'esmtp_listener { Listen ":25" {} }\n' }
  const both = `${listener}include "listens.conf"\n`
  assert.equal(await inNode('schema/listen-needed', both, part), [])
  const inside = 'ESMTP_Listener {\n  include "listens.conf"\n}\n'
  const listens = { 'listens.conf': 'Listen ":25" {}\n' }
  assert.equal(await inNode('schema/listen-needed', inside, listens), [])
  assert.equal(await inNode('schema/listen-needed', listener.replace('true', 'false')), [])
  assert.equal(await inNode('schema/listen-needed', `${listener}include "gone.conf"\n`), [])
  assert.equal(await codes(listener), [])
  assert.equal(await codes(listener, { fragment: true }), [])
})

test('each kind of listener', async () => {
  for (const name of ['Control', 'ECStream', 'HTTP', 'MsgcServer', 'ECCluster']) {
    const all = await inNode('schema/listen-needed', `${name}_Listener {}\n`)
    assert.is(all.length, 1, name)
  }
})

const BOUND = `Binding "east" {
  Bind_Address = "192.0.2.5"
  Enable_Duravip = true
}
`

test('a listener that follows a binding, by name and by address', async () => {
  const follows = (address: string, name: string) =>
    `${BOUND}ESMTP_Listener {\n  Listen "${address}:25" {\n    Duravip_Follow = "${name}"\n  }\n}\n`
  const [finding, ...others] = await inNode(
    'schema/duravip-follow-address',
    follows('192.0.2.5', 'east'),
  )
  assert.equal(others, [])
  assert.is(finding?.at, '6:3 Listen "192.0.2.5:25"')
  assert.equal(finding?.related, ['2:3 the address of the binding'])
  const byAddress = follows('192.0.2.5', '192.0.2.5')
  assert.is((await inNode('schema/duravip-follow-address', byAddress)).length, 1)
  assert.equal(await inNode('schema/duravip-follow-address', follows('192.0.2.6', 'east')), [])
})

test('one address for two bindings counts where addresses move between nodes', async () => {
  const twice = `${BOUND}Binding "west" {\n  Bind_Address = "192.0.2.5"\n}\n`
  assert.equal(
    (await inNode('schema/binding-address-unique', twice)).map(({ at, related }) => [at, related]),
    [['6:3 Bind_Address', ['2:3 the first one with it']]],
  )
  const alone = twice.replace('  Enable_Duravip = true\n', '')
  assert.equal(await inNode('schema/binding-address-unique', alone), [])
  const others = twice.replace('192.0.2.5"\n}\n', '192.0.2.6"\n}\n')
  assert.equal(await inNode('schema/binding-address-unique', others), [])
})

test('a listener that is and follows: three warnings, and no other', async () => {
  const listener =
    'ESMTP_Listener {\n  Listen "192.0.2.5:25" {\n    Enable_Duravip = true\n    Duravip_Follow = "east"\n    Duravip_Preference = "node1"\n  }\n}\n'
  const west = 'Binding "west" {\n  Bind_Address = "192.0.2.5"\n  Enable_Duravip = true\n}\n'
  assert.equal(await codesIn(listener + BOUND + west), [
    '2 schema/duravip-follow-address',
    '3 schema/duravip-follow-enable',
    '5 schema/duravip-follow-preference',
    '13 schema/binding-address-unique',
  ])
})

test('what OpenDKIM signs with stands in the module or in each domain', async () => {
  const domain = (inner: string) => `  dkim_domain "example.com" {\n    ${inner}\n  }\n`
  const module = (inner: string) => `opendkim "s" {\n${inner}}\n`
  assert.equal(await codesIn(module(domain('selector = "s1"'))), [
    '1 schema/opendkim-headerlist',
    '2 schema/opendkim-key',
  ])
  const list = '  headerlist = ( "From" )\n'
  const key = '  key = "/etc/keys/%{d}.key"\n'
  assert.equal(await codesIn(module(list + key + domain('selector = "s1"'))), [])
  assert.equal(await codesIn(module(list + domain('selector = "s1" key = "/a"'))), [])
  assert.equal(await codesIn(module(list + key)), ['1 schema/opendkim-selector'])
})

test('a name that is nearly the missing one is reported alone', async () => {
  const found = await codesIn(
    'opendkim "s" { selectr = "s1" key = "/a" headerlist = ( "From" ) }\n',
  )
  assert.equal(found, ['1 schema/unknown-option'])
  const key = 'key = "/a" selector = "s1" headerlist = ( "From" )'
  for (const [text, code] of [
    [
      'scriptlet "s" {\n  script "x" { source = "/a" }\n  scipt "boot" { source = "/b" }\n}\nalerting {}\ninbound_audit {}\n',
      'unknown-scope',
    ],
    [
      'Authorization { Role "a" { allow = ( "^x" ) } }\nCotrol_Listener { Enable_Authorization = true }\n',
      'unknown-scope',
    ],
    [
      `opendkim "s" { selector = "s1" headerlist = ( "From" ) dkim_domian "a.example" { ${key} } }\n`,
      'unknown-scope',
    ],
    [
      'Max_Outbound_Connections = 5\nHost "mx.example.com" { Max_Outbound_Conections = 5 }\n',
      'unknown-option',
    ],
    [
      'Outbound_Throttle_Messages = "5/1"\nOutbound_Throtle_Connections = "5/1"\n',
      'unknown-option',
    ],
  ] as const) {
    const all = await codesIn(text)
    assert.equal(
      all.map((each) => each.replace(/^\d+ schema\//, '')),
      [code],
      text,
    )
  }
})

test('more RADIUS servers than ten; as dictionaries they are known', async () => {
  const servers = (count: number) =>
    `auth_radius {\n${Array.from({ length: count }, (_, index) => `  server "s${index}" { host = "r.example" }\n`).join('')}}\n`
  assert.equal(await codesIn(servers(10)), [])
  const [finding, ...others] = await inNode('schema/auth-radius-server', servers(12))
  assert.equal(others, [])
  assert.equal(
    [finding?.severity, finding?.at, finding?.summary],
    ['warning', '12:3 server "s10"', 'Module auth_radius has 12 servers, and takes 10'],
  )
  const named = 'auth_radius {\n  server:one = [ host = "r.example" secret = "s" ]\n}\n'
  assert.equal(await inNode('schema/unknown-option', named), [])
})

test('a version of the other line is not asked for what this one needs', async () => {
  const text = 'EventLoop "l" { concurrency = 2 }\nDelivery_Pool = "l"\nsieve "s" {}\n'
  assert.equal(await codesIn(text), ['3 schema/sieve-event-loops'])
  const later = await codesIn(text, { target: '4.8' })
  assert.not.ok(later.includes('3 schema/sieve-event-loops'), later.join())
})

test('the letters of a peer: found in a fragment too, as an error', async () => {
  const text =
    'msgc_server {\n  peers = [\n    Node-1 = "192.0.2.1"\n    node-2 = "192.0.2.2"\n  ]\n}\n'
  const [finding, ...others] = await found('schema/msgc-lowercase', text, { fragment: true })
  assert.equal(others, [])
  assert.equal([finding?.severity, finding?.at], ['error', '3:5 Node-1'])
})

test.run()
