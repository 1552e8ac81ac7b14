import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('schema/conflict')
const CODE = 'schema/conflict'

test('two message buses', async () => {
  const text = 'cluster {\n  MBUS_Daemon = 4803\n}\nmsgc_client {}\n'
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '2:3 MBUS_Daemon',
      summary: 'Two message buses at once: option "MBUS_Daemon" and msgc_client',
      detail: 'msgc takes the place of mbus: remove "MBUS_Daemon", or the stanzas of msgc.',
      related: ['4:1 the other one'],
    },
  ])
  assert.equal(await found(CODE, text.replace('{}', '{ Enabled = false }')), [])
  assert.equal(await found(CODE, 'cluster { mbus_daemon = 4803 }\n'), [])
})

const bus = (port: string, listens: string) =>
  `msgc_server {\n  ${port}\n}\nMsgcServer_Listener {\n  ${listens}\n}\n`

test('the port that is told and the one that is listened on', async () => {
  assert.equal(await found(CODE, bus('port = 4810', 'Listen ":4809" {}')), [
    {
      severity: 'warning',
      at: '2:3 port',
      summary: 'The port of msgc_server is 4810, and MsgcServer_Listener listens on 4809',
      detail: 'The nodes connect to the port of msgc_server: make both the same.',
      related: ['5:3 listened on here'],
    },
  ])
  assert.equal(
    (await found(CODE, bus('', 'Listen ":4810" {}'))).map(({ at, related }) => [at, related]),
    [['5:3 Listen ":4810"', undefined]],
  )
  for (const [port, listens] of [
    ['', 'Listen ":4809" {}'],
    ['port = "4810"', 'Listen ":4809" {} Listen "127.0.0.1:4810" {}'],
    ['port = 4810', 'Listen ":4809" { Enable = false }'],
    ['port = many', 'Listen ":4809" {}'],
  ] as const) {
    assert.equal(await found(CODE, bus(port, listens)), [], `${port} ${listens}`)
  }
})

test('always allowed and always denied', async () => {
  const text =
    'ESMTP_Listener {\n  Listen ":25" { Always_Deny = true\n    Always_Allow = on }\n  Peer "::1" { Always_Allow = true }\n}\n'
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '3:5 Always_Allow',
      summary: 'Esmtp_Listener > Listen ":25" is both always allowed and always denied',
      detail: '"Always_Deny" wins: remove one of them.',
      related: ['2:18 this one wins'],
    },
  ])
  assert.equal(await found(CODE, text.replace('on }', 'off }')), [])
  assert.is((await found(CODE, 'Pathway "p" { Always_Deny = 1 Always_Allow = 1 }\n')).length, 1)
})

test.run()
