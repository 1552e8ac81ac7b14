import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { displayWidth, harmless, visible } from '../../../src/report/layout/visible.js'
import { Source } from '../../../src/syntax/index.js'

const test = suite('what can be seen of a text')

test('control characters', () => {
  assert.is(visible('a\x1b[31mb\x00\x07\x7f\v'), 'a\\x1b[31mb\\x00\\x07\\x7f\\x0b')
  assert.is(visible('a\tb\r\nc'), 'a\\tb\\r\\nc')
  assert.is(visible('\u009b'), '<U+009B>')
})

test('bytes that are no valid UTF-8', () => {
  const { text } = Source.fromBytes(new Uint8Array([0x61, 0xe9, 0xff, 0x62]))
  assert.is(visible(text), 'a\\xe9\\xffb')
  assert.is(visible('\ud800'), '<U+D800>')
})

test('what looks like a blank or like nothing', () => {
  assert.is(
    visible('a\u00a0b\u200bc\ufeffd\u2028e\u202ef'),
    'a<U+00A0>b<U+200B>c<U+FEFF>d<U+2028>e<U+202E>f',
  )
})

test('ordinary text stays as it is', () => {
  const text = 'größe, 値, \u{1f600}, “x”'
  assert.is(visible(text), text)
  assert.is(harmless(text), text)
})

test('a text that is only harmless keeps blanks of all kinds', () => {
  assert.is(harmless('a\tb\u00a0\u200bc'), 'a\tb\u00a0\u200bc')
  assert.is(harmless('\x1b[2J\u202e\u009b\ud800'), '\\x1b[2J<U+202E><U+009B><U+D800>')
})

test('columns on the screen', () => {
  assert.is(displayWidth('abc'), 3)
  assert.is(displayWidth('größe'), 5)
  assert.is(displayWidth('e\u0301'), 1)
  assert.is(displayWidth('値x'), 3)
  assert.is(displayWidth('\u{1f600}'), 2)
})

test.run()
