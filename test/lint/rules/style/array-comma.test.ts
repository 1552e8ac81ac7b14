import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/array-comma')
const CODE = 'style/array-comma'

test('B14: all commas of an option are one finding and one fix', async () => {
  assert.equal(await found(CODE, 'Hot_Domains = ( "a", "b" ,"c","d", )\n'), [
    {
      severity: 'info',
      at: '1:20 ,',
      summary: 'Commas separate the elements of "Hot_Domains"',
      detail: 'The product passes over them. Blanks are enough.',
      fix: ['safe: Take the commas out', 'Hot_Domains = ( "a" "b" "c" "d" )\n'],
    },
  ])
})

test('in a dictionary', async () => {
  const [finding] = await found(CODE, 'x = [ a = "b", c = "d" ]\n')
  assert.is(finding?.fix?.[1], 'x = [ a = "b" c = "d" ]\n')
})

test('a comma in a word belongs to it', async () => {
  assert.equal(await found(CODE, 'x = 300,6\ny = ( "a,b" c )\n'), [])
})

test.run()
