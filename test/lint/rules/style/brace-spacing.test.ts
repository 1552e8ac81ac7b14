import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('style/brace-spacing')
const CODE = 'style/brace-spacing'

test('B15: a brace that is glued to a name', async () => {
  assert.equal(await found(CODE, 'Role "root"{\n}\n'), [
    {
      severity: 'info',
      at: '1:12 {',
      summary: 'There is no blank before the "{" of "Role"',
      detail: 'The product takes it as it is. A blank makes it easier to read.',
      fix: ['safe: Put a blank before it', 'Role "root" {\n}\n'],
    },
  ])
})

test('B15: no blanks around "="', async () => {
  assert.equal(await found(CODE, 'a=( b )\n'), [
    {
      severity: 'info',
      at: '1:2 =',
      summary: 'There are no blanks around a "=" of "a"',
      detail: 'The product takes it as it is. Blanks make it easier to read.',
      fix: ['safe: Put blanks around it', 'a = ( b )\n'],
    },
  ])
})

test('one side is enough, and all of an option are one finding', async () => {
  const findings = await found(CODE, 'a = [ b ="c" d= "e" f="g" ]\nh= 1\n')
  assert.equal(
    findings.map(({ at, fix }) => [at, fix?.[1]]),
    [
      ['1:9 =', 'a = [ b = "c" d = "e" f = "g" ]\nh= 1\n'],
      ['2:2 =', 'a = [ b ="c" d= "e" f="g" ]\nh = 1\n'],
    ],
  )
})

test('an anonymous stanza, and a brace on a line of its own', async () => {
  const findings = await found(CODE, 'Security{\n}\nLogs\n{\n}\n')
  assert.equal(
    findings.map(({ at }) => at),
    ['1:9 {'],
  )
})

test.run()
