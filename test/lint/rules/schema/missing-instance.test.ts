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

test('a module that had a name before some version', async () => {
  const text = 'cloudmark {\n}\n'
  assert.equal(await found(CODE, text, { target: '3.3' }), [
    {
      severity: 'warning',
      at: '1:1 cloudmark',
      summary: 'Scope "cloudmark" needs a name in 3.3',
      detail: 'Write cloudmark "NAME" { ... }.',
    },
  ])
  assert.equal(await found(CODE, text, { target: '3.4' }), [])
  assert.equal(await found(CODE, text, { target: '4.2' }), [])
})

test.run()
