import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { CODES } from '../../../src/diagnostics/index.js'
import { corpusFiles, expectationOf } from '../../tools/corpus.js'
import { checkTextOf } from '../../tools/invariants.js'
import { DIALECTS } from './dialects.js'

const test = suite('the sibling dialects: broken files')

for (const [folder, { parse, ending }] of Object.entries(DIALECTS)) {
  for (const file of corpusFiles(`invalid/dialects/${folder}`, ending)) {
    const expected = expectationOf(file)
    test(`${file.name}: ${expected.note}`, () => {
      const { diagnostics, source } = checkTextOf(file.bytes, (text) =>
        parse(text, { name: file.name }),
      )
      const found = diagnostics.map(({ code, start, summary }) => {
        return { code, ...source.position(start), summary }
      })
      assert.equal(found, expected.diagnostics)
      assert.ok(found.length > 0)
      for (const { code, detail, file: name, severity } of diagnostics) {
        assert.ok(detail, 'every finding says what to do')
        assert.is(name, file.name)
        assert.is(severity, CODES[code])
      }
    })
  }
}

test('every dialect has broken files', () => {
  for (const [folder, { ending }] of Object.entries(DIALECTS)) {
    assert.ok(corpusFiles(`invalid/dialects/${folder}`, ending).length >= 3, folder)
  }
})

test.run()
