import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/option-name')
const CODE = 'style/option-name'

const DETAIL =
  'The product takes it as it is, though names are letters, digits and "_" by the rule.'

test('B10: a hyphen; there is no other way to write it', async () => {
  assert.equal(await found(CODE, 'auth_radius {\n  NAS-IP-Address = "192.0.2.9"\n}\n'), [
    {
      severity: 'info',
      at: '2:3 NAS-IP-Address',
      summary: 'The name of option "NAS-IP-Address" has a hyphen',
      detail: DETAIL,
    },
  ])
})

test('B18: a leading underscore', async () => {
  assert.equal(await found(CODE, '_Unsafe_Spool = true\n'), [
    {
      severity: 'info',
      at: '1:1 _Unsafe_Spool',
      summary: 'The name of option "_Unsafe_Spool" begins with "_"',
      detail: DETAIL,
    },
  ])
})

test('ordinary names and hooks are not reported', async () => {
  const text = 'Use_IPv6 = false\nalias "a" {\n  hook:b-c [ d = "e" ]\n}\n'
  assert.equal(await found(CODE, text), [])
})

test.run()
