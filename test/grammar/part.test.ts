import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse, partOf } from '../../grammar/index.js'
import { secretsIn } from '../../src/lint/index.js'
import type { FileView, ScopeView } from '../../src/syntax/index.js'
import { configurationText } from '../tools/random-configuration.js'

const test = suite('parts of documents')

const TEXT = [
  'a = 1',
  'S "x" {',
  '  b = ( 1 2 )',
  '  T { c = [ k = v ] }',
  '  U { d = 4 }',
  '}',
  'V { e = 5 }',
  'f = 6',
].join('\n')

function outline(body: FileView | ScopeView): unknown[] {
  return body.items.map((item) =>
    item.type === 'scope' ? [item.name, ...outline(item)] : item.text,
  )
}

function partAt(...words: string[]): unknown[] {
  const places = words.map((word) => {
    const start = TEXT.indexOf(word)
    return { start, end: start + word.length }
  })
  return outline(partOf(parse(TEXT), places).root)
}

test('a statement inside of stanzas: those around it, and the options beside it', () => {
  assert.equal(partAt('( 1 2 )'), [['S', 'b = ( 1 2 )']])
  assert.equal(partAt('[ k = v ]'), [['S', ['T', 'c = [ k = v ]']]])
})

test('places of several stanzas', () => {
  assert.equal(partAt('[ k = v ]', 'e = 5'), [
    ['S', ['T', 'c = [ k = v ]']],
    ['V', 'e = 5'],
  ])
})

test('a place at the top level: all options there', () => {
  assert.equal(partAt('f = 6'), ['a = 1', 'f = 6'])
})

test('a stanza whose name or end is touched is there with all that it holds', () => {
  assert.equal(partAt('"x"'), [['S', 'b = ( 1 2 )', ['T', 'c = [ k = v ]'], ['U', 'd = 4']]])
})

test('every statement is what it is in the whole, and the secrets at a place too', () => {
  fc.assert(
    fc.property(configurationText, fc.nat(), fc.nat(), (text, from, length) => {
      const start = from % (text.length + 1)
      const place = { start, end: Math.min(text.length, start + (length % 20)) }
      const document = parse(text)
      const part = partOf(document, [place])
      const { tree } = part
      for (let node = 1; node < tree.count; node++) {
        assert.ok((tree.next[node] as number) > node && (tree.next[node] as number) <= tree.count)
      }
      const inPart = secretsIn(part)
      const near = secretsIn(document).filter(
        (secret) => secret.start >= place.start && secret.end <= place.end,
      )
      for (const secret of near) {
        assert.ok(inPart.some((other) => other.start === secret.start && other.end === secret.end))
      }
    }),
    { numRuns: 300 },
  )
})

test.run()
