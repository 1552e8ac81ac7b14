import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/unusual-blank')
const CODE = 'style/unusual-blank'

test('a form feed between stanzas', async () => {
  assert.equal(await found(CODE, 'a = 1\n\f\nb = 2\n'), [
    {
      severity: 'info',
      at: '2:1 \f',
      summary: 'A form feed stands where a blank is meant',
      detail: 'The product takes it as a blank. Few editors show it.',
      fix: ['safe: Write a blank', 'a = 1\n \nb = 2\n'],
    },
  ])
})

test('several between two words are one finding and one fix', async () => {
  const findings = await found(CODE, 'a =\v\f1')
  assert.equal(
    findings.map(({ at, summary, fix }) => [at, summary, fix?.[1]]),
    [['1:4 \v', 'A vertical tab stands where a blank is meant', 'a =  1']],
  )
})

test('at the end of the file', async () => {
  assert.equal(
    (await found(CODE, 'a = 1\n\f')).map(({ at }) => at),
    ['2:1 \f'],
  )
})

test('in comments and strings they are text', async () => {
  assert.equal(await found(CODE, 'a = "\f" # \v\n/* \f */\n'), [])
})

test.run()
