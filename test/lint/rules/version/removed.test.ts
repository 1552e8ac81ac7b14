import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('version/removed')
const CODE = 'version/removed'

test('an option that ended', async () => {
  const text = 'ssl_lock_method = "mutex"\n'
  assert.equal(await found(CODE, text, { target: '5.2' }), [
    {
      severity: 'error',
      at: '1:1 ssl_lock_method',
      summary: 'Option "ssl_lock_method" was removed in 5.2',
      detail: 'Take it out.',
    },
  ])
  assert.equal(await found(CODE, text, { target: '5.1' }), [])
  assert.equal(await found(CODE, text, { target: '3.0' }), [])
})

test('a module that another one replaced', async () => {
  assert.equal(await found(CODE, 'spamc {\n}\n', { target: '5.0' }), [
    {
      severity: 'error',
      at: '1:1 spamc',
      summary: 'Module "spamc" was removed in 5.0',
      detail: 'Use the module "spamassassin" instead.',
    },
  ])
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
        'error',
        '2:3 DKIM',
        'Option "DKIM" is not in 4.2.28: only 3.x has it',
        'Use "opendkim_sign" instead.',
      ],
      [
        'error',
        '5:3 mbus_daemon',
        'Option "mbus_daemon" is not in 4.2.28: only 3.x has it',
        'Use the modules "msgc_server" and "msgc_client" instead.',
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
