import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('reference/undefined')
const CODE = 'reference/undefined'

test('a misspelt name, with the one that was meant and its place', async () => {
  const text =
    'ThreadPool "reception" { concurrency = 16 }\nESMTP_Listener {\n  Listen ":25" { Pool_Name = "recption" }\n}\n'
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '3:30 "recption"',
      summary: 'Option "Pool_Name" names ThreadPool "recption", which does not exist',
      detail: 'Did you mean "reception"?',
      related: ['1:1 ThreadPool "reception" is defined here'],
      fix: ['unsafe: Write "reception"', text.replace('recption', 'reception')],
    },
  ])
})

test('a name that is close to none, where there are few and where there are none', async () => {
  const few =
    'EventLoop "a1" { concurrency = 1 }\nDelivery_Pool = deliver\nMaintainer_Pool = "a1"\n'
  assert.equal(await found(CODE, few), [
    {
      severity: 'warning',
      at: '2:17 deliver',
      summary: 'Option "delivery_pool" names EventLoop "deliver", which does not exist',
      detail: 'Define it: EventLoop "deliver" { ... }. There is "a1".',
    },
  ])
  const [none] = await found(CODE, 'Delivery_Pool = deliver\n')
  assert.is(none?.detail, 'Define it: EventLoop "deliver" { ... }.')
})

test('a fix quotes as it was written', async () => {
  const text = 'EventLoop "deliver" {}\nDelivery_Pool = delivr\n'
  const [finding] = await found(CODE, text)
  assert.is(finding?.fix?.[1], text.replace('delivr', 'deliver'))
  const special = 'EventLoop "de/liver" {}\nDelivery_Pool = deliver\n'
  const [quoted] = await found(CODE, special)
  assert.is(quoted?.fix?.[1], special.replace('= deliver', '= "de/liver"'))
})

test('what is always there; names compare as they are written', async () => {
  const listener = (pool: string) => `ESMTP_Listener {\n  Listen ":25" { Pool_Name = ${pool} }\n}\n`
  assert.equal(await found(CODE, listener('"IO"')), [])
  assert.equal(await found(CODE, listener('SwapIn')), [])
  assert.equal(await found(CODE, listener('""')), [])
  const [finding] = await found(CODE, listener('io'))
  assert.is(finding?.detail, 'Did you mean "IO"?')
  assert.is(finding?.related, undefined)
})

test('the elements of an array, one by one', async () => {
  const text =
    'alias "a" { Scheme "staff" { query = "SELECT 1" } }\nAlias_Schemes = ( "staff" "stff" )\n'
  const findings = await found(CODE, text)
  assert.equal(
    findings.map(({ at, summary }) => [at, summary]),
    [['2:27 "stff"', 'Option "Alias_Schemes" names Scheme "stff", which does not exist']],
  )
})

test('the pathways of a group, and those of an included file', async () => {
  const files = {
    'main.conf':
      'include "pathways.conf"\nESMTP_Listener {\n  Listen ":25" {\n    Pathway = "ours"\n    Peer "::1" { Pathway = "theirs" }\n    Peer "::2" { Pathway = "their" }\n  }\n}\n',
    'pathways.conf': 'Pathway_Group "g" { Pathway "ours" {} }\nPathway "theirs" {}\n',
  }
  const findings = await found(CODE, files)
  assert.equal(
    findings.map(({ at, related }) => [at, related]),
    [['6:28 "their"', ['pathways.conf:2:1 Pathway "theirs" is defined here']]],
  )
})

test('only the definition that counts', async () => {
  const files = {
    'main.conf': 'Delivery_Pool = "old"\nEventLoop "new" {}\ninclude "later.conf"\n',
    'later.conf': 'Delivery_Pool = "new"\n',
  }
  assert.equal(await found(CODE, files), [])
})

test('bindings and binding groups are told apart by case', async () => {
  const text =
    'Binding_Group "Bulk" { Binding "B1" {} }\ncluster {\n  Replicate "x" { binding_group = "bulk" }\n}\nESMTP_Listener {\n  Listen ":25" { Duravip_Follow = "b1" }\n}\n'
  const findings = await found(CODE, text)
  assert.equal(
    findings.map(({ detail }) => detail),
    ['Did you mean "Bulk"?', 'Did you mean "B1"?'],
  )
  assert.equal(
    await found(CODE, 'ESMTP_Listener { Listen ":25" { Duravip_Follow = "default" } }\n'),
    [],
  )
})

