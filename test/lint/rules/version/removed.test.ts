import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('version/removed')
const CODE = 'version/removed'

test('an option that ended', async () => {
  const text = 'dnsbuf {\n  rcvbuf_size = 4096\n}\n'
  for (const target of ['4.8', '4.8.0', '5.3']) {
    assert.equal(await found(CODE, text, { target }), [
      {
        severity: 'error',
        at: '1:1 dnsbuf',
        summary: `Module "dnsbuf" is not in ${target}: 4.7 is the last with it`,
        detail: 'Use "dns_udp_rcvbuf_size" and "dns_udp_sndbuf_size" instead.',
      },
    ])
  }
  for (const target of ['4.7', '4.7.0', '4.7.9', '4.2', '3.6']) {
    assert.equal(await found(CODE, text, { target }), [], target)
  }
})

test('an end about which the documents contradict each other is a warning', async () => {
  const text = 'cluster {\n  mbus_daemon = "4803"\n}\n'
  assert.equal(await found(CODE, text, { target: '3.6' }), [
    {
      severity: 'warning',
      at: '2:3 mbus_daemon',
      summary: 'Option "mbus_daemon" is not in 3.6: 3.3 is the last with it',
      detail: 'Use the modules "msgc_server" and "msgc_client" instead.',
    },
  ])
  assert.equal(await found(CODE, text, { target: '3.3' }), [])
})

test('what the tables have for the other product line only', async () => {
  const text = 'Domain "a.com" {\n  DKIM = true\n}\ncluster {\n  mbus_daemon = "4803"\n}\n'
  assert.equal(
    (await found(CODE, text, { target: '4.2.28' })).map(({ severity, at, summary, detail }) => [
      severity,
      at,
      summary,
      detail,
    ]),
    [
      [
        'warning',
        '2:3 DKIM',
        'Option "DKIM" is listed for 3.x only',
        'The list of 4.x does not have it. Use "opendkim_sign" instead.',
      ],
      [
        'warning',
        '5:3 mbus_daemon',
        'Option "mbus_daemon" is listed for 3.x only',
        'The list of 4.x does not have it. Use the modules "msgc_server" and "msgc_client" instead.',
      ],
    ],
  )
})

test('what no page about the target speaks of is no more than a hint', async () => {
  const text = 'sieve "a" {\n  script "b" {\n    source = "/c"\n  }\n}\n'
  assert.equal(await found(CODE, text, { target: '4.2.28' }), [
    {
      severity: 'info',
      at: '1:1 sieve',
      summary: 'Module "sieve" is documented for 3.x only',
      detail: 'Nothing says that 4.2.28 still has it. Try it before the upgrade.',
    },
  ])
})

test('options of the mobile edition are in every product line', async () => {
  assert.equal(await found(CODE, 'smpp_sms_segment_size = 160\n', { target: '4.2.28' }), [])
})

test.run()
