import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/unquoted-value')
const CODE = 'style/unquoted-value'

test('B7: an address', async () => {
  assert.equal(await found(CODE, 'Binding "a" {\n  Bind_Address = 192.0.2.14\n}\n'), [
    {
      severity: 'info',
      at: '2:18 192.0.2.14',
      summary: 'A name or address of "Bind_Address" is not in quotes',
      detail: 'Host names, addresses and wildcards are written as strings.',
      fix: ['safe: Put it in quotes', 'Binding "a" {\n  Bind_Address = "192.0.2.14"\n}\n'],
    },
  ])
})

test('B7: a port behind a host, and an IPv6 address', async () => {
  const findings = await found(CODE, 'A = 127.0.0.1:8162\nB = 2001:db8::1\n')
  assert.equal(
    findings.map(({ at }) => at),
    ['1:5 127.0.0.1:8162', '2:5 2001:db8::1'],
  )
})

test('B6: host names and wildcards in an array are one finding and one fix', async () => {
  const findings = await found(CODE, 'Relay_Domains = ( example.com "a.b" *.example.com )\n')
  assert.equal(
    findings.map(({ at, fix }) => [at, fix?.[1]]),
    [['1:19 example.com', 'Relay_Domains = ( "example.com" "a.b" "*.example.com" )\n']],
  )
})

test('numbers and words are not addresses', async () => {
  assert.equal(await found(CODE, 'A = 0.5\nB = -1\nC = 1.\nD = ( 1 0.25 word 300,6 )\n'), [])
})

test('what needs quotes anyway is another finding', async () => {
  assert.equal(await found(CODE, 'Relay_Hosts = ( 10.0.0.0/8 )\n'), [])
})

test.run()
