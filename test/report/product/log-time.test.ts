import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { logTime } from '../../../src/report/product/log-time.js'

const test = suite('the time before a line of a log')

test('local time, with zeros before single digits', () => {
  assert.is(logTime(new Date(2011, 9, 18, 13, 51, 50)), '[Tue 18 Oct 2011 13:51:50]')
  assert.is(logTime(new Date(2028, 0, 2, 3, 4, 5)), '[Sun 02 Jan 2028 03:04:05]')
})

test.run()
