import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('schema/missing-instance')
const CODE = 'schema/missing-instance'

test('B20: a binding without a name', async () => {
  assert.equal(await found(CODE, 'binding {\n  EHLO_Hostname = "b.example.net"\n}\n'), [
    {
      severity: 'error',
      at: '1:1 binding',
      summary: 'Scope "binding" needs a name',
      detail: 'Write binding "NAME" { ... }.',
    },
  ])
})

test('scopes that have none, and those that may have one', async () => {
  assert.equal(await found(CODE, 'Security {\n}\nas_logger {\n}\nclamav {\n}\n'), [])
})

test('a scope in the wrong place is reported once', async () => {
  assert.equal(await found(CODE, 'Listen {\n}\n'), [])
})

test.run()
