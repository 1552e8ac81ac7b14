import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { readableCredentials } from '../../../src/lint/references/readable-credentials.js'
import { codes, configurationOf, found } from '../findings.js'

const test = suite('rules about the bus')

const URL = 'url = ( "tls://bus.example.com" )'

test('clear text with another machine, not on loopback and not with TLS', async () => {
  const servers =
    '"nats://10.0.0.5:4222" "NATS://127.example.com" "nats://LOCALHOST" "tls://10.0.0.5"'
  const detail = 'Write tls:// in place of nats://, and name the authority of the server with "ca".'
  assert.equal(await found('security/bus-clear-text', `Bus { url = ( ${servers} ) }`), [
    {
      severity: 'warning',
      at: '1:15 "nats://10.0.0.5:4222"',
      summary: 'The bus speaks clear text with "10.0.0.5"',
      detail,
    },
    {
      severity: 'warning',
      at: '1:38 "NATS://127.example.com"',
      summary: 'The bus speaks clear text with "127.example.com"',
      detail,
    },
  ])
})

test('a password and a token in a URL, which the finding does not repeat', async () => {
  const detail =
    'Put the login into a file of its own, as one line user:password, and name it with "credentials".'
  const servers = '"tls://node1:sunny-Harbour-41@one" "tls://sunny-Harbour-42@two" "tls://three"'
  assert.equal(await found('security/bus-password', `Bus { url = ( ${servers} ) }`), [
    {
      severity: 'warning',
      at: '1:7 url',
      summary: 'The URL of the bus at "one" holds a password',
      detail,
    },
    {
      severity: 'warning',
      at: '1:7 url',
      summary: 'The URL of the bus at "two" holds a token',
      detail,
    },
  ])
})

test('what is missing, unless it was mistyped', async () => {
  assert.equal(await found('schema/bus-incomplete', 'Bus { key = "/k" }'), [
    {
      severity: 'warning',
      at: '1:1 Bus',
      summary: 'The bus has no server: option "url" is not set',
      detail: 'Name the servers: url = ( "tls://bus.example.com:4222" ).',
    },
    {
      severity: 'warning',
      at: '1:7 key',
      summary: 'Option "key" of the bus is set, but "certificate" is not',
      detail: 'Name the certificate of the key, or remove the key.',
    },
  ])
  const mistyped = 'Bus { urll = ( "tls://bus" ) key = "/k" certificat = "/c" }'
  assert.equal(await found('schema/bus-incomplete', mistyped), [])
  assert.equal(await codes(`Bus { ${URL} certificate = "/both.pem" }\n`), [])
})

test('certificates for a bus in clear text', async () => {
  const files = 'ca = "/ca" certificate = "/c" key = "/k" credentials = "/l"'
  const clear = await found('schema/no-effect', `Bus { url = ( "nats://127.0.0.1" ) ${files} }`)
  assert.equal(
    clear.map(({ summary }) => summary),
    ['ca', 'certificate', 'key'].map(
      (name) => `Option "${name}" has no effect while no URL of the bus begins with tls://`,
    ),
  )
  assert.equal(await codes(`Bus { ${URL} ${files} node_timeout = 5 }\n`), [])
})

test('a time that is none', async () => {
  assert.equal(await codes(`Bus { ${URL} node_timeout = 0 }\n`), ['1 schema/out-of-range'])
})

test('files that are not there are nobody who reads them', async () => {
  const configuration = await configurationOf(`Bus { ${URL} credentials = "/none" key = "/c/key" }`)
  assert.equal(await readableCredentials(configuration), [])
})

test.run()
