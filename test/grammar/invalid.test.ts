import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../grammar/index.js'
import { corpusFiles, expectationOf } from '../tools/corpus.js'

const test = suite('broken files')

const files = corpusFiles('invalid/syntax')

test('there are at least 120 of them', () => {
  assert.ok(files.length >= 120, `${files.length} files`)
})

for (const file of files) {
  const expected = expectationOf(file)
  test(`${file.name}: ${expected.note}`, () => {
    const { diagnostics, source } = parse(file.bytes, { name: file.name })
    const found = diagnostics.map(({ code, start, summary }) => {
      return { code, ...source.position(start), summary }
    })
    assert.equal(found, expected.diagnostics)
    for (const { detail, file: name, severity } of diagnostics) {
      assert.ok(detail, 'every syntax error says what to do')
      assert.is(name, file.name)
      assert.is(severity, 'error')
    }
  })
}

test.run()
