import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('security/clear-text')
const CODE = 'security/clear-text'

function console(...lines: string[]): string {
  return `Control_Listener {\n${lines.map((line) => `  ${line}\n`).join('')}}\n`
}

const LOGIN = 'AuthLoginParameters = [ uri = "file:///etc/users" ]'
const CERTIFICATE = 'TLS_Certificate = "/etc/console.pem"'

async function places(text: string, file = 'main.conf'): Promise<string[]> {
  return (await found(CODE, { [file]: text })).map(({ at, summary }) => `${at} ${summary}`)
}

test('an address that other machines reach', async () => {
  assert.equal(await found(CODE, console('Listen ":2025" {}')), [
    {
      severity: 'warning',
      at: '2:10 ":2025"',
      summary: 'The console on ":2025" speaks clear text with other machines',
      detail:
        'Set TLS_Certificate and TLS_Key, or listen on 127.0.0.1 only and come by way of ssh.',
    },
  ])
})

test('with LOGIN the passwords travel in clear text too', async () => {
  assert.equal(await found(CODE, console(LOGIN, 'Listen "10.0.0.5:2025" {}')), [
    {
      severity: 'warning',
      at: '3:10 "10.0.0.5:2025"',
      summary: 'The console on "10.0.0.5:2025" takes passwords in clear text',
      detail:
        'Set TLS_Certificate and TLS_Key, or listen on 127.0.0.1 only and come by way of ssh.',
      related: ['2:3 LOGIN sends the password itself'],
    },
  ])
  const off = console(LOGIN, 'Listen "10.0.0.5:2025" { Enable_Authentication = false }')
  assert.equal(await places(off), [
    '3:10 "10.0.0.5:2025" The console on "10.0.0.5:2025" speaks clear text with other machines',
  ])
})

test('a node cannot have TLS there', async () => {
  const [finding] = await found(CODE, { 'ecelerity.conf': console('Listen "[::]:2025" {}') })
  assert.is(finding?.detail, 'Listen on 127.0.0.1 only, and come by way of ssh.')
  const certified = console(CERTIFICATE, 'Listen ":2025" {}')
  assert.is((await places(certified, 'ecelerity.conf')).length, 1)
})

test('nothing where TLS is spoken, in the Listen or in the listener', async () => {
  assert.equal(await places(console(CERTIFICATE, 'Listen ":2025" {}')), [])
  assert.equal(await places(console(`Listen ":2025" { ${CERTIFICATE} }`)), [])
  assert.equal(await places(console(CERTIFICATE, 'Listen ":2025" { TLS_Certificate = "none" }')), [
    '3:10 ":2025" The console on ":2025" speaks clear text with other machines',
  ])
})

test('nothing at sockets, at loopback, and where nobody from elsewhere comes in', async () => {
  assert.equal(
    await places(
      console(
        LOGIN,
        'Listen "/tmp/2025" {}',
        'Listen "127.0.0.1:2025" {}',
        'Listen "127.1.2.3:2025" {}',
        'Listen "[::1]:2025" {}',
        'Listen "localhost:2025" {}',
        'Listen ":2025" { Enable = false }',
        'Listen ":2026" { Always_Deny = true }',
        'Listen ":2027" { Always_Deny = true Peer "127.0.0.1" { Always_Deny = false } }',
      ),
    ),
    [],
  )
  const peer = 'Listen ":2027" { Always_Deny = true Peer "10.0.0.0/8" { Always_Deny = false } }'
  assert.is((await places(console(peer))).length, 1)
})

test('nothing while a word may be meant for TLS', async () => {
  assert.equal(await places(console('TLS_Certficate = "/etc/x"', 'Listen ":2025" {}')), [])
})

test.run()
