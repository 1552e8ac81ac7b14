import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Document, parse, reparse } from '../../grammar/index.js'
import { corpusFiles } from '../tools/corpus.js'

const test = suite('parsing again after an edit')

const texts = ['valid', 'cluster', 'node', 'overlays']
  .flatMap((folder) => corpusFiles(folder))
  .map(({ bytes }) => parse(bytes).source.text)

/** Everything that a document holds, for comparing. */
function columns({ tree, diagnostics, source }: Document): unknown {
  const { tokens, count, kind, first, limit, next } = tree
  return {
    text: source.text,
    tokens: [tokens.count, [...tokens.kind], [...tokens.start], [...tokens.end]],
    nodes: [count, [...kind], [...first], [...limit], [...next]],
    diagnostics,
  }
}

const PIECES = [
  ...['', 'x', ' ', '\n', '"', '{', '}', '(', ')', '=', '#', '/*', '*/', ',', '/', ';', ':', '»\n'],
  ...['include "a"\n', 'a = 1\n', 'Domain "x" { b = 2 }\n', 'include', '/x(y)/', '“', '\u00a0'],
]

test('gives what parsing the whole text gives', () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    drop: fc.nat(12),
    add: fc.constantFrom(...PIECES),
  })
  fc.assert(
    fc.property(fc.nat(texts.length - 1), edit, edit, (index, one, two) => {
      const text = texts[index] as string
      let document = parse(text)
      for (const { at, drop, add } of [one, two]) {
        const start = Math.floor(at * document.source.length)
        const end = Math.min(start + drop, document.source.length)
        document = reparse(document, [{ start, end, text: add }])
        assert.equal(columns(document), columns(parse(document.source.text)))
      }
    }),
    { numRuns: 4000 },
  )
})

test('an edit inside a stanza leaves the columns before it as they are', () => {
  const text = `a = 1\n${'Domain "x" {\n  b = 2\n}\n'.repeat(100)}`
  const start = text.lastIndexOf('2')
  const document = reparse(parse(text), [{ start, end: start + 1, text: '( 3 4 )' }])
  assert.equal(columns(document), columns(parse(document.source.text)))
})

test('no edits, no new document', () => {
  const document = parse('a = 1')
  assert.is(reparse(document, []), document)
})

test('edits out of order are refused', () => {
  const edits = [
    { start: 3, end: 4, text: '' },
    { start: 0, end: 1, text: '' },
  ]
  assert.throws(
    () => reparse(parse('a = 1'), edits),
    (error: unknown) => error instanceof RangeError,
  )
})

test.run()
