import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { allowsCommand } from '../../../src/cluster/node/allow-list.js'

const test = suite('the allow-list of a node')

test('without one everything is allowed but what stops the node', () => {
  for (const text of [
    'version',
    'config set Blackhole true',
    'config get shutdown',
    'xml version',
  ]) {
    assert.is(allowsCommand(undefined, text), true, text)
  }
  for (const text of [
    'shutdown',
    'SHUTDOWN',
    ' shutdown now',
    'xml  shutdown',
    'restart',
    '"shutdown"',
    'version\nshutdown',
    'version;shutdown',
    'shut\\down',
    'shut\0down',
  ]) {
    assert.is(allowsCommand(undefined, text), false, JSON.stringify(text))
  }
})

test('with one nothing is allowed but what a pattern matches, somewhere in the command', () => {
  const patterns = ['^version$', '^config (show|get) ', 'summary']
  const allowed = (text: string) => allowsCommand(patterns, text)
  assert.is(allowed('  version '), true)
  assert.is(allowed('config   show\tDomain'), true)
  assert.is(allowed('binding summary'), true)
  assert.is(allowed('xml version'), true)
  assert.is(allowed('config set Blackhole true'), false)
  assert.is(allowed('Version'), false)
  assert.is(allowsCommand([], 'version'), false)
})

test('of several lines each has to be allowed', () => {
  const allowed = (text: string) => allowsCommand(['^summary', '^version$'], text)
  assert.is(allowed('summary\nconfig set Blackhole true'), false)
  assert.is(allowed('summary\rconfig set Blackhole true'), false)
  assert.is(allowed('summary\r\nversion\n'), true)
  assert.is(allowed('version\n'), true)
})

test('what stops the node needs a pattern of its own', () => {
  for (const pattern of ['.*', '', '^s', '^s.*n$', 'shutdown|.*', '(?!shutdown)', 'restart']) {
    assert.is(allowsCommand([pattern], 'shutdown'), false, pattern)
  }
  for (const pattern of ['shutdown', '^shutdown$', '^(?:version|shutdown)$', '(?i)^SHUTDOWN$']) {
    assert.is(allowsCommand(['.*', pattern], 'shutdown'), true, pattern)
  }
  assert.is(allowsCommand(['^shutdown$'], 'restart'), false)
  assert.is(allowsCommand(['^shutdown$'], 'version\nshutdown'), false)
})

test('a pattern that cannot be matched allows nothing, and is said', () => {
  const bad: string[] = []
  const patterns = ['(', 'shutdown (?R)', 'version']
  assert.is(
    allowsCommand(patterns, 'version', (pattern) => bad.push(pattern)),
    true,
  )
  assert.is(
    allowsCommand(patterns, 'shutdown', (pattern) => bad.push(pattern)),
    false,
  )
  assert.equal(bad, ['(', 'shutdown (?R)', 'shutdown (?R)'])
})

test.run()
