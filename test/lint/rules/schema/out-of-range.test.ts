import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('schema/out-of-range')
const CODE = 'schema/out-of-range'

test('below or above what makes sense', async () => {
  assert.equal(await found(CODE, 'Memory_HWM = 920\n'), [
    {
      severity: 'info',
      at: '1:14 920',
      summary: 'Value 920 of "Memory_HWM" is out of its usual range',
      detail: 'Usual is from 0 to 100.',
    },
  ])
  const [finding] = await found(CODE, 'Match_Cache_Size = "-5"\n')
  assert.is(finding?.at, '1:20 "-5"')
  assert.is(finding?.detail, 'Usual is 0 or more.')
})

test('in the range, no limit, or a number with a meaning of its own', async () => {
  assert.equal(await found(CODE, 'Memory_HWM = 92\nMatch_Cache_Size = -1\n'), [])
  assert.equal(await found(CODE, 'Max_Resident_Messages = 0\n'), [])
  assert.equal(await found(CODE, 'Memory_HWM = many\n'), [])
})

test.run()
