import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('schema/out-of-range')
const CODE = 'schema/out-of-range'

test('below or above what makes sense', async () => {
  assert.equal(await found(CODE, 'Max_Resident_Messages = -5\n'), [
    {
      severity: 'info',
      at: '1:25 -5',
      summary: 'Value -5 of "Max_Resident_Messages" is out of its usual range',
      detail: 'Usual is 0 or more.',
    },
  ])
  const [finding] = await found(CODE, 'Max_DNS_TTL = "4294967296"\n')
  assert.is(finding?.at, '1:15 "4294967296"')
  assert.is(finding?.detail, 'Usual is from 0 to 4294967295.')
})

test('what the documents forbid is a warning', async () => {
  assert.equal(await found(CODE, 'Memory_HWM = 920\n'), [
    {
      severity: 'warning',
      at: '1:14 920',
      summary: 'Value 920 of "Memory_HWM" is out of its range',
      detail: 'Allowed is from 0 to 100.',
    },
  ])
  assert.equal(
    (await found(CODE, FORBIDDEN)).map(({ severity, at, detail }) => [severity, at, detail]),
    [
      [
        'warning',
        '1:20 0',
        'Allowed is 1 or more. Note: 0 makes the product behave unpredictably.',
      ],
      ['warning', '2:28 999', 'Allowed is 1000 or more.'],
      ['warning', '3:25 -1', 'Allowed is 1 or more.'],
      ['warning', '4:29 0', 'Allowed is 1 or more.'],
      ['warning', '5:30 61', 'Allowed is 60 or less.'],
      ['warning', '6:15 0', 'Allowed is 1 or more.'],
    ],
  )
})

const FORBIDDEN = `match_cache_size = 0
dns_rate_limit_max_queue = 999
dns_rate_limit_period = -1
dns_rate_limit_mx_queries = 0
debug_throttle_period_secs = 61
Max_Retries = 0
`

test('what is advised against, or only works slowly, is information', async () => {
  const text = 'delayed_binding_domain_fuzz = 3\nMax_Resident_Active_Queue = 20000\n'
  assert.equal(
    (await found(CODE, text)).map(({ severity, summary, detail }) => [severity, summary, detail]),
    [
      [
        'info',
        'Value 3 of "delayed_binding_domain_fuzz" is no power of two',
        'Other numbers work, but slowly.',
      ],
      [
        'info',
        'Value 20000 of "Max_Resident_Active_Queue" is out of its usual range',
        'Usual is from 500 to 10000.',
      ],
    ],
  )
})

test('in the range, no limit, or a number with a meaning of its own', async () => {
  assert.equal(await found(CODE, 'Memory_HWM = 92\nMatch_Cache_Size = 1\n'), [])
  assert.equal(
    await found(CODE, 'Max_Resident_Messages = 0\nServer_Reserve_Outbound_Connections = -1\n'),
    [],
  )
  assert.equal(await found(CODE, 'Max_Retries = none\nmax_resident_active_queue = 250\n'), [])
  assert.equal(await found(CODE, 'delayed_binding_domain_fuzz = 0\n'), [])
  assert.equal(await found(CODE, 'delayed_binding_domain_fuzz = 8\n'), [])
  assert.equal(await found(CODE, 'Memory_HWM = many\n'), [])
})

test.run()
