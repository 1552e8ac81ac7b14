import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Source } from '../../src/syntax/index.js'

const test = suite('Source')

test('lines end at LF or CRLF; a lone CR is a blank', () => {
  const source = new Source('a\r\nb\rc\nd')
  assert.is(source.lineCount, 3)
  assert.equal(
    [1, 2, 3].map((line) => source.lineText(line)),
    ['a', 'b\rc', 'd'],
  )
})

test('columns are code points, a tab is one', () => {
  const source = new Source('\t😀x\n')
  assert.equal(source.position(3), { line: 1, column: 3 })
})

test('a byte order mark has no column', () => {
  const source = new Source('\ufeffa = 1')
  assert.equal(source.position(1), { line: 1, column: 1 })
})

test('the end of a text that ends with a newline is on the line behind it', () => {
  const source = new Source('a\n')
  assert.equal(source.position(2), { line: 2, column: 1 })
  assert.is(source.lineStart(3), 2)
})

test('byte offsets', () => {
  const source = new Source('é😀x')
  assert.is(source.byteOffset(3), 6)
})

test('the newline of a file is that of its first line', () => {
  assert.is(new Source('a\r\nb\n').newline, '\r\n')
  assert.is(new Source('a\nb\r\n').newline, '\n')
  assert.is(new Source('').newline, '\n')
})

test.run()
