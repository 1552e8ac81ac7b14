import { suite } from 'uvu'
import { about } from './formats.js'

const test = suite('formats of addresses')

const BRACKETS = 'An IPv6 address stands in brackets here.'
const NO_BRACKETS = 'An address stands without brackets here.'
const PORT = 'A port is a number up to 65535.'
const FOUR = 'An IPv4 address has four numbers.'

test('ip-address', () => {
  const { right, wrong } = about('ip-address')
  right('10.0.0.1', '::1', 'fd01:345::1', 'fe80::1%eth0', '2001:db8:0:1::25')
  wrong('10.0.0.1.5', { reason: FOUR })
  wrong('10.0.0', { reason: FOUR })
  wrong('10.0.0.300', { reason: 'The numbers of an IPv4 address go up to 255.' })
  wrong('[::1]', { reason: NO_BRACKETS, suggestion: '::1' })
  wrong('[::1]:25', { reason: NO_BRACKETS, suggestion: '::1' })
  wrong('10.0.0.1:25', { reason: 'This is an address without a port.', suggestion: '10.0.0.1' })
  wrong('10.0.0.1/32', { reason: 'This is an address without a mask.', suggestion: '10.0.0.1' })
  for (const text of ['', '*', 'mta1', '10.0.0.1%eth0', '::g']) wrong(text)
})

test('local-address: a name and * too', () => {
  const { right, wrong } = about('local-address')
  right('*', '10.0.0.1', '::1', 'mta1.example.com', '')
  wrong('10.0.0.256', { reason: 'The numbers of an IPv4 address go up to 255.' })
  wrong('*:25')
})

test('socket-address', () => {
  const { right, wrong } = about('socket-address')
  right(':25', '*:25', '127.0.0.1:2025', '[::]:25', '[*]:25', '[2001:db8::1]:587', '/tmp/2025')
  right('localhost:2025', ':65535', '[10.0.0.1]:25')
  wrong('25', { reason: 'A port alone has a colon in front.', suggestion: ':25' })
  wrong('127.0.0.1', { reason: 'The port is missing.' })
  wrong('*', { reason: 'The port is missing.' })
  wrong('[::1]', { reason: 'The port is missing.' })
  wrong('::1:25', { reason: BRACKETS, suggestion: '[::1]:25' })
  wrong('2001:db8::1', { reason: BRACKETS, suggestion: '[2001:db8::1]' })
  wrong(':99999', { part: ':99999', reason: PORT })
  wrong('127.0.0.1:smtp', { part: ':smtp', reason: PORT })
  wrong('127.0.0.1:', { part: ':', reason: PORT })
  wrong('127.0.0.1.1:25', { reason: FOUR })
  wrong('[10.0.0]:25')
  wrong('[::1:25')
  wrong('tcp://*:25', { reason: 'This looks like a URL.' })
  wrong('', { reason: 'The port is missing.' })
})

test('host-port', () => {
  const { right, wrong } = about('host-port')
  right('127.0.0.1:4809', 'localhost:783', '[2001:db8::1]:4809', '/var/run/clamd.sock')
  wrong('127.0.0.1', { reason: 'The port is missing.' })
  wrong('a.example', { reason: 'The port is missing.' })
  wrong(':783')
  wrong('*:783')
  wrong('a@b.example:25', { reason: 'This looks like a mail address.' })
})

test('host-address', () => {
  const { right, wrong } = about('host-address')
  right('relay.example.com', 'relay.example.com:2525', '10.0.0.1', '[2001:db8::25]', '[::1]:25', '')
  right('mail_1', 'bücher.example', 'relay.example.com.', '[192.168.10.20]', '[10.0.0.1]:25')
  wrong('2001:db8::25', { reason: BRACKETS, suggestion: '[2001:db8::25]' })
  wrong('relay.example.com:70000', { part: ':70000', reason: PORT })
  wrong('relay .example.com', { reason: 'A name has no blanks.' })
  wrong('10.0.0.1.5:25', { reason: FOUR })
})

test('host-name', () => {
  const { right, wrong } = about('host-name')
  right('mta1.example.net', 'mta1', '__hostname__', '10.0.0.1', '[::1]', '::1', '', '163.com')
  wrong('mta1 example', { reason: 'A name has no blanks.' })
  wrong('mta1..example', { reason: 'There is nothing before one of the dots.' })
  wrong('.example', { reason: 'There is nothing before one of the dots.' })
  wrong('5', { reason: 'A number is no name.' })
  wrong('10.0.0.1.5', { reason: FOUR })
  wrong('mta1.5')
  wrong('user@example.com', { reason: 'This looks like a mail address.' })
  wrong('http://example.com/', { reason: 'This looks like a URL.' })
  wrong('example.com:25')
  wrong(`${'a'.repeat(64)}.example`)
})

test.run()