const USERS =
  'Datasource "ecdb" { uri = ( "pgsql:dbname=a" ) }\nauth_ds {\n  Scheme "ecauth" { EnumGroups { cache = "ecdb" } }\n}\n'

const consoleWith = (uri: string) =>
  `Control_Listener {\n  AuthDigestMD5Parameters = [\n    realm = "r"\n    URI = ${uri}\n  ]\n}\n`

test('the scheme of a URI', async () => {
  const text = `${USERS}${consoleWith('"ecatuh://"')}`
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '8:12 ecatuh',
      summary: 'Option "AuthDigestMD5Parameters" names Scheme "ecatuh", which does not exist',
      detail: 'Did you mean "ecauth"?',
      related: ['3:3 Scheme "ecauth" is defined here'],
      fix: ['unsafe: Write "ecauth"', text.replace('ecatuh', 'ecauth')],
    },
  ])
})

test('schemes that need no stanza, and what is no URI', async () => {
  for (const uri of ['"digest:///a"', 'file:///a', '"ac_auth://"', '"radius://"', '"nonsense"']) {
    assert.equal(await found(CODE, consoleWith(uri)), [], uri)
  }
  const [finding] = await found(CODE, consoleWith('"mysqlauth://"'))
  assert.is(
    finding?.detail,
    'Define it in auth_ds: Scheme "mysqlauth" { ... }. There are "digest", "file" and "groups".',
  )
})

test('scripts may register schemes: only a slip of typing is reported', async () => {
  const scripts = 'scriptlet "s" { script "a" { source = "msys.a" } }\n'
  assert.equal(await found(CODE, scripts + consoleWith('"mysqlauth://"')), [])
  assert.is((await found(CODE, scripts + consoleWith('"digst:///a"'))).length, 1)
})

test('nodes are looked for among the peers, by their whole names or what is before the dot', async () => {
  const peers =
    'msgc_server {\n  peers = [ mta1.example.net = "192.0.2.1" mta2 = "192.0.2.2" ]\n}\n'
  const binding = (nodes: string) => `Binding "b" { Duravip_Preference = ${nodes} }\n`
  for (const nodes of ['"mta1"', '"mta1.example.net"', '( "mta2.example.net" mta1 )', '"other"']) {
    assert.equal(await found(CODE, peers + binding(nodes)), [], nodes)
  }
  assert.equal(await found(CODE, binding('"mat1"')), [])
  const [finding] = await found(CODE, peers + binding('"mat1"'))
  assert.is(finding?.summary, 'Option "Duravip_Preference" names Node "mat1", which does not exist')
  assert.equal(finding?.related, ['1:1 Node "mta1" is defined here'])
  const addresses = 'msgc_server {\n  peers = [ mta1 = "192.0.2.1" 192.0.2.2 = "192.0.2.2" ]\n}\n'
  assert.equal(await found(CODE, addresses + binding('"mat1"')), [])
})

test('a default that is written down', async () => {
  assert.equal(await found(CODE, 'seedlist { cache_name = "ecdb" }\n'), [])
})

test('nothing when what is named may stand in what could not be read', async () => {
  assert.equal(await codes('include "gone.conf"\nDelivery_Pool = "a"\n'), ['1 include/missing'])
  assert.equal(await codes('EventLoop "deliver {\n}\nDelivery_Pool = "deliver"\n'), [
    '1 syntax/unclosed-string',
  ])
})

test('nor when a scope that nobody knows, or in the wrong place, has the name', async () => {
  assert.equal(await codes('EvntLoop "deliver" {}\nDelivery_Pool = "deliver"\n'), [
    '1 schema/unknown-scope',
  ])
  assert.equal(await codes('Security { EventLoop "deliver" {} }\nDelivery_Pool = "deliver"\n'), [
    '1 schema/wrong-scope',
  ])
})

test('nor in fragments', async () => {
  assert.equal(await found(CODE, 'Delivery_Pool = "a"\n', { fragment: true }), [])
})

test('many names that do not exist among many that do take no long time', async () => {
  const count = 3000
  const numbers = Array.from({ length: count }, (_, index) => index)
  const text = [
    ...numbers.map((number) => `Pathway "path-${number}" {}`),
    'ESMTP_Listener {',
    ...numbers.map(
      (number) => `Peer "10.0.${number >> 8}.${number & 255}" { Pathway = "p-${number}-x" }`,
    ),
    '}',
  ].join('\n')
  assert.is((await found(CODE, text)).length, count)
})

test.run()
