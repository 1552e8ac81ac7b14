import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { addressMatcher } from '../../../src/config/lookup/address-matcher.js'

const test = suite('addresses')

function matches(networks: readonly string[], address: string): readonly string[] {
  return addressMatcher(networks.map((network) => [network, network] as const))(address)
}

test('the longest prefix comes first', () => {
  const networks = ['0.0.0.0/0', '10.0.0.0/8', '10.0.0.1', '10.0.0.0/16']
  assert.equal(matches(networks, '10.0.0.1'), [
    '10.0.0.1',
    '10.0.0.0/16',
    '10.0.0.0/8',
    '0.0.0.0/0',
  ])
  assert.equal(matches(networks, '10.0.0.2'), ['10.0.0.0/16', '10.0.0.0/8', '0.0.0.0/0'])
  assert.equal(matches(networks, '192.0.2.1'), ['0.0.0.0/0'])
})

test('host bits of a network are masked', () => {
  assert.equal(matches(['10.0.0.1/16'], '10.0.200.7'), ['10.0.0.1/16'])
})

test('a prefix may end within a byte', () => {
  assert.equal(matches(['10.0.0.0/9'], '10.127.0.1'), ['10.0.0.0/9'])
  assert.equal(matches(['10.0.0.0/9'], '10.128.0.1'), [])
})

test('IPv6 in any spelling, with and without brackets', () => {
  assert.equal(matches(['2001:db8::/32'], '2001:0DB8:1:2:3:4:5:6'), ['2001:db8::/32'])
  assert.equal(matches(['::1'], '[0:0:0:0:0:0:0:1]'), ['::1'])
  assert.equal(matches(['::ffff:192.0.2.1'], '::ffff:c000:201'), ['::ffff:192.0.2.1'])
  assert.equal(matches(['::/0'], '10.0.0.1'), [], 'the two families never meet')
})

test('what is no address or no network matches nothing', () => {
  const networks = ['300.0.0.0/8', '10.0.0.0/33', '10.0.0.0/8/8', '1:2:3', '1::2::3', 'x', '']
  for (const address of ['10.0.0.1', '::1', 'x', '', '1.2.3', '10.0.0.256', '1:2:3:4:5:6:7:8:9']) {
    assert.equal(matches(networks, address), [])
  }
  assert.equal(matches(['0.0.0.0/0'], 'localhost'), [])
})

test.run()
