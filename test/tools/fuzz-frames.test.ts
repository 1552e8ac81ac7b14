import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { makeFrameCase } from './fuzz-frames/cases.js'
import { decode, mistakeInFrames } from './fuzz-frames/check.js'

const test = suite('the fuzzer of frames')

test('makes the same cases for the same seed, and others for another one', () => {
  const cases = (seed: number) =>
    Array.from({ length: 20 }, (_, index) => makeFrameCase(seed, index))
  assert.equal(cases(3), cases(3))
  assert.not.equal(cases(3), cases(4))
})

test('a few thousand cases: nothing found, and every problem among them', () => {
  const codes = new Set<string>()
  for (let number = 0; number < 3000; number++) {
    const tried = makeFrameCase(1, number)
    assert.is(mistakeInFrames(tried), undefined, `case ${number}`)
    codes.add(decode(tried, tried.chunks).problem?.code ?? 'none')
  }
  assert.equal([...codes].sort(), [
    ...['cut-off', 'malformed', 'none', 'not-this-protocol', 'other-version', 'too-long'],
    ...['unexpected-kind', 'unknown-kind'],
  ])
})

test('a decoder that throws is a mistake that is told', () => {
  const chunks = [undefined as unknown as Uint8Array]
  const mistake = mistakeInFrames({ reader: 'server', loginFrames: 1, chunks })
  assert.match(mistake ?? '', /^thrown: /)
})

test.run()
