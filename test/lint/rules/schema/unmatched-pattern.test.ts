import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('schema/unmatched-pattern')
const CODE = 'schema/unmatched-pattern'

test('the part that is not followed', async () => {
  assert.equal(await found(CODE, 'Domain "/^([a-z]+)[.]\\1$/" {}\n'), [
    {
      severity: 'info',
      at: '1:22 \\1',
      summary: 'Regular expression of scope "Domain" is not matched by ecconf',
      detail:
        'It has a reference to what group 1 has matched. PCRE follows that; eval, why, set and diff ' +
        'answer as if the expression matched nothing.',
    },
  ])
})

test('all of it where it is too large', async () => {
  const [finding] = await found(CODE, 'Host "/(?:a{1000}){1000}/" {}\n')
  assert.is(finding?.at, '1:8 (?:a{1000}){1000}')
})

test('quiet for what is matched, and for what is wrong', async () => {
  assert.equal(await found(CODE, 'Domain "/^(?!mail[.])(a|b)\\1++$/" {}\n'), [])
  assert.equal(await codes('Domain "/(a+\\1/" {}\n'), ['1 schema/wrong-type'])
})

test.run()
