import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type CorpusFile, corpusFiles } from '../../tools/corpus.js'
import { checkTextOf } from '../../tools/invariants.js'
import { DIALECTS } from './dialects.js'

const test = suite('the sibling dialects: nothing is lost')

for (const [folder, { parse, ending, pieces }] of Object.entries(DIALECTS)) {
  const valid = corpusFiles(`dialects/${folder}`, ending)
  const corpus = [...valid, ...corpusFiles(`invalid/dialects/${folder}`, ending)]

  for (const file of valid) {
    test(`${file.name} is read without findings and printed as it was read`, () => {
      const document = checkTextOf(file.bytes, parse)
      assert.equal(document.diagnostics, [])
      assert.equal(Buffer.from(document.source.bytes), Buffer.from(file.bytes))
    })
  }

  test(`${folder}: any bytes`, () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        checkTextOf(bytes, parse)
      }),
      { numRuns: 500 },
    )
  })

  test(`${folder}: any sequence of pieces of the dialect`, () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...pieces), { maxLength: 50 }), (chosen) => {
        checkTextOf(chosen.join(''), parse)
      }),
      { numRuns: 3000 },
    )
  })

  test(`${folder}: any mutation of its files`, () => {
    const edit = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      drop: fc.nat(8),
      add: fc.constantFrom('', ...pieces),
    })
    fc.assert(
      fc.property(fc.nat(corpus.length - 1), fc.array(edit, { maxLength: 4 }), (file, edits) => {
        let bytes = Buffer.from((corpus[file] as CorpusFile).bytes)
        for (const { at, drop, add } of edits) {
          const place = Math.floor(at * bytes.length)
          bytes = Buffer.concat([
            bytes.subarray(0, place),
            Buffer.from(add),
            bytes.subarray(place + drop),
          ])
        }
        checkTextOf(bytes, parse)
      }),
      { numRuns: 1500 },
    )
  })
}

test.run()
