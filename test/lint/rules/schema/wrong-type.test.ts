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

test.run()
