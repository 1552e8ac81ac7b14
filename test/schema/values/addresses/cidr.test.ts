import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { withoutHostBits } from '../../../../src/schema/values/addresses/cidr.js'
import { about } from '../formats.js'

const test = suite('format cidr')
const { right, wrong } = about('cidr')

test('addresses and networks of both versions', () => {
  right('10.0.0.1', '0.0.0.0', '10.0.0.0/8', '10.0.0.1/16', '0.0.0.0/0', '192.0.2.1/32')
  right('::1', '::', '::/0', '2001:db8::/32', '2001:DB8::1/128', '1:2:3:4:5:6:7:8')
  right('::ffff:192.0.2.1', '::ffff:10.0.0.0/104', '1::8', 'fe80::1')
})

test('a mask that is too long', () => {
  wrong('10.0.0.0/40', { reason: 'The mask of an IPv4 network goes up to 32.' })
  wrong('10.0.0.0/33', { reason: 'The mask of an IPv4 network goes up to 32.' })
  wrong('2001:db8::/129', { reason: 'The mask of an IPv6 network goes up to 128.' })
})

test('a mask that is no number of bits', () => {
  const reason = 'The mask is a number of bits from 0 to 32.'
  wrong('10.0.0.0/255.0.0.0', { reason, suggestion: '10.0.0.0/8' })
  wrong('10.0.0.0/255.255.240.0', { reason, suggestion: '10.0.0.0/20' })
  wrong('10.0.0.0/255.255.255.255', { reason, suggestion: '10.0.0.0/32' })
  wrong('10.0.0.0/255.0.255.0', { reason })
  wrong('10.0.0.0/x', { reason })
  wrong('10.0.0.0/', { reason })
  wrong('10.0.0.0/-1', { reason })
  wrong('::1/1/2', { reason: 'The mask is a number of bits from 0 to 128.' })
  wrong('10.0.0.0/08', {
    reason: 'The mask has no zeros in front.',
    suggestion: '10.0.0.0/8',
  })
})

test('an address that is none', () => {
  wrong('10.0.0/24', { reason: 'An IPv4 address has four numbers.', suggestion: '10.0.0.0/24' })
  wrong('10.1/16', { reason: 'An IPv4 address has four numbers.', suggestion: '10.1.0.0/16' })
  wrong('10./8', { reason: 'An IPv4 address has four numbers.', suggestion: '10.0.0.0/8' })
  wrong('10.0.0', { reason: 'An IPv4 address has four numbers.' })
  wrong('10.0.0.0.1', { reason: 'An IPv4 address has four numbers.' })
  wrong('10.0.0.256/8', { reason: 'The numbers of an IPv4 address go up to 255.' })
  wrong('10.0.0.01', {
    reason: 'The numbers of an IPv4 address have no zeros in front.',
    suggestion: '10.0.0.1',
  })
  wrong('[2001:db8::]/32', {
    reason: 'An address stands without brackets here.',
    suggestion: '2001:db8::/32',
  })
  wrong('*', {
    reason: 'All IPv4 addresses are the network 0.0.0.0/0.',
    suggestion: '0.0.0.0/0',
  })
  for (const text of [
    '',
    'example.com',
    '10.0.0.1-10.0.0.9',
    '1:2:3',
    ':::',
    '1::2::3',
    '12345::',
  ]) {
    wrong(text)
  }
})

test('the network without host bits', () => {
  assert.is(withoutHostBits('10.0.0.1/16'), '10.0.0.0/16')
  assert.is(withoutHostBits('10.1.2.3/9'), '10.0.0.0/9')
  assert.is(withoutHostBits('10.1.2.3/0'), '0.0.0.0/0')
  assert.is(withoutHostBits('2001:DB8::1/32'), '2001:db8::/32')
  assert.is(withoutHostBits('1:0:0:2:0:0:0:ff/120'), '1:0:0:2::/120')
  assert.is(withoutHostBits('::1/127'), '::/127')
  assert.is(withoutHostBits('fe80::1:0:0:0/66'), 'fe80::/66')
  for (const text of [
    '10.0.0.0/16',
    '10.0.0.1',
    '10.0.0.1/32',
    '2001:DB8::/32',
    'x/8',
    '10.0.0.1/40',
  ]) {
    assert.is(withoutHostBits(text), undefined, text)
  }
})

test.run()
