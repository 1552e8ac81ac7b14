import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('schema/no-effect')
const CODE = 'schema/no-effect'

/** The places and the messages of what is found. */
async function lines(text: string): Promise<string[]> {
  return (await found(CODE, text)).map(({ at, summary, detail }) => `${at}: ${summary}. ${detail}`)
}

test('an option that is not implemented, in fragments too', async () => {
  const text = 'antivirus "a" {\n  csapi "c" { Prefer_Mem = true }\n}\n'
  const expected = [
    {
      severity: 'info',
      at: '2:15 Prefer_Mem',
      summary: 'Option "Prefer_Mem" has no effect',
      detail: 'The product accepts it, and does nothing with it.',
    },
  ]
  assert.equal(await found(CODE, text), expected)
  assert.equal(await found(CODE, text, { fragment: true }), expected)
})

test('the mode of a file where there is none', async () => {
  assert.equal(
    await lines(
      'Control_Listener {\n  File_Mode = 0600\n  Listen "/tmp/2025" { File_Mode = 0600 }\n  Listen "127.0.0.1:2025" { File_Mode = 0600 }\n}\n',
    ),
    [
      '4:29 File_Mode: Option "File_Mode" has no effect on a TCP address. It is the mode of the file of a Unix socket: remove it.',
    ],
  )
})

test('what is for mail in a Listen of the console', async () => {
  const text = (listener: string) =>
    `${listener} {\n  Listen "/tmp/a" { AuthPlainParameters = [ uri = "file:///a" ] }\n}\n`
  assert.equal(await lines(text('Control_Listener')), [
    '2:21 AuthPlainParameters: Option "AuthPlainParameters" has no effect in Control_Listener. It is for listeners that mail comes in by: remove it.',
  ])
  assert.equal(await lines(text('ESMTP_Listener')), [])
  assert.equal(
    await lines(
      'Control_Listener { Listen "/tmp/a" { Enable_Authentication = true Timeout = 60 Pool_Name = "IO" } }\n',
    ),
    [],
  )
})

test('options of listeners in a pathway group', async () => {
  assert.equal(
    await lines(
      'Pathway_Group "g" {\n  Max_Message_Size = 1000\n  Relay_Domains = ( "a.example" )\n  Pathway "p" { Max_Message_Size = 1000 }\n}\n',
    ),
    [
      '2:3 Max_Message_Size: Option "Max_Message_Size" has no effect in Pathway_Group. Listeners ignore it there: set it in each Pathway of the group.',
    ],
  )
})

test('the size of a cache that is switched off', async () => {
  const text = 'Datasource "d" {\n  uri = ( "sqlite:/a" )\n  no_cache = on\n  cache_size = 10\n}\n'
  assert.equal(await lines(text), [
    '4:3 cache_size: Option "cache_size" has no effect with no_cache on. Remove one of them.',
  ])
  assert.equal(await lines(text.replace('= on', '= off')), [])
})

test('how a password is compared', async () => {
  const text = (options: string) =>
    `auth_ds { Scheme "s" { Authenticate {\n  cache = "d"\n  ${options}\n} } }\n`
  assert.equal(await lines(text('type = "md5"')), [
    '3:3 type: Option "type" has no effect unless the query returns a password. Set Returns_Password = true if it does.',
  ])
  assert.equal(await lines(text('type = "md5" returns_password = true')), [])
  assert.equal(await lines(text('type = "md5" returns_password = true type_column = "kind"')), [
    '3:40 type_column: Option "type_column" has no effect beside "type". "type" says what all passwords are: remove one of them.',
  ])
})

test('how mail is encrypted while none is', async () => {
  const text = 'TLS_Verify = ca\nDomain "a.example" { TLS = no TLS_CA = "/a" }\n'
  assert.equal(await lines(text), [
    '1:1 TLS_Verify: Option "TLS_Verify" has no effect while TLS is off. Set TLS = ifavailable or TLS = required where mail is to be encrypted.',
    '2:31 TLS_CA: Option "TLS_CA" has no effect while TLS is off. Set TLS = ifavailable or TLS = required where mail is to be encrypted.',
  ])
  assert.equal(await lines(`${text}Binding "b" { Domain "c.example" { TLS = required } }\n`), [])
  assert.equal(await lines(`${text}Use_DANE = true\n`), [])
  assert.equal(await lines('TLS_Verify = no\n'), [])
})

test('TLS of the console in a Peer and on a Unix socket', async () => {
  const text =
    'Control_Listener {\n  TLS_Key = "/k"\n  Peer "10.0.0.1" { TLS_Key = "/k" }\n  Listen "/tmp/2025" { TLS_Key = "/k" }\n  Listen "127.0.0.1:1" { TLS_Key = "/k" }\n}\n'
  assert.equal(await lines(text), [
    '3:21 TLS_Key: Option "TLS_Key" has no effect in a Peer. Set it in the Listen, or in Control_Listener.',
    '4:24 TLS_Key: Option "TLS_Key" has no effect on a Unix socket. TLS is for TCP addresses: remove it.',
  ])
})

test('a word that counts as another one', async () => {
  const text = 'curfew {\n  Timezone = "CET"\n}\n'
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '2:14 "CET"',
      summary: 'Value "CET" of option "Timezone" counts as "UTC"',
      detail: 'The words are "UTC" and "local".',
    },
  ])
  for (const word of ['UTC', 'utc', 'Local']) {
    assert.equal(await found(CODE, text.replace('CET', word)), [], word)
  }
})

test('options that the product reads no more, or whose answers are fixed', async () => {
  const text =
    'url_ripper "u" {\n  checklist_suppress_ips = "a"\n}\nspf_v1 "s" {\n  fail_code = "550"\n}\n'
  assert.equal(
    (await found(CODE, text)).map(({ severity, summary }) => [severity, summary]),
    [
      ['info', 'Option "checklist_suppress_ips" has no effect'],
      ['info', 'Option "fail_code" has no effect'],
    ],
  )
})

test.run()
