import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { configurationOf, found } from '../../findings.js'

const test = suite('reference/hidden-domain')
const CODE = 'reference/hidden-domain'

test('a suffix before what ends in it', async () => {
  const text =
    'Domain "/[.]fr$/" { Max_Retries = 5 }\nDomain "/^(wanadoo|orange)\\.fr$/" {\n  Max_Retries = 3\n}\n'
  assert.equal(await found(CODE, text), [
    {
      severity: 'warning',
      at: '2:1 Domain "/^(wanadoo|orange)\\.fr$/"',
      summary: 'Domain "/^(wanadoo|orange)\\.fr$/" is always hidden by "/[.]fr$/"',
      detail:
        'Of expressions that match a domain the first one counts: move this one up, before "/[.]fr$/".',
      related: ['1:1 this one comes first, and matches the same domains'],
    },
  ])
  const { value } = (await configurationOf(text)).eval(
    [{ name: 'Domain', instance: 'orange.fr' }],
    'Max_Retries',
  )
  assert.is(value?.text, '5')
})

test('only some of its options', async () => {
  const first = 'Domain "/yahoo/" { Max_Retries = 5 TLS = no }\n'
  const second = 'Domain "/^yahoo[.]fr$/" { TLS = no Retry_Interval = 900'
  const [one] = await found(CODE, `${first}${second} }\n`)
  assert.is(one?.summary, 'Option "TLS" of Domain "/^yahoo[.]fr$/" is always hidden by "/yahoo/"')
  const [two] = await found(CODE, `${first}${second} MAX_RETRIES = 1 }\n`)
  assert.is(
    two?.summary,
    'Options "TLS" and "MAX_RETRIES" of Domain "/^yahoo[.]fr$/" are always hidden by "/yahoo/"',
  )
  const other = 'Domain "/^yahoo[.]fr$/" { Retry_Interval = 900 }\n'
  assert.equal(await found(CODE, first + other), [])
})

const hides = async (first: string, second: string) => {
  const text = `Domain "/${first}/" { Max_Retries = 1 }\nDomain "/${second}/" { Max_Retries = 2 }\n`
  return (await found(CODE, text)).length === 1
}

test('expressions that match all of what others match', async () => {
  for (const [first, second] of [
    ['.*', '^a\\d+[.]example$'],
    ['^.*$', '(?i)example'],
    ['[.]fr$', '\\.fr$'],
    ['[.]fr$', '[a-z]+\\d[.]co[.]fr$'],
    ['.*[.]fr$', '^www[.]a[.]fr$'],
    ['(?:^|[.])yahoo[.]com$', '(^|\\.)mail\\.yahoo\\.com$'],
    ['[.](com|net)$', '[.]example[.]net$'],
    ['^mail[.]', '^mail[.]example[.]com$'],
    ['yahoo', '^yahoo[.]co[.]jp$'],
    ['a|yahoo', 'yahoo'],
    ['\\.gov$|\\.mil$', '[.](gov|mil)$'],
    ['\\Q.fr\\E$', '[.]fr\\Z'],
    ['(?#French)[.]fr$', '\\Aa[.]fr$'],
  ] as const) {
    assert.ok(await hides(first, second), `${first}  ${second}`)
  }
})

test('expressions that leave something to others, or are not simple', async () => {
  for (const [first, second] of [
    ['^yahoo[.]com$', 'yahoo[.]com$'],
    ['[.]fr$', '[.]fr'],
    ['[.]fr$', '^(orange|free)[.](fr|de)$'],
    ['(?:^|[.])yahoo[.]com$', 'myyahoo[.]com$'],
    ['[.]gov$', '[.](gov|mil)$'],
    ['^a[0-9]$', '^a1$'],
    ['.+[.]fr$', '[.]fr$'],
    ['(?i)[.]fr$', '[.]fr$'],
    ['^ab?c', '^abc'],
    ['a{2}', 'a'],
    ['(', 'a'],
    ['a++', 'aa'],
    ['(?>a|ab)c', 'abc'],
    ['a(*FAIL)', 'a'],
    ['[.]fr$', '[.]fr(*ACCEPT)x$'],
  ] as const) {
    assert.not.ok(await hides(first, second), `${first}  ${second}`)
  }
})

test('several earlier ones together', async () => {
  const text =
    'Domain "/[.]gov$/" { Max_Retries = 1 }\nDomain "/[.]mil$/" { Max_Retries = 1 }\nDomain "/[.](?:gov|mil)$/" { Max_Retries = 2 }\n'
  const [finding] = await found(CODE, text)
  assert.is(finding?.summary, 'Domain "/[.](?:gov|mil)$/" is always hidden by "/[.]gov$/"')
})

test('each container for itself; hosts are not domains', async () => {
  const wide = 'Domain "/.*/" { Max_Outbound_Connections = 1 }'
  const narrow = 'Domain "/a/" { Max_Outbound_Connections = 2 }'
  assert.equal(await found(CODE, `${wide}\nBinding "b" { ${narrow} }\n`), [])
  assert.equal(await found(CODE, `${wide}\nHost "/a/" { Max_Outbound_Connections = 2 }\n`), [])
  const [finding] = await found(CODE, `Binding "b" {\n  ${wide}\n  ${narrow}\n}\n`)
  assert.is(finding?.summary, 'Binding "b" > Domain "/a/" is always hidden by "/.*/"')
})

test('a long and a deep expression take no long time', async () => {
  const deep = `${'('.repeat(200)}a${')'.repeat(200)}`
  const long = `(a|b)`.repeat(5000)
  assert.not.ok(await hides(deep, long))
  assert.ok(await hides('.*', long))
})

test.run()
