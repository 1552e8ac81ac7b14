import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Source } from '../../src/syntax/index.js'

const test = suite('bytes to text and back')

const decode = (...bytes: number[]) => Source.fromBytes(Uint8Array.from(bytes)).text
const encode = (text: string) => [...new Source(text).bytes]

test('valid UTF-8 is decoded as such, the byte order mark is kept', () => {
  assert.is(decode(0xef, 0xbb, 0xbf, 0x61, 0xc3, 0xa9, 0xf0, 0x9f, 0x98, 0x80), '\ufeffaé😀')
})

test('a byte that is no valid UTF-8 becomes the lone surrogate U+DC00 + byte', () => {
  assert.is(decode(0x61, 0xe9, 0x62), 'a\udce9b')
  assert.is(decode(0xc3), '\udcc3')
  assert.is(decode(0xff, 0xfe), '\udcff\udcfe')
})

for (const [what, bytes] of Object.entries({
  'an overlong form': [0xc0, 0xaf],
  'an overlong form of three': [0xe0, 0x80, 0xaf],
  'an encoded surrogate': [0xed, 0xa0, 0x80],
  'a code point past the last': [0xf4, 0x90, 0x80, 0x80],
  'a sequence that is cut off': [0xf0, 0x9f, 0x98],
})) {
  test(`${what} is escaped byte by byte`, () => {
    const text = decode(...bytes)
    assert.equal(
      [...text].map((unit) => unit.charCodeAt(0)),
      bytes.map((byte) => 0xdc00 + byte),
    )
    assert.equal(encode(text), bytes)
  })
}

test('any bytes come back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      assert.equal(encode(Source.fromBytes(bytes).text), [...bytes])
    }),
    { numRuns: 5000 },
  )
})

test('a lone surrogate that stands for no byte is kept as its three bytes', () => {
  assert.equal(encode('\ud800'), [0xed, 0xa0, 0x80])
})

test.run()
