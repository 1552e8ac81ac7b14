import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('reference/same-address')
const CODE = 'reference/same-address'

test('two spellings of any address', async () => {
  assert.equal(await found(CODE, 'ESMTP_Listener {\n  Listen ":25" {}\n  Listen "*:25" {}\n}\n'), [
    {
      severity: 'warning',
      at: '3:3 Listen "*:25"',
      summary:
        'Listen "*:25" of Esmtp_Listener is on the same address as Listen ":25" of Esmtp_Listener',
      detail: 'Only one of them can open it. Give one another address, or Enable = false.',
      related: ['2:3 this one comes first'],
    },
  ])
})

test('two kinds of listeners, in two files', async () => {
  const files = {
    'main.conf': 'Control_Listener { Listen "/tmp/2025" {} }\ninclude "b.conf"\n',
    'b.conf': 'HTTP_Listener { Listen "/tmp/2025" {} }\n',
  }
  const [finding, ...others] = await found(CODE, files)
  assert.is(
    finding?.summary,
    'Listen "/tmp/2025" of HTTP_Listener is on the same address as Listen "/tmp/2025" of Control_Listener',
  )
  assert.equal(finding?.related, ['1:20 this one comes first', '2:1 included from main.conf:2'])
  assert.equal(others, [])
})

const pairs = async (a: string, b: string) => {
  const text = `ESMTP_Listener { Listen "${a}" {} }\nHTTP_Listener { Listen "${b}" {} }\n`
  return (await found(CODE, text)).length
}

test('spellings of one address', async () => {
  for (const [a, b] of [
    [':25', '0.0.0.0:25'],
    ['[*]:25', '[::]:25'],
    ['[::]:25', '[0:0:0:0:0:0:0:0]:25'],
    ['[2001:db8::A]:25', '[2001:DB8:0::a]:25'],
    ['10.0.0.1:25', '10.0.0.1:0025'],
    ['mx.example.com:25', 'MX.example.com:25'],
  ] as const) {
    assert.is(await pairs(a, b), 1, `${a} ${b}`)
  }
})

test('different addresses', async () => {
  for (const [a, b] of [
    [':25', ':587'],
    [':25', '10.0.0.1:25'],
    [':25', '[::]:25'],
    ['10.0.0.1:25', '10.0.0.2:25'],
    ['/tmp/2025', '/TMP/2025'],
  ] as const) {
    assert.is(await pairs(a, b), 0, `${a} ${b}`)
  }
})

test('a Listen that is switched off, by itself or with its listener', async () => {
  const other = 'HTTP_Listener { Listen ":80" {} }\n'
  assert.equal(await found(CODE, `${other}ESMTP_Listener { Listen "*:80" { Enable = off } }\n`), [])
  assert.equal(await found(CODE, `${other}ESMTP_Listener { Enable = no Listen "*:80" {} }\n`), [])
  const on = `${other}ESMTP_Listener { Enable = no Listen "*:80" { Enable = yes } }\n`
  assert.is((await found(CODE, on)).length, 1)
})

test('one Listen in two stanzas is one', async () => {
  const text =
    'ESMTP_Listener { Listen ":25" {} }\nesmtp_listener { listen ":25" { Concurrency = 1 } }\n'
  assert.equal(await found(CODE, text), [])
})

test.run()
