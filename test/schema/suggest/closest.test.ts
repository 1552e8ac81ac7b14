import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { closest, slips } from '../../../src/schema/suggest/closest.js'

const test = suite('closest names')

test('slips of typing', () => {
  assert.is(slips('idle_time', 'idle_time'), 0)
  assert.is(slips('idle_tiem', 'idle_time'), 1)
  assert.is(slips('dile_time', 'idle_time'), 1)
  assert.is(slips('idle_tim', 'idle_time'), 1)
  assert.is(slips('idlee_time', 'idle_time'), 1)
  assert.is(slips('idle_tome', 'idle_time'), 1)
  assert.is(slips('idel_tome', 'idle_time'), 3)
  assert.is(slips('abcd', 'badc'), 3)
})

test('the closest one, and whether another is as close', () => {
  assert.equal(closest('idle_tiem', ['idle_timeout', 'idle_time', 'tls']), {
    name: 'idle_time',
    slips: 1,
    clear: true,
  })
  assert.equal(closest('tlx', ['tls', 'tly']), { name: 'tls', slips: 1, clear: false })
  assert.equal(closest('tlx', ['tly', 'tly']), { name: 'tly', slips: 1, clear: true })
  assert.equal(closest('aabc', ['aabd', 'aabe', 'aabc']), { name: 'aabc', slips: 0, clear: true })
})

test('a short name may hold few slips, and a long one not many', () => {
  assert.is(closest('ab', ['ac']), undefined)
  assert.is(closest('abcd', ['abxy']), undefined)
  assert.is(closest('quixotic_flag', ['banner_hostname', 'generate_bounces']), undefined)
})

test.run()
