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

test('a module that has had no name since some version', async () => {
  const text = 'cloudmark "spam" {\n}\ninbound_audit "a" {\n}\nas_logger "l" {\n}\n'
  const names = async (target: string) =>
    (await found(CODE, text, { target })).map(({ severity, summary }) => [severity, summary])
  const module = (name: string, target: string) => [
    'warning',
    `Scope "${name}" takes no name in ${target}`,
  ]
  assert.equal(await names('3.0.22'), [])
  assert.equal(await names('3.1'), [module('inbound_audit', '3.1'), module('as_logger', '3.1')])
  const all = ['cloudmark', 'inbound_audit', 'as_logger']
  for (const target of ['3.4', '3.6', '4.2', '5.3']) {
    assert.equal(
      await names(target),
      all.map((name) => module(name, target)),
    )
  }
})

test.run()
