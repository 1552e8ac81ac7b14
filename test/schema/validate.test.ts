import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type ValueProblem, validate, validateInstance } from '../../src/schema/index.js'
import type { ScalarView } from '../../src/syntax/index.js'
import { optionAt, scopeAt, written } from './lookup.js'

const test = suite('values')

function problems(path: string, text: string): readonly ValueProblem[] {
  return validate(optionAt(path), written(text))
}

/** That each of the texts is a valid value of the option. */
function right(path: string, ...texts: readonly string[]): void {
  for (const text of texts) assert.equal(problems(path, text), [], `${path} = ${text}`)
}

/** That each of the texts is wrong as a whole, and what is expected in its place. */
function wrong(path: string, expected: string, ...texts: readonly string[]): void {
  for (const text of texts) {
    assert.equal(
      problems(path, text).map(({ start, end, expected }) => ({ start, end, expected })),
      [{ start: 4, end: 4 + text.length, expected }],
      `${path} = ${text}`,
    )
  }
}

/** That this part of the text is wrong, and nothing else. */
function wrongPart(path: string, expected: string, text: string, part: string): void {
  const start = 4 + text.lastIndexOf(part)
  const found = problems(path, text).map(({ start, end, expected }) => ({ start, end, expected }))
  assert.equal(found, [{ start, end: start + part.length, expected }], `${path} = ${text}`)
}

function suggested(path: string, text: string): string | undefined {
  return problems(path, text)[0]?.suggestion
}

test('a number of percent with its sign', () => {
  assert.is(suggested('memory_hwm', '90%'), '90')
  assert.is(suggested('memory_hwm', '"90 %"'), '"90"')
})

test('boolean', () => {
  right(
    'never_retry',
    'true',
    '"FALSE"',
    'On',
    'off',
    'yes',
    'NO',
    'enabled',
    '"Disabled"',
    '0',
    '1',
  )
  wrong(
    'never_retry',
    'a boolean such as true or false',
    'maybe',
    '2',
    '""',
    '( true )',
    '[ a = 1 ]',
  )
  assert.is(suggested('never_retry', 'ture'), 'true')
  assert.is(suggested('never_retry', '"enabeld"'), '"enabled"')
  assert.is(suggested('never_retry', 'maybe'), undefined)
})

test('integer: no bound that nobody states', () => {
  right('max_outbound_connections', '32', '"-1"', '0x20', '040', '0', '99999999999')
  right('max_receptions_per_connection', '-1')
  wrong('max_outbound_connections', 'an integer such as 100', 'many', '1.5', '08', '"10 "', '( 1 )')
  assert.is(suggested('max_outbound_connections', '1,000'), '1000')
  assert.is(suggested('max_outbound_connections', '"08"'), '"8"')
  assert.is(suggested('max_outbound_connections', '1.5'), undefined)
})

test('integer between bounds that are stated', () => {
  right('csapi/max_extract_depth', '1', '50')
  wrong('csapi/max_extract_depth', 'an integer from 1 to 50', '0', '51', 'deep')
  wrong('msg_gen/scheduled_interval_delete', 'a time in seconds, 60 or more', '59')
})

test('integer or a word', () => {
  right('max_retries', '5', '-1', 'auto', '"None"')
  wrong('max_retries', 'an integer such as 100, "auto" or "none"', 'never', '1.5')
  assert.is(suggested('max_retries', 'atuo'), 'auto')
})

test('number', () => {
  right('cluster/replicate/max_delay', '1', '0.5', '"-2"', '1e-3')
  wrong('cluster/replicate/max_delay', 'a number such as 0.5', 'fast', '1,5', '( 1 )')
})

test('octal mode: with and without the 0 in front', () => {
  right('logs/file_mode', '0640', '"0640"', '640', '0600', '04755', '1777')
  const expected = 'an octal mode such as 0640'
  wrong('logs/file_mode', expected, '0680', '64', '"rw-r-----"', '0x1ff', '( 0640 )', '00000640')
  assert.is(suggested('logs/file_mode', '0o640'), '0640')
  assert.is(suggested('logs/file_mode', '0680'), undefined)
})

