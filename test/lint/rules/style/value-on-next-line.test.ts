import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/value-on-next-line')
const CODE = 'style/value-on-next-line'

test('B16: a value on the next line', async () => {
  assert.equal(await found(CODE, 'Datasource "a" {\r\n  uri =\r\n    ( "b" )\r\n}\r\n'), [
    {
      severity: 'info',
      at: '3:5 ( "b" )',
      summary: 'The value of "uri" stands on another line than its "="',
      detail: 'The product takes it as it is. It is easier to find behind the "=".',
      fix: ['safe: Put it on the same line', 'Datasource "a" {\r\n  uri = ( "b" )\r\n}\r\n'],
    },
  ])
})

test('a comment between them would be lost: no fix', async () => {
  const [finding] = await found(CODE, 'a = # why\n  1\n')
  assert.is(finding?.at, '2:3 1')
  assert.is(finding?.fix, undefined)
})

test('an array over several lines that begins behind the "=" is not reported', async () => {
  assert.equal(await found(CODE, 'a = (\n  "b"\n)\n'), [])
})

test.run()
