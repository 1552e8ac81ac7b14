import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { secretsIn } from '../../../src/lint/index.js'
import { SecretSearch } from '../../../src/lint/values/secrets.js'
import { rangesWithin } from '../../../src/syntax/index.js'

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
  const text = '# Password = b\nPassword = a\n# the password is kept in the vault\n'
  assert.equal(secrets(text), ['b', 'a'])
  assert.equal(secrets('# token: is explained\n# pass = number of passes\n'), [])
  assert.equal(secrets('pass = number of passes\n# Keys that nobody knows\n'), [])
  assert.equal(secrets('User = "a"\nkey = "/etc/key.pem"\n'), [])
})

test('of an option that is misspelled, and of what is near no secret', () => {
  for (const name of ['SMPP_SMSC_Passwrd', 'SMPP_SMSC_Pasword', 'XMPP_Dialback_Secert', 'Secert']) {
    assert.equal(secrets(`${name} = "x1"\n`), ['x1'], name)
  }
  for (const name of ['SMPP_SMSC_System_ID', 'Outbound_SMTP_Auth_Usr', 'Socket', 'TLS_Key']) {
    assert.equal(secrets(`${name} = "x1"\n`), [], name)
  }
})

test('the plural of an option that the product does not know', () => {
  assert.equal(secrets('Tokens = ( "x1" )\nKeys = ( "x2" )\nDomainKeys = "x3"\n'), ['x1', 'x2'])
})

test('the comments on the lines of a secret', () => {
  assert.equal(secrets('SMPP_SMSC_Password = # x1\n# fine\n'), ['x1'])
  assert.equal(secrets('SMPP_SMSC_Password = "a" # x1\n# fine\n'), ['a', 'x1'])
  assert.equal(secrets('Outbound_SMTP_Auth_Pass = (\n  "a" # x1\n  /* x2 */ "b"\n)\n'), [
    'a',
    'x1',
    'x2',
    'b',
  ])
  assert.equal(secrets('x = [ password = "a" # x1\n  b = c # fine\n]\n'), ['a', 'x1'])
})

test('what a comment tells in words', () => {
  for (const text of ['db password is X1', 'set password to x1', 'bearer X1', 'password|x1']) {
    assert.is(secrets(`# ${text}\n`).join().toLowerCase(), 'x1', text)
  }
  assert.equal(secrets('# "password","x1"\n'), ['x1'])
  assert.equal(secrets('# the password is required, the secret is shared\n'), [])
})

test('the versions that a merge has left', () => {
  const marks = (first: string) =>
    `SMPP_SMSC_Password =${first}<<<<<<< ours\n"x1"\n=======\n"x2"\n>>>>>>> theirs\nTLS = no\n`
  for (const first of [' ', '\n']) {
    const found = secrets(marks(first))
    assert.ok(found.includes('x1') && found.includes('x2') && !found.includes('no'), found.join())
  }
})

const CONFUSED = `Outbound_SMTP_Auth_Pass = "x y" # was z
Datasource "a" {
  uri = ( "pgsql:host=b;password=sunny;user=c" ) /* password = old
  password = older */
}
# Password = b
Quixotic {
  Password = "har
bour" /* a
  b */ # c
  Tokens = [ name = "password" value = "d" ]
}
Password "e" { TLS = no }
`

test('some lines have the secrets that they have in the search of the whole text', () => {
  for (const text of [CONFUSED, `${CONFUSED}Outbound_SMTP_Auth_Pass "sunny harbour"\n`]) {
    const document = parse(text)
    const { source } = document
    const all = secretsIn(document)
    const whole = new SecretSearch(document)
    assert.equal(whole.all(), all)
    const one = new SecretSearch(document)
    for (let first = 1; first <= source.lineCount; first++) {
      for (let last = first; last <= source.lineCount; last++) {
        const lines = { start: source.lineStart(first), end: source.lineStart(last + 1) }
        const expected = rangesWithin(all, lines)
        assert.equal(new SecretSearch(document).within(lines), expected, `${first} to ${last}`)
        assert.equal(one.within(lines), expected, `${first} to ${last}, after others`)
      }
    }
  }
})

test.run()
