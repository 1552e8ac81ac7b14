import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { HYPERLINK, hyperlink } from '../../../src/report/layout/hyperlink.js'

const test = suite('links to files on a terminal')

test('an address and a text, closed behind it', () => {
  assert.is(
    hyperlink('/etc/a b.conf', 'a b.conf:1:2'),
    '\x1b]8;;file:///etc/a%20b.conf\x1b\\a b.conf:1:2\x1b]8;;\x1b\\',
  )
})

test('no character of a name ends the address or begins another code', () => {
  const evil = '/\x1b\\\x07;?#%"größe\u{1f600}\udce9\x9c\n'
  const [, address = ''] = /;;(.*?)\x1b\\/.exec(hyperlink(evil, '')) ?? []
  assert.is(address, 'file:///%1B%5C%07%3B%3F%23%25%22gr%C3%B6%C3%9Fe%F0%9F%98%80%E9%C2%9C%0A')
})

test('the expression takes what is made here and no other code of that kind', () => {
  const whole = new RegExp(`^(?:${HYPERLINK.source})$`)
  assert.ok(whole.test('\x1b]8;;file:///a%20b\x1b\\'))
  assert.ok(whole.test('\x1b]8;;\x1b\\'))
  for (const other of [
    '\x1b]8;;https://example.com\x1b\\',
    '\x1b]8;id=1;file:///a\x1b\\',
    '\x1b]8;;file:///a\x07',
    '\x1b]0;title\x1b\\',
  ]) {
    assert.not.ok(whole.test(other), JSON.stringify(other))
  }
})

test.run()
