import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('schema/wrong-type')
const CODE = 'schema/wrong-type'

test('a word where a number belongs', async () => {
  assert.equal(await found(CODE, 'Domain "example.com" {\n  Remote_SMTP_Port = many\n}\n'), [
    {
      severity: 'error',
      at: '2:22 many',
      summary: 'Wrong value "many" for option "Remote_SMTP_Port"',
      detail: 'Expected a port number up to 65535.',
    },
  ])
})

test('what was meant is clear: the fix writes it', async () => {
  assert.equal(await found(CODE, 'Retry_Interval = 10m\n'), [
    {
      severity: 'error',
      at: '1:18 10m',
      summary: 'Wrong value "10m" for option "Retry_Interval"',
      detail: 'Expected a time in seconds such as 300. Did you mean 600?',
      fix: ['unsafe: Write 600', 'Retry_Interval = 600\n'],
    },
  ])
})

test('one element of an array', async () => {
  const [finding] = await found(CODE, 'Relay_Domains = ( "a.example" ( "b.example" ) )\n')
  assert.is(finding?.at, '1:31 ( "b.example" )')
  assert.is(finding?.summary, 'Option "Relay_Domains" does not take an array as an element')
  assert.is(finding?.detail, 'Expected a domain such as "*.example.com".')
})

test('the wrong form', async () => {
  const [array] = await found(CODE, 'Hostname = ( "a" "b" )\n')
  assert.is(array?.at, '1:12 ( "a" "b" )')
  assert.is(array?.summary, 'Option "Hostname" does not take an array')
  const [dictionary] = await found(CODE, 'Hostname = [ a = "b" ]\n')
  assert.is(dictionary?.summary, 'Option "Hostname" does not take a dictionary')
})

test('the right form, and wrong as a whole', async () => {
  const [finding] = await found(CODE, 'adaptive_max_outbound_connections = ( 2 10 20 )\n')
  assert.is(finding?.summary, 'Wrong value for option "adaptive_max_outbound_connections"')
  assert.is(finding?.detail, 'Expected a lower and an upper bound such as ( 20 80 ).')
})

test('a long value is cut, and told in one line', async () => {
  const [finding] = await found(CODE, `TLS = "a\n  b ${'c'.repeat(100)}"\n`)
  assert.is(finding?.summary, `Wrong value "a b ${'c'.repeat(55)}…" for option "TLS"`)
})

test('a secret is not told', async () => {
  const [finding] = await found(CODE, 'Outbound_SMTP_Auth_Pass = ( "sunny" "harbour" )\n')
  assert.is(finding?.summary, 'Option "Outbound_SMTP_Auth_Pass" does not take an array')
  assert.not.match(JSON.stringify([finding?.summary, finding?.detail]), 'sunny')
})

test('a value in a broken option is not reported', async () => {
  assert.equal(await codes('TLS = maybe not\n'), ['1 syntax/extra-words'])
  assert.equal(await codes('Retry_Interval = 10m;\n'), ['1 syntax/semicolon'])
})

test('a value is wrong when something later shadows it, too', async () => {
  assert.equal(
    (await found(CODE, { 'eccluster.conf': 'TLS = maybe\ninclude "b"\n', b: 'TLS = no\n' })).map(
      ({ at }) => at,
    ),
    ['1:7 maybe'],
  )
})

test('a text that is none of its kind: why, and what was meant', async () => {
  assert.equal(await found(CODE, 'Relay_Hosts = ( "10.0.0.0/8" "10.1/16" )\n'), [
    {
      severity: 'error',
      at: '1:30 "10.1/16"',
      summary: 'Wrong value "10.1/16" for option "Relay_Hosts"',
      detail:
        'An IPv4 address has four numbers. Expected an address or network such as "10.0.0.0/8". ' +
        'Did you mean "10.1.0.0/16"?',
      fix: ['unsafe: Write "10.1.0.0/16"', 'Relay_Hosts = ( "10.0.0.0/8" "10.1.0.0/16" )\n'],
    },
  ])
})