test('time interval', () => {
  right('retry_interval', '1200', '"1200"', '0', '-1', '0x10')
  wrong('retry_interval', 'a time in seconds such as 300', '10m', '1.5', 'soon')
  wrong('delivery_response_timeout', 'a time in milliseconds such as 300', '5s')
  assert.is(suggested('retry_interval', '10m'), '600')
  assert.is(suggested('retry_interval', '"2 hours"'), '"7200"')
  assert.is(suggested('retry_interval', '45sec'), '45')
  assert.is(suggested('delivery_response_timeout', '5s'), undefined)
})

test('size', () => {
  right('esmtp_listener/max_message_size', '0', '10485760', '-1')
  wrong('esmtp_listener/max_message_size', 'a size in bytes such as 32768', '10MB', 'big')
  assert.is(suggested('esmtp_listener/max_message_size', '10MB'), '10485760')
  assert.is(suggested('esmtp_listener/max_message_size', '64k'), '65536')
})

test('port', () => {
  right('remote_smtp_port', '25', '"587"', '0', '65535')
  wrong('remote_smtp_port', 'a port number up to 65535', '65536', '-1', 'smtp')
})

test('throttle', () => {
  right('outbound_throttle_messages', '10', '"60/3"', '0', '"0"', '60/3')
  wrong(
    'outbound_throttle_messages',
    'a throttle such as "60/3"',
    '"60/"',
    '-1',
    'fast',
    '( 1 2 )',
    '60/0',
  )
  assert.is(suggested('outbound_throttle_messages', '"60 / 3"'), '"60/3"')
  assert.is(suggested('outbound_throttle_messages', '"60 per 3 seconds"'), '"60/3"')
})

test('enumeration: closed ones only, without case', () => {
  right('tls', '"no"', 'IFAVAILABLE', 'required')
  wrong('tls', 'one of "no", "ifavailable" or "required"', 'sometimes', '1', '( no )')
  wrong('bounce_behavior', '"pass" or "blackhole"', 'reject')
  wrong('dk_sign/digest', '"rsa-sha1"', 'rsa-sha256')
  right('esmtp_listener/mcmt_reception', '"allow"')
  right('delivery_method', 'SOMETHING')
  assert.is(suggested('tls', '"requird"'), '"required"')
  assert.is(suggested('smpp_esme_type_of_number', 'subscriber_number'), '"subscriber number"')
  assert.is(suggested('tls', 'sometimes'), undefined)
})

test('enumeration with true and false: every word of a boolean', () => {
  right('blackhole', '0', 'enabled', '"true"', 'inline', '"Internal"', 'off')
  wrong('blackhole', 'one of false, true, "inline" or "internal"', '2', 'never')
})

test('enumeration with numbers for its words', () => {
  right('connection_allocation_aggressiveness', '"high"', '0.75')
  right('rfc2822_lone_lf_in_body', 'fix', '0')
  const expected = '"normal", "high" or a number such as 0.5'
  wrong('connection_allocation_aggressiveness', expected, 'low')
})

test('two bounds', () => {
  right('adaptive_max_retries', '( 20 80 )', '( "20" "80" )')
  const expected = 'a lower and an upper bound such as ( 20 80 )'
  wrong('adaptive_max_retries', expected, '20', '( 1 2 3 )', '()', '[ a = 1 ]')
  wrongPart('adaptive_max_retries', 'an integer such as 100', '( 20 many )', 'many')
  right('adaptive_outbound_throttle_messages', '( "10" "60/3" )')
  const throttles = 'a lower and an upper bound such as ( "10" "60/3" )'
  wrong('adaptive_outbound_throttle_messages', throttles, '( "10" )')
  wrongPart('adaptive_retry_interval', 'a time in seconds such as 300', '( 10 1h )', '1h')
  assert.is(suggested('adaptive_retry_interval', '( 10 1h )'), '3600')
})

