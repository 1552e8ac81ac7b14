import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/missing-equals')
const CODE = 'style/missing-equals'

test('B12: a dictionary', async () => {
  assert.equal(await found(CODE, 'a {\n  map [ b = "c" ]\n}\n'), [
    {
      severity: 'info',
      at: '2:3 map',
      summary: 'There is no "=" after "map"',
      detail: 'The product takes it as it is. Write Name = value, as for every other option.',
      fix: ['safe: Write "="', 'a {\n  map = [ b = "c" ]\n}\n'],
    },
  ])
})

test('an array that is glued to its name', async () => {
  const [finding] = await found(CODE, 'Debug_Flags {\n  DEBUG(SMTP)\n}\n')
  assert.is(finding?.fix?.[1], 'Debug_Flags {\n  DEBUG = (SMTP)\n}\n')
})

test('B22: a hook has none', async () => {
  assert.equal(
    await found(CODE, 'alias "a" {\n  hook:core [ b = "c" ]\n  Hook:d [ e = "f" ]\n}\n'),
    [],
  )
})

test('an option with "=" is not reported', async () => {
  assert.equal(await found(CODE, 'a = [ b = "c" ]\n'), [])
})

test.run()