test('a piece of a text', async () => {
  assert.equal(await found(CODE, 'Bounce_Pattern = "^bounces-(\\d+@"\n'), [
    {
      severity: 'error',
      at: '1:28 (',
      summary: 'Wrong value "^bounces-(\\d+@" for option "Bounce_Pattern"',
      detail: 'This parenthesis is never closed. Expected a regular expression such as "^config".',
    },
  ])
})

test('a data source with a password: nothing of it is told', async () => {
  const text = 'Datasource "d" {\n  uri = ( "pgslq:dbname=x;password=sunny-harbour" )\n}\n'
  const [finding] = await found(CODE, text)
  assert.is(finding?.at, '2:12 pgslq')
  assert.is(finding?.summary, 'Wrong value for option "uri"')
  assert.match(finding?.detail ?? '', /^The drivers are .*\. Did you mean pgsql\?$/)
  assert.equal(finding?.fix, ['unsafe: Write pgsql', text.replace('pgslq', 'pgsql')])
  assert.not.match(JSON.stringify([finding?.summary, finding?.detail]), 'sunny')
})

test('the name of a scope', async () => {
  assert.equal(await found(CODE, 'ESMTP_Listener {\n  Listen "25" {}\n}\n'), [
    {
      severity: 'error',
      at: '2:10 "25"',
      summary: 'Wrong name "25" for scope "Listen"',
      detail:
        'A port alone has a colon in front. Expected an address such as ":25", "127.0.0.1:25" or ' +
        '"[::1]:25". Did you mean ":25"?',
      fix: ['unsafe: Write ":25"', 'ESMTP_Listener {\n  Listen ":25" {}\n}\n'],
    },
  ])
  const [pattern] = await found(CODE, 'Domain "/^(yahoo/" {}\n')
  assert.is(pattern?.at, '1:11 (')
  assert.is(pattern?.summary, 'Wrong name "/^(yahoo/" for scope "Domain"')
})

test('a domain that is only a name, and what leads to it', async () => {
  const text =
    'Domain "#smarthost" {\n  TLS = required\n}\nBinding "b" {\n  Gateway = "#smarthost"\n}\n'
  assert.equal(await codes(text), [])
  assert.equal(await codes('Binding_Group "g" { Domain "#a.b-c" {} }\nGateway = "#a.b-c"\n'), [])
  for (const name of ['#', '#a b', '##a', '# a', '#a/b']) {
    assert.equal(await codes(`Domain "${name}" {}\n`), ['1 schema/wrong-type'], name)
    assert.equal(await codes(`Gateway = "${name}"\n`), ['1 schema/wrong-type'], name)
  }
  assert.equal(await codes('EHLO_Hostname = "#smarthost"\n'), ['1 schema/wrong-type'])
})

test('several mail addresses in one string', async () => {
  const alert = (text: string) => codes(`Adaptive_Alert_Email_Destination = "${text}"\n`)
  for (const text of [
    'a@b.com',
    'a@b.com,c@d.com',
    'a@b.com c@d.com',
    'a@b.com, c@d.com e@f.com',
  ]) {
    assert.equal(await alert(text), [], text)
  }
  const [finding] = await found(CODE, 'Adaptive_Alert_Email_Destination = "a@b.com c@d e, f"\n')
  assert.is(finding?.at, '1:49 e')
  assert.is(
    finding?.detail,
    'There is no @ in it. Expected mail addresses such as "a@example.com, b@example.com".',
  )
  assert.equal(await alert(', ,'), ['1 schema/wrong-type'])
})

test('words of the message checks, and the one number that their table prints', async () => {
  const text = (value: string) => `RFC2822_Missing_Headers = ${value}\n`
  for (const value of ['reject', 'ALLOW', '0']) assert.equal(await codes(text(value)), [], value)
  const [finding] = await found(CODE, text('57'))
  assert.is(finding?.detail, 'Expected "reject", "allow" or 0.')
  assert.equal(await codes('RFC2822_Date_Header = 3\n'), ['1 schema/wrong-type'])
  assert.equal(await codes('RFC2822_Date_Header = 2\n'), [])
  assert.equal(await codes('RFC2822_Max_Line_Length = 2000\n'), [])
})

test('what the documents leave in doubt is no error', async () => {
  const [finding] = await found(CODE, 'external_hostname = "a b"\n')
  assert.is(finding?.severity, 'info')
})

test.run()
