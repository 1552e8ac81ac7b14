import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('schema/option-in-two-stanzas')
const CODE = 'schema/option-in-two-stanzas'

const FIRST = 'Domain "Example.com" {\n  Max_Retries = 3\n  TLS = no\n}\n'
const SECOND = 'Domain "example.com" {\n  max_retries = 5\n}\n'

test('far apart, with other capitals', async () => {
  const main = `${FIRST}Use_IPv6 = true\n${SECOND}`
  assert.equal(await found(CODE, { 'ecelerity.conf': main }), [
    {
      severity: 'warning',
      at: '7:3 max_retries',
      summary: 'Option "max_retries" of Domain "Example.com" is set in another stanza too',
      detail: 'Both stanzas are one scope, and the last value counts. Keep one of them.',
      related: ['2:3 first set here'],
    },
  ])
})

test('in an included file, where the main file is of a program', async () => {
  const files = { 'ecelerity.conf': 'include "domains.conf"\n', 'domains.conf': FIRST + SECOND }
  assert.equal(
    (await found(CODE, files)).map(({ at }) => at),
    ['domains.conf:6:3 max_retries'],
  )
})

test('three times: each later one', async () => {
  const all = await found(CODE, { 'ecelerity.conf': FIRST + SECOND + SECOND })
  assert.equal(
    all.map(({ at }) => at),
    ['6:3 max_retries', '9:3 max_retries'],
  )
})

test('two files, one stanza, other options, another domain, and a fragment', async () => {
  const include = 'include "a.conf"\n'
  assert.equal(await found(CODE, { 'ecelerity.conf': include + SECOND, 'a.conf': FIRST }), [])
  const one = 'Domain "a" {\n  Max_Retries = 3\n  Max_Retries = 4\n}\n'
  assert.equal(await codes({ 'ecelerity.conf': one }), ['3 schema/duplicate-option'])
  assert.equal(await found(CODE, { 'ecelerity.conf': `${FIRST}Domain "example.com" {}\n` }), [])
  const group = `Binding_Group "g" {\n${SECOND}}\n`
  assert.equal(await found(CODE, { 'ecelerity.conf': FIRST + group }), [])
  assert.equal(await found(CODE, FIRST + SECOND), [])
})

test('one file that is included twice has each stanza once', async () => {
  const twice = 'include "a.conf"\n'.repeat(2)
  assert.equal(await found(CODE, { 'ecelerity.conf': twice, 'a.conf': FIRST }), [])
})

test.run()
