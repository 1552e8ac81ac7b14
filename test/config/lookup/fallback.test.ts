import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { ScopePath } from '../../../src/config/index.js'
import { displayScope } from '../../../src/config/index.js'
import { type FallbackOrder, fallbackPaths } from '../../../src/config/lookup/fallback.js'

const test = suite('fallback orders')

const GROUP = { name: 'Binding_Group', instance: 'bg' }
const BINDING = { name: 'Binding', instance: 'b' }
const DOMAIN = { name: 'Domain', instance: 'd' }
const LISTENER = { name: 'ESMTP_Listener' }
const LISTEN = { name: 'Listen', instance: ':25' }
const PEER = { name: 'Peer', instance: '10.0.0.1' }

function order(
  kind: FallbackOrder,
  path: ScopePath,
  pathways: readonly ScopePath[] = [],
): string[] {
  return fallbackPaths(kind, path, () => pathways).map((each) =>
    each.length === 0 ? 'Global' : each.map(({ instance, name }) => instance ?? name).join('::'),
  )
}

test('outbound: the full order', () => {
  assert.equal(order('outbound', [GROUP, BINDING, DOMAIN]), [
    'bg::b::d',
    'b::d',
    'bg::d',
    'bg::b',
    'b',
    'bg',
    'd',
    'Global',
  ])
})

test('outbound: from fewer levels', () => {
  assert.equal(order('outbound', [BINDING, DOMAIN]), ['b::d', 'b', 'd', 'Global'])
  assert.equal(order('outbound', [GROUP, DOMAIN]), ['bg::d', 'bg', 'd', 'Global'])
  assert.equal(order('outbound', [GROUP, BINDING]), ['bg::b', 'b', 'bg', 'Global'])
  assert.equal(order('outbound', [DOMAIN]), ['d', 'Global'])
  assert.equal(order('outbound', []), ['Global'])
})

test('outbound: a host stands where a domain stands', () => {
  const host = { name: 'host', instance: 'h' }
  assert.equal(order('outbound', [BINDING, host]), ['b::h', 'b', 'h', 'Global'])
})

test('listeners: Listen and its Peer before the Peer of the listener', () => {
  assert.equal(order('listener', [LISTENER, LISTEN, PEER]), [
    'ESMTP_Listener:::25::10.0.0.1',
    'ESMTP_Listener:::25',
    'ESMTP_Listener::10.0.0.1',
    'ESMTP_Listener',
    'Global',
  ])
  assert.equal(order('listener', [LISTENER, PEER]), [
    'ESMTP_Listener::10.0.0.1',
    'ESMTP_Listener',
    'Global',
  ])
})

test('listeners: the pathway before Global', () => {
  const pathway = [{ name: 'Pathway', instance: 'p' }]
  assert.equal(order('listener', [LISTENER], [pathway]), ['ESMTP_Listener', 'p', 'Global'])
})

test('pathways: the group after the pathway outside of it', () => {
  const group = { name: 'Pathway_Group', instance: 'pg' }
  const pathway = { name: 'Pathway', instance: 'p' }
  assert.equal(order('pathway', [group, pathway]), ['pg::p', 'p', 'pg', 'Global'])
  assert.equal(order('pathway', [pathway]), ['p', 'Global'])
})

test('any other nesting goes outwards', () => {
  assert.equal(order('enclosing', [{ name: 'a' }, { name: 'b' }]), ['a::b', 'a', 'Global'])
  const sweep = { name: 'adaptive_sweep_rule', instance: 'r' }
  assert.equal(order('outbound', [DOMAIN, sweep]), ['d::r', 'd', 'Global'])
})

test('without fallback only the scope itself is asked', () => {
  assert.equal(order('none', [DOMAIN]), ['d'])
})

test('scopes are named for people', () => {
  assert.is(displayScope([GROUP, DOMAIN]), 'Binding_Group "bg" > Domain "d"')
  assert.is(displayScope([]), 'Global')
})

test.run()
