import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { secretsIn } from '../../../src/lint/index.js'

const test = suite('secrets of a text')

function secrets(text: string): string[] {
  return secretsIn(parse(text)).map(({ start, end }) => text.slice(start, end))
}

test('in the values of options, in any scope', () => {
  const text =
    'Datasource "a" {\n  uri = ( "pgsql:host=b;password=sunny;user=c" )\n}\n' +
    'Quixotic {\n  Password = "harbour"\n}\nOutbound_SMTP_Auth_Pass = "x y"\n'
  assert.equal(secrets(text), ['sunny', 'harbour', 'x y'])
})

test('in broken statements', () => {
  assert.equal(secrets('uri = "pgsql:host=a;password=sunny\nTLS = no\n'), ['sunny'])
  assert.equal(secrets('Outbound_SMTP_Auth_Pass = sunny harbour\n'), ['sunny', 'harbour'])
  assert.equal(secrets('Outbound_SMTP_Auth_Pass "sunny harbour"\n'), ['sunny harbour'])
  assert.equal(secrets("Outbound_SMTP_Auth_Pass = 'sunny'\n"), ['sunny'])
  assert.equal(secrets('Outbound_SMTP_Auth_Pass: sunny\n'), ['sunny'])
  assert.equal(secrets('uri = ( "pgsql:password=a1" "pgsql:password=b2"\nTLS = no'), ['a1', 'b2'])
})

test('in what has been commented out', () => {
  assert.equal(secrets('#uri = ( "pgsql:password=sunny" )\n'), ['sunny'])
  assert.equal(secrets('TLS = no # was:  Password = harbour\n'), ['harbour'])
  assert.equal(secrets('/*\n * Datasource "a" {\n *   uri = "pgsql:password=x1"\n * }\n */\n'), [
    'x1',
  ])
})

test('in order; the words of an ordinary comment are none', () => {
  const text = '# Password = b\nPassword = a # the password is kept in the vault\n'
  assert.equal(secrets(text), ['b', 'a'])
  assert.equal(secrets('User = "a"\nkey = "/etc/key.pem"\n'), [])
})

test.run()
