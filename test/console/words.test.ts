import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  ConsoleError,
  lineWithoutSecrets,
  splitWords,
  valueOfWords,
  wordsFromArguments,
} from '../../src/console/index.js'

const test = suite('words')

function values(line: string): string[] {
  return splitWords(line).map(({ value }) => value)
}

function message(action: () => unknown): string {
  try {
    action()
  } catch (error) {
    assert.instance(error, ConsoleError)
    return (error as Error).message
  }
  throw new Error('it did not throw')
}

test('blanks separate words', () => {
  assert.equal(values('  domain  earthlink.net\tmessage_expiration\r\n'), [
    'domain',
    'earthlink.net',
    'message_expiration',
  ])
  assert.equal(values(''), [])
  assert.equal(values('   '), [])
})

test('strings, decoded', () => {
  assert.equal(values('domain "/^a\\.b/" x "a \\"b\\" \\\\" ""'), [
    'domain',
    '/^a\\.b/',
    'x',
    'a "b" \\',
    '',
  ])
})

test('listen addresses, paths and regular expressions need no quotes', () => {
  assert.equal(values('esmtp_listener listen :587 enable false'), [
    'esmtp_listener',
    'listen',
    ':587',
    'enable',
    'false',
  ])
  assert.equal(values('listen [::1]:25 [*]:25 enable'), ['listen', '[::1]:25', '[*]:25', 'enable'])
  assert.equal(values('domain /google\\.(com|es)$/ x'), ['domain', '/google\\.(com|es)$/', 'x'])
})

test('arrays and dictionaries are one word', () => {
  assert.equal(values('Debug_Flags DEBUG (LOG1)'), ['Debug_Flags', 'DEBUG', '(LOG1)'])
  assert.equal(values('DEBUG(LOG1 DNS)'), ['DEBUG', '(LOG1 DNS)'])
  assert.equal(values('x = ( "a)" (b) ) y'), ['x', '=', '( "a)" (b) )', 'y'])
  assert.equal(values('map [ k = "]" ]'), ['map', '[ k = "]" ]'])
  assert.equal(
    splitWords('[k=v] [] [a] ()').map(({ kind, value }) => [kind, value]),
    [
      ['group', '[k=v]'],
      ['group', '[]'],
      ['word', '[a]'],
      ['group', '()'],
    ],
  )
})

test('an equals sign is a word of its own', () => {
  assert.equal(values('mta_id=1'), ['mta_id', '=', '1'])
  assert.equal(
    splitWords('a = b').map(({ kind }) => kind),
    ['word', 'equals', 'word'],
  )
})

test('the value as typed', () => {
  const words = splitWords('x = ( a   b )')
  assert.is(valueOfWords(words.slice(2)), '( a   b )')
  assert.is(valueOfWords(splitWords('a  b')), 'a  b')
})

test('what is left open', () => {
  assert.is(
    message(() => splitWords('set x "abc')),
    'A quote is not closed: "abc',
  )
  assert.is(
    message(() => splitWords('set x ( a')),
    'A bracket is not closed: ( a',
  )
  assert.is(
    message(() => splitWords('set x ( "a )')),
    'A quote is not closed: "a )',
  )
})

test('arguments of a shell', () => {
  assert.is(valueOfWords(wordsFromArguments(['0600'])), '0600')
  assert.is(valueOfWords(wordsFromArguments(['/var/log/x'])), '"/var/log/x"')
  assert.is(valueOfWords(wordsFromArguments(['two words'])), '"two words"')
  assert.is(valueOfWords(wordsFromArguments([''])), '""')
  assert.is(valueOfWords(wordsFromArguments(['"quoted"'])), '"quoted"')
  assert.is(valueOfWords(wordsFromArguments(['( "a" b )'])), '( "a" b )')
  assert.is(valueOfWords(wordsFromArguments(['(', 'a', 'b', ')'])), '( a b )')
  assert.is(wordsFromArguments(['='])[0]?.kind, 'equals')
})

test('a line for a log, without its secrets', () => {
  const lines = [
    ['config  show "a b" ( x "y" )', 'config  show "a b" ( x "y" )'],
    ['config set snmp community public', 'config set snmp community ****'],
    ['x "pgsql:host=a;password=opensesame" y', 'x pgsql:host=a;password=**** y'],
    ['config set a password "open sesame', 'config ****'],
    ['', ''],
  ]
  for (const [line = '', shown] of lines) assert.is(lineWithoutSecrets(line), shown)
})

test.run()
