import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('security/open-relay')
const CODE = 'security/open-relay'

function listener(...lines: string[]): string {
  return `ESMTP_Listener {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

async function summaries(text: string): Promise<string[]> {
  return (await found(CODE, text)).map(
    ({ severity, at, summary }) => `${severity} ${at} ${summary}`,
  )
}

test('Open_Relay, once for all the addresses that it holds for', async () => {
  const text = listener('Open_Relay = "true"', 'Listen ":25" {}', 'Listen "[::]:25" {}')
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '2:3 Open_Relay',
      summary: 'Open_Relay relays mail for anybody in the world on ":25" and "[::]:25"',
      detail:
        'Set it to false and name the networks that may relay: Relay_Hosts = ( "10.0.0.0/8" ).',
      related: ['3:10 mail comes in here', '4:10 mail comes in here'],
    },
  ])
})

test('Relay_Hosts with every address there is', async () => {
  const hosts = 'Relay_Hosts = ( "127.0.0.0/8" "0.0.0.0/0" "::/0" )\n'
  const text = hosts + listener('Listen ":25" {}')
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '1:31 "0.0.0.0/0"',
      summary: '"0.0.0.0/0" in Relay_Hosts relays mail for anybody in the world on ":25"',
      detail: 'Name the networks that may relay: Relay_Hosts = ( "10.0.0.0/8" ).',
      related: ['3:10 mail comes in here'],
    },
    {
      severity: 'warning',
      at: '1:43 "::/0"',
      summary: '"::/0" in Relay_Hosts relays mail for anybody in the world on ":25"',
      detail: 'Name the networks that may relay: Relay_Hosts = ( "10.0.0.0/8" ).',
      related: ['3:10 mail comes in here'],
    },
  ])
  assert.equal(
    await found(CODE, hosts + listener('Relay_Hosts = ( "10.0.0.0/8" )', 'Listen ":25" {}')),
    [],
    'a listener of its own mind',
  )
})

test('any domain of a sender or a recipient', async () => {
  const text = `Relay_Domains = ( "*" )\n${listener('Relay_For_Sending_Domains = ( "*.*" )', 'Listen ":25" {}')}`
  assert.equal(
    (await found(CODE, text)).map(({ at, summary, detail }) => [at, summary, detail]),
    [
      [
        '1:19 "*"',
        '"*" in Relay_Domains relays mail for anybody in the world on ":25"',
        'Name the domains whose mail you take: Relay_Domains = ( "example.com" ).',
      ],
      [
        '3:33 "*.*"',
        '"*.*" in Relay_For_Sending_Domains relays mail for anybody in the world on ":25"',
        'Anybody can claim any sender. Use Relay_Hosts for the clients that you know.',
      ],
    ],
  )
})

test('a pathway counts for those who come in by it', async () => {
  const pathway = 'Pathway_Group "g" {\n  Pathway "p" {\n    Open_Relay = true\n  }\n}\n'
  const inside = 'Peer "10.0.0.0/8" { Pathway = "p" }'
  assert.equal(await found(CODE, pathway + listener('Listen ":25" {', inside, '}')), [])
  for (const everybody of ['Pathway = "p"', 'Peer "0.0.0.0/0" { Pathway = "p" }']) {
    assert.equal(await summaries(pathway + listener('Listen ":25" {', everybody, '}')), [
      'warning 3:5 Open_Relay Open_Relay relays mail for anybody in the world on ":25"',
    ])
  }
  const domains = 'Pathway "p" {\n  Relay_Domains = ( "*" )\n}\n'
  assert.equal(await summaries(domains + listener('Pathway = "p"', 'Listen ":25" {}')), [
    'warning 2:21 "*" "*" in Relay_Domains relays mail for anybody in the world on ":25"',
  ])
})

test('clients of one network may relay', async () => {
  const peer = 'Peer "10.0.0.0/8" { Open_Relay = true }'
  assert.equal(await found(CODE, listener(peer, 'Listen ":25" {}')), [])
  const world = 'Peer "0.0.0.0/0" { Open_Relay = true }'
  assert.is((await found(CODE, listener(world, 'Listen ":25" {}'))).length, 1)
  const closed = 'Peer "0.0.0.0/0" { Open_Relay = false }'
  assert.equal(await found(CODE, listener('Open_Relay = true', closed, 'Listen ":25" {}')), [])
})

test('an address of the local network, of the machine, with a password, switched off', async () => {
  assert.equal(await summaries(listener('Open_Relay = on', 'Listen "10.1.2.3:25" {}')), [
    'info 2:3 Open_Relay Open_Relay relays mail for everybody in the local network on "10.1.2.3:25"',
  ])
  const others = [
    'Listen "127.0.0.1:25" {}',
    'Listen "/tmp/lmtp" {}',
    'Listen ":587" { Enable_Authentication = true }',
    'Listen ":26" { Enable = false }',
    'Listen ":27" { Always_Deny = true }',
  ]
  assert.equal(await found(CODE, listener('Open_Relay = true', ...others)), [])
})

test('no file names an address', async () => {
  assert.equal(await summaries('Relay_Hosts = ( 0.0.0.0/0 )\n'), [
    'warning 1:17 0.0.0.0/0 "0.0.0.0/0" in Relay_Hosts relays mail for anybody in the world',
  ])
  assert.is((await found(CODE, listener('Open_Relay = true'))).length, 1)
})

test('what is usual', async () => {
  const text =
    'Relay_Hosts = ( "127.0.0.0/8" 0.0.0.0 "10.0.0.0/8" )\nRelay_Domains = ( "example.com" "*.example.net" )\n'
  assert.equal(await found(CODE, text + listener('Listen ":25" {}', 'Open_Relay = false')), [])
})

test('of many addresses three are named', async () => {
  const listens = [25, 26, 27, 28].map((port) => `Listen ":${port}" {}`)
  const [finding] = await found(CODE, listener('Open_Relay = true', ...listens))
  assert.is(
    finding?.summary,
    'Open_Relay relays mail for anybody in the world on ":25", ":26" and ":27"',
  )
})

test.run()
