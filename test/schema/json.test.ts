import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { toJson } from '../../src/schema/index.js'
import { optionAt, written } from './lookup.js'

const test = suite('JSON of values')

/** The JSON of each text as a value of the option. */
function json(path: string, ...texts: readonly string[]): unknown[] {
  return texts.map((text) => toJson(optionAt(path), written(text)))
}

test('every word of a boolean, in any case, quoted or not', () => {
  const words = ['true', 'ON', 'Yes', 'enabled', '1', '"true"']
  assert.equal(json('never_retry', ...words), Array(6).fill(true))
  const others = ['false', 'OFF', 'No', 'disabled', '0', '"Disabled"']
  assert.equal(json('never_retry', ...others), Array(6).fill(false))
})

test('integers in decimal, hexadecimal and octal', () => {
  assert.equal(
    json('max_retries', '10', '"10"', '-1', '0x1F', '010', '0', '+7'),
    [10, 10, -1, 31, 8, 0, 7],
  )
  assert.equal(json('max_dns_ttl', '4294967295'), [4294967295])
})

test('numbers', () => {
  assert.equal(
    json('cluster/replicate/max_delay', '1', '0.5', '.25', '"1e3"', '-2.'),
    [1, 0.5, 0.25, 1000, -2],
  )
})

test('modes and throttles stay text', () => {
  assert.equal(json('logs/dir_mode', '0755', '"0755"'), ['0755', '0755'])
  assert.equal(json('outbound_throttle_messages', '10', '"60/3"'), ['10', '60/3'])
})

test('words of an enumeration get the spelling of the schema', () => {
  assert.equal(json('smpp_bind_type', '"Receiver"'), ['receiver'])
  assert.equal(json('blackhole', '0', 'TRUE', '"Inline"', 'off'), [false, true, 'inline', false])
  assert.equal(json('tls', 'no', '"IfAvailable"'), ['no', 'ifavailable'])
  assert.equal(json('delivery_method', 'lmtp'), ['lmtp'], 'an open one keeps what is written')
  assert.equal(json('max_retries', 'Auto'), ['auto'])
})

test('arrays, and a scalar given to one (B17)', () => {
  assert.equal(json('datasource/uri', '( "csv:" "iowrapper:" )', '"iowrapper:"', '()'), [
    ['csv:', 'iowrapper:'],
    ['iowrapper:'],
    [],
  ])
  assert.equal(json('adaptive_max_retries', '( 20 "80" )'), [[20, 80]])
  assert.equal(json('esmtp_listener/listen/duravip_preference', 'a', '( a b )'), ['a', ['a', 'b']])
})

test('dictionaries: known keys in one spelling, others as they are written', () => {
  const [parameters] = json(
    'control_listener/authdigestmd5parameters',
    '[ URI = "ecauth://" Log_Authentication = "true" x = 1 ]',
  )
  assert.equal(parameters, { uri: 'ecauth://', log_authentication: true, x: '1' })
  assert.equal(json('snmp_traps/watch_variables', '[ ActiveQueue = 10 ]'), [{ ActiveQueue: 10 }])
  assert.equal(json('msgc_server/peers', '[ n1.x = "10.0.0.1" n1.x = "10.0.0.2" ]'), [
    { 'n1.x': '10.0.0.2' },
  ])
})

test('a key of the language is no key of JavaScript', () => {
  const [value] = json('msgc_server/peers', '[ __proto__ = "a" constructor = "b" ]')
  assert.equal(Object.keys(value as object), ['__proto__', 'constructor'])
  const [parameters] = json('control_listener/authloginparameters', '[ toString = "a" ]')
  assert.equal(parameters, { toString: 'a' })
})

test('what does not look like its type stays text', () => {
  assert.equal(json('never_retry', 'maybe', '2'), ['maybe', '2'])
  assert.equal(json('max_retries', 'many', '1.5', '08', '0x', '1e3', '""'), [
    'many',
    '1.5',
    '08',
    '0x',
    '1e3',
    '',
  ])
  assert.equal(json('datasource/cache_life', '( 1 2 )', '[ a = 1 ]'), [['1', '2'], { a: '1' }])
  assert.equal(json('msgc_server/peers', 'x', '( a )'), ['x', ['a']])
})

test('an unknown option has text only', () => {
  assert.is(toJson(undefined, written('10')), '10')
  assert.equal(toJson(undefined, written('( 1 ( true ) [ a = 0 ] )')), ['1', ['true'], { a: '0' }])
})

test.run()
