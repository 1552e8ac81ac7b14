import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('security/no-authentication')
const CODE = 'security/no-authentication'

function console(...lines: string[]): string {
  return `Control_Listener {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

const DIGEST = 'AuthDigestMD5Parameters = [ uri = "digest:///etc/console_passwd" ]'

async function places(text: string): Promise<string[]> {
  return (await found(CODE, text)).map(
    ({ severity, at, summary }) => `${severity} ${at} ${summary}`,
  )
}

test('nothing is said about it', async () => {
  assert.equal(await found(CODE, console('Listen ":2025" {}')), [
    {
      severity: 'warning',
      at: '2:10 ":2025"',
      summary: 'The console on ":2025" lets anybody in without a password',
      detail:
        'Set Enable_Authentication = true and AuthDigestMD5Parameters = ' +
        '[ uri = "digest:///opt/msys/ecelerity/etc/console_passwd" ], or listen on a Unix domain socket only.',
    },
  ])
})

test('switched off, though there is a mechanism', async () => {
  const text = console(DIGEST, 'Enable_Authentication = "false"', 'Listen "10.0.0.1:2025" {}')
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '4:10 "10.0.0.1:2025"',
      summary: 'The console on "10.0.0.1:2025" lets anybody in without a password',
      detail: 'Set Enable_Authentication = true, or listen on a Unix domain socket only.',
      related: ['3:3 switched off here'],
    },
  ])
})

test("the Listen's own value counts first", async () => {
  const on = 'Enable_Authentication = true'
  const off = 'Enable_Authentication = false'
  assert.equal(await found(CODE, console(DIGEST, off, `Listen ":2025" { ${on} }`)), [])
  assert.is((await found(CODE, console(DIGEST, on, `Listen ":2025" { ${off} }`))).length, 1)
})

test('a mechanism beside the address switches it on', async () => {
  assert.equal(await found(CODE, console(DIGEST, 'Listen ":2025" {}')), [])
  assert.equal(await found(CODE, console(`Listen ":2025" { ${DIGEST} }`)), [])
  assert.equal(await places(console(`Listen ":2025" { ${DIGEST} }`, 'Listen ":2026" {}')), [
    'warning 3:10 ":2026" The console on ":2026" lets anybody in without a password',
  ])
})

test('Always_Allow asks nobody; Always_Deny lets nobody in', async () => {
  const allow = console(DIGEST, 'Listen ":2025" { Always_Allow = true }')
  assert.equal(await found(CODE, allow), [
    {
      severity: 'warning',
      at: '3:10 ":2025"',
      summary: 'The console on ":2025" lets anybody in without a password',
      detail: 'Take Always_Allow away, so that clients have to authenticate.',
      related: ['3:20 allowed here'],
    },
  ])
  assert.equal(await found(CODE, console('Always_Deny = true', 'Listen ":2025" {}')), [])
})

test('on the loopback address it is a matter of the users of the machine', async () => {
  const who = 'lets every user of this machine in without a password'
  assert.equal(
    await places(
      console('Listen "127.0.0.1:2025" {}', 'Listen "[::1]:2025" {}', 'Listen "localhost:2026" {}'),
    ),
    [
      `info 2:10 "127.0.0.1:2025" The console on "127.0.0.1:2025" ${who}`,
      `info 3:10 "[::1]:2025" The console on "[::1]:2025" ${who}`,
      `info 4:10 "localhost:2026" The console on "localhost:2026" ${who}`,
    ],
  )
})

test('clients with a stanza of their own', async () => {
  const open = 'Enable_Authentication = false'
  const text = console(
    DIGEST,
    `Peer "10.0.0.0/8" { ${open} }`,
    'Listen ":2025" {',
    `  Peer "127.0.0.1" { ${open} }`,
    '  Peer "192.0.2.1" {}',
    '}',
  )
  assert.equal(await places(text), [
    'warning 3:8 "10.0.0.0/8" The console on ":2025" lets clients of "10.0.0.0/8" in without a password',
    'info 5:10 "127.0.0.1" The console on ":2025" lets every user of this machine in without a password',
  ])
})

test('a Unix domain socket, a Listen that is switched off, another listener', async () => {
  const text = console('Listen "/tmp/2025" {}', 'Listen ":2025" { Enable = false }')
  assert.equal(await found(CODE, `${text}ESMTP_Listener {\n  Listen ":25" {}\n}\n`), [])
  assert.equal(await found(CODE, console('Enable = no', 'Listen ":2025" {}')), [])
})

test.run()
