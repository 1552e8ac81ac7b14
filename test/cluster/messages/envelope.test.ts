import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { decodeEnvelope, encodeEnvelope } from '../../../src/cluster/messages/envelope.js'
import { HeadReader } from '../../../src/cluster/messages/head-reader.js'

const test = suite('messages on the bus')

const bytes = (text: string) => new TextEncoder().encode(text)

test('the head comes back, and the body byte for byte', () => {
  const body = Uint8Array.from([0, 10, 255, 123, 10])
  const read = decodeEnvelope(encodeEnvelope({ kind: 'answer', part: 3, list: ['a\n'] }, body))
  assert.equal(read?.head, { kind: 'answer', part: 3, list: ['a\n'] })
  assert.equal([...(read?.body ?? [])], [...body])
})

test('what is none of ours is no message', () => {
  for (const payload of [
    '',
    '{}',
    '{"v":1}',
    '[]\n',
    'null\n',
    '{"v":2}\n',
    '{"v":1\n',
    '\n{"v":1}',
  ]) {
    assert.is(decodeEnvelope(bytes(payload)), undefined, JSON.stringify(payload))
  }
  assert.is(decodeEnvelope(Uint8Array.from([0x7b, 0xff, 0x7d, 0x0a])), undefined)
  const long = encodeEnvelope({ text: 'x'.repeat(300_000) })
  assert.is(decodeEnvelope(long), undefined, 'a head that has no end')
})

test('fields that are missing or wrong are said', () => {
  const head = new HeadReader({ a: 'x', n: 1.5, f: 'yes', l: [1], o: null })
  assert.is(head.text('a'), 'x')
  assert.is(head.optionalText('o'), undefined)
  assert.is(head.flag('none'), false)
  assert.throws(() => head.text('none'), /the field none is not a text of at most 4096 characters/)
  assert.throws(() => head.text('a', 0), /the field a is not a text of at most 0 characters/)
  assert.throws(() => head.count('n'), /the field n is not a whole number/)
  assert.throws(() => head.flag('f'), /the field f is not true or false/)
  assert.throws(() => head.texts('l'), /the field l is not a list of texts/)
  assert.throws(() => head.objects('l'), /the field l is not a list of objects/)
  assert.throws(() => head.oneOf('a', ['y', 'z']), /the field a is not one of y, z/)
})

test.run()
