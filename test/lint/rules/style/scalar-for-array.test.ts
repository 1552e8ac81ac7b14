import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/scalar-for-array')
const CODE = 'style/scalar-for-array'

test('B17: one value where the product has an array', async () => {
  assert.equal(await found(CODE, 'Datasource "a" {\n  uri = "iowrapper:"\n}\n'), [
    {
      severity: 'info',
      at: '2:9 "iowrapper:"',
      summary: 'The value of "uri" is no array',
      detail: 'The product takes it as an array of one. Write it in parentheses.',
      fix: ['safe: Put it in parentheses', 'Datasource "a" {\n  uri = ( "iowrapper:" )\n}\n'],
    },
  ])
})

test('an array, and an option that is none', async () => {
  assert.equal(await found(CODE, 'Datasource "a" {\n  uri = ( "b" )\n}\nTLS = no\n'), [])
})

test('nothing is known of options in unknown scopes', async () => {
  assert.equal(await found(CODE, 'Quixotic {\n  uri = "b"\n}\n'), [])
})

test.run()
