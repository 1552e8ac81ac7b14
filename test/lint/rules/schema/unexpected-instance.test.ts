import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('schema/unexpected-instance')
const CODE = 'schema/unexpected-instance'

test('a name on a scope of which there is only one', async () => {
  assert.equal(await found(CODE, 'Security "main" {\n  User = "a"\n}\n'), [
    {
      severity: 'error',
      at: '1:10 "main"',
      summary: 'Scope "Security" takes no name',
      detail: 'There is only one scope of this kind. Take the name out.',
      fix: ['unsafe: Take the name out', 'Security {\n  User = "a"\n}\n'],
    },
  ])
})

test('scopes that have one, and those that may have one', async () => {
  assert.equal(await found(CODE, 'Domain "a" {\n}\nas_logger "b" {\n}\nclamav "c" {\n}\n'), [])
})

test.run()