test('two integers in one word, or as an array', () => {
  right('adaptive/fbl_stats_monitor', '14400,6', '"14400,6"', '( 14400 6 )', '( 3,20 )')
  const expected = 'two integers such as "14400,6"'
  wrong('adaptive/fbl_stats_monitor', expected, '14400', '"a,b"', '( 1 2 3 )', '( 1 x )')
  right('inbound_audit/monitors', '( "300,6" 60,10 )', '300,6', '()')
  wrongPart('inbound_audit/monitors', expected, '( "300,6" "300" )', '"300"')
})

test('array', () => {
  right('relay_domains', '( "a" b )', '()', '"a"')
  wrong('relay_domains', 'an array such as ( A B )', '[ a = 1 ]')
  wrongPart('relay_domains', 'a domain such as "*.example.com"', '( a ( b ) )', '( b )')
  wrongPart('relay_domains', 'a domain such as "*.example.com"', '( a [ b = 1 ] )', '[ b = 1 ]')
  const words =
    'one of "ALL", "DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "ACCEPTD", "UNKNOWN" or "REJECTD"'
  right('smpp_notify_deliver_receipt', '( delivrd "EXPIRED" )', 'ALL')
  wrongPart('smpp_notify_deliver_receipt', words, '( ALL DELIVERD )', 'DELIVERD')
  assert.is(suggested('smpp_notify_deliver_receipt', '( ALL DELIVERD )'), 'DELIVRD')
})

test('each wrong element is told', () => {
  const found = problems('smpp_notify_deliver_receipt', '( x ALL y )')
  assert.equal(
    found.map(({ given }) => given),
    ['x', 'y'],
  )
})

test('one value or an array', () => {
  right('esmtp_listener/listen/duravip_preference', '"n1"', '( "n1" "n2" )')
  const expected = 'a single value or an array'
  wrong('esmtp_listener/listen/duravip_preference', expected, '[ n1 = 1 ]')
})

test('dictionary', () => {
  right('msgc_server/peers', '[ n1 = "10.0.0.1" ]', '[]')
  wrong('msgc_server/peers', 'a dictionary such as [ key = value ]', '"n1"', '( n1 )')
  right('snmp_traps/watch_variables', '[ ActiveQueue = 10 Other = 0x10 ]')
  const text = '[ ActiveQueue = 10 Other = many ]'
  wrongPart('snmp_traps/watch_variables', 'an integer such as 100', text, 'many')
  const words =
    'one of "clear", "digest-md5", "hmac_md5", "md5", "md5_base64", "md5_hex", "rfc2307", ' +
    '"scram-sha-256", "sha1_base64", "sha1_hex", "smd5", "ssha1" or "ucrypt"'
  right('auth_ds/scheme/authenticate/type_map', '[ 1 = "MD5" 2 = clear ]')
  wrongPart('auth_ds/scheme/authenticate/type_map', words, '[ 1 = "md5" 2 = "md6" ]', '"md6"')
  assert.is(suggested('auth_ds/scheme/authenticate/type_map', '[ 2 = "cleer" ]'), '"clear"')
})

test('dictionary with known keys', () => {
  const path = 'control_listener/authdigestmd5parameters'
  right(path, '[ uri = digest:///p log_authentication = "true" STORED_CLEARTEXT = 0 other = x ]')
  wrong(path, 'a dictionary such as [ uri = "ecauth://" ]', '"ecauth://"')
  const text = '[ uri = "x://" Log_Authentication = sometimes ]'
  wrongPart(path, 'a boolean such as true or false', text, 'sometimes')
  wrongPart(path, 'a URI such as "digest:///path"', '[ uri = ( "x://" ) ]', '( "x://" )')
})

test('any text is any text, but no array', () => {
  right('esmtp_listener/static_banner', 'x', '""', '"a b"', '-1')
  wrong('esmtp_listener/static_banner', 'a single value', '( a )', '[ a = 1 ]')
})

