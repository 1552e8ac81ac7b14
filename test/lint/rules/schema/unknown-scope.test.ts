import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('schema/unknown-scope')
const CODE = 'schema/unknown-scope'

test('a letter is missing, and only one scope can be meant', async () => {
  const text = 'ESMTP_Listner {\n  Listen ":25" {\n    Enabl = true\n  }\n}\n'
  assert.equal(await found(CODE, text), [
    {
      severity: 'error',
      at: '1:1 ESMTP_Listner',
      summary: 'Unknown scope "ESMTP_Listner" in scope Global',
      detail: 'Did you mean "Esmtp_Listener"?',
      fix: ['safe: Write "Esmtp_Listener"', text.replace('ESMTP_Listner', 'Esmtp_Listener')],
    },
  ])
  assert.equal(await codes(text), ['1 schema/unknown-scope'])
})

test('inside another scope', async () => {
  const [finding] = await found(CODE, 'ESMTP_Listener {\n  Listenn ":25" {}\n}\n')
  assert.is(finding?.summary, 'Unknown scope "Listenn" in scope Esmtp_Listener')
  assert.is(finding?.fix?.[0], 'safe: Write "Listen"')
})

test('the fix is not safe when the scope that is meant has a name and this one has none', async () => {
  const [finding] = await found(CODE, 'ESMTP_Listener {\n  Listenn {}\n}\n')
  assert.is(finding?.fix?.[0], 'unsafe: Write "Listen"')
})

test('a name that is close only to one of other scopes', async () => {
  const [finding] = await found(CODE, 'Security {\n  Rolee "admin" {}\n}\n')
  assert.is(finding?.detail, '"Role" is a scope of Authorization.')
  assert.is(finding?.fix, undefined)
})

test('a name that is close to none', async () => {
  const [finding] = await found(CODE, 'quixotic_logger "q" {\n}\n')
  assert.is(finding?.detail, 'The product has no scope of this name.')
})

test('an option that is written as a scope', async () => {
  const [finding] = await found(CODE, 'ESMTP_Listener {\n  Idle_Time { a = 1 }\n}\n')
  assert.is(finding?.summary, 'Unknown scope "Idle_Time" in scope Esmtp_Listener')
  assert.is(finding?.detail, '"Idle_Time" is an option: write Idle_Time = VALUE.')
})

test('a broken head is not reported again', async () => {
  assert.equal(await codes('Quixotic “a” {\n}\n'), ['1 syntax/typographic-quotes'])
})

test.run()
