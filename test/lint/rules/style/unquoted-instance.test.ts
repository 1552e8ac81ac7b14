import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/unquoted-instance')
const CODE = 'style/unquoted-instance'

const DETAIL = 'Names with more than letters, digits and "_" are written as strings.'

test('B8: a domain', async () => {
  assert.equal(await found(CODE, 'Domain example.com {\n}\n'), [
    {
      severity: 'info',
      at: '1:8 example.com',
      summary: 'The name of "Domain" is not in quotes',
      detail: DETAIL,
      fix: ['safe: Put it in quotes', 'Domain "example.com" {\n}\n'],
    },
  ])
})

test('B3, B4: a socket and a port', async () => {
  const findings = await found(
    CODE,
    'ESMTP_Listener {\n  Listen /tmp/2025 {}\n  Listen :587 {}\n}\n',
  )
  assert.equal(
    findings.map(({ at }) => at),
    ['2:10 /tmp/2025', '3:10 :587'],
  )
})

test('B9: a regular expression that is glued to its brace keeps its backslashes', async () => {
  const [finding] = await found(CODE, 'Domain /^a\\.(com|net)$/{\n}\n')
  assert.is(finding?.at, '1:8 /^a\\.(com|net)$/')
  assert.is(finding?.fix?.[1], 'Domain "/^a\\.(com|net)$/"{\n}\n')
})

test('a plain word and a string are not reported', async () => {
  assert.equal(await found(CODE, 'Binding bulk_1 {}\nBinding "bulk-2" {}\nSecurity {}\n'), [])
})

test.run()