test('what is given is told as it reads', () => {
  const given = (path: string, text: string) => problems(path, text)[0]?.given
  assert.is(given('max_retries', '"a \\"b\\""'), 'a "b"')
  assert.is(given('max_retries', '( 1 )'), 'an array')
  assert.is(given('max_retries', '[ a = 1 ]'), 'a dictionary')
})

test('an option without a validator takes anything', () => {
  const { validator: _, ...option } = { ...optionAt('max_retries') }
  assert.equal(validate({ ...option, name: 'x' } as never, written('( many )')), [])
})

test('a text by its format: what is wrong, where, and why', () => {
  const [mask] = problems('relay_hosts', '( "10.0.0.0/8" "10.0.0.0/40" )')
  assert.is(mask?.start, 4 + 15)
  assert.is(mask?.end, 4 + 28)
  assert.is(mask?.expected, 'an address or network such as "10.0.0.0/8"')
  assert.is(mask?.reason, 'The mask of an IPv4 network goes up to 32.')
  assert.is(mask?.given, '10.0.0.0/40')
  wrongPart('bounce_pattern', 'a regular expression such as "^config"', '"^a(b"', '(')
  // With an escape in the text, its places are not those in the file.
  wrongPart('bounce_pattern', 'a regular expression such as "^config"', '"\\"(b"', '"\\"(b"')
})

test('a text by its format: each element, the refused ones once', () => {
  const found = problems('relay_hosts', '( 10.0.0.0/40 ( a ) "x y" 10.0.0.1 )')
  assert.equal(found.map(({ given }) => given).sort(), ['10.0.0.0/40', 'an array', 'x y'])
})

test('a text by its format: the entries of a dictionary', () => {
  const text = '[ n1 = "10.0.0.1" n2 = "10.0.0.300" ]'
  wrongPart('msgc_server/peers', 'an IP address such as "10.0.0.1"', text, '"10.0.0.300"')
})

test('a word that the option knows is no text for the format', () => {
  right('snmp/address', '"*"', '127.0.0.1:8162', '"*:161"')
  const expected = '"*" or an address such as ":25", "127.0.0.1:25" or "[::1]:25"'
  wrong('snmp/address', expected, '"127.0.0.1"')
})

test('what was meant is written in place where that can be', () => {
  const edit = (path: string, text: string) => problems(path, text)[0]?.edit
  assert.equal(edit('datasource/uri', '( "pgslq:password=x" )'), {
    start: 7,
    end: 12,
    text: 'pgsql',
  })
  assert.equal(edit('relay_hosts', '( 10.1/16 )'), { start: 6, end: 13, text: '"10.1.0.0/16"' })
  assert.equal(edit('adaptive_default_suspension', '4h'), { start: 4, end: 6, text: '"4 hours"' })
  assert.is(edit('relay_hosts', '( 10.0.0.0/40 )'), undefined)
})

test('the names of instances', () => {
  const given = (path: string, text: string) =>
    validateInstance(scopeAt(path), written(text) as ScalarView).map(({ reason }) => reason)
  assert.equal(given('esmtp_listener/listen', '":25"'), [])
  assert.equal(given('esmtp_listener/listen', '"127.0.0.1"'), ['The port is missing.'])
  assert.equal(given('esmtp_listener/peer', '"10.0.0.0/8"'), [])
  assert.equal(given('esmtp_listener/peer', '"10.0.0.0/40"'), [
    'The mask of an IPv4 network goes up to 32.',
  ])
  assert.equal(given('domain', '"/(/"'), ['This parenthesis is never closed.'])
  assert.equal(given('binding', '"any / text"'), [])
})

test('a broken value is judged by what can be read of it', () => {
  right('relay_domains', '( "a" "b"')
  right('msgc_server/peers', '[ a = "10.0.0.1" b = ]')
})

test.run()
