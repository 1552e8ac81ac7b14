import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('schema/invisible-in-string')
const CODE = 'schema/invisible-in-string'

async function severities(text: string): Promise<(readonly string[])[]> {
  return (await found(CODE, text, { fragment: true })).map(({ severity, summary }) => [
    severity,
    summary,
  ])
}

test('in hosts, addresses and domains it is an error', async () => {
  assert.equal(await severities('EHLO_Hostname = "mx\u200b.example.com"\n'), [
    [
      'error',
      'Invisible character zero-width space (U+200B) in the value of option "EHLO_Hostname"',
    ],
  ])
  assert.equal(await severities('Gateway = "192.0.2.1\u00a0"\n'), [
    ['error', 'Invisible character no-break space (U+00A0) in the value of option "Gateway"'],
  ])
  assert.equal(await severities('Domain "relay\u00a0.example.com" {\n}\n'), [
    ['error', 'Invisible character no-break space (U+00A0) in the name of scope "Domain"'],
  ])
})

test('in words and patterns it is a warning, one for each value', async () => {
  const extensions = 'ESMTP_Listener { SMTP_Extensions = ( "AUTH\u00a0LOGIN" "START\u200bTLS" ) }\n'
  assert.equal(
    (await severities(extensions)).map(([severity]) => severity),
    ['warning', 'warning'],
  )
  const role = 'Authorization { Role "ops" { allow = ( "^config\u00a0get\u00a0all" ) } }\n'
  assert.equal(
    (await severities(role)).map(([severity]) => severity),
    ['warning'],
  )
})

test('in the name of a file a character without width is a warning', async () => {
  const log = 'ec_logger "e" { mainlog = "/var/log/ece\u200blerity/mainlog.ec" }\n'
  assert.equal(await severities(log), [
    ['warning', 'Invisible character zero-width space (U+200B) in the value of option "mainlog"'],
  ])
})

test('the fix takes it out of a name, and writes a space between words', async () => {
  const [host] = await found(CODE, 'EHLO_Hostname = "mx\u200b.example.com"\n')
  assert.equal(host?.fix, ['unsafe: Take it out', 'EHLO_Hostname = "mx.example.com"\n'])
  const [word] = await found(CODE, 'ESMTP_Listener { SMTP_Extensions = ( "AUTH\u00a0LOGIN" ) }\n')
  assert.equal(word?.fix, [
    'unsafe: Write it without',
    'ESMTP_Listener { SMTP_Extensions = ( "AUTH LOGIN" ) }\n',
  ])
})

test('a line end in a word', async () => {
  const text = 'ESMTP_Listener { SMTP_Extensions = ( "AUTH\nLOGIN" ) }\n'
  assert.equal(await severities(text), [
    ['warning', 'Line end in the value of option "SMTP_Extensions"'],
  ])
})

test('text that people read, files, comments and letters of other languages stay', async () => {
  assert.equal(
    await severities(`ESMTP_Listener { Static_Banner = "220 a\u00a0b" } # \u00a0
PIDFile = "/var/a\u00a0b"
Domain "m\u00fcnchen.example" {
  # \u200b
  Max_Retries = 1
}
`),
    [],
  )
})

test.run()
