import { suite } from 'uvu'
import { about } from './formats.js'

const test = suite('format bus-url')
const { right, wrong } = about('bus-url')

const BEGIN = 'It begins with nats:// or tls://.'

test('servers in clear text and with TLS, with and without a port and a login', () => {
  right(
    'nats://bus',
    'nats://bus.example.com:4222',
    'tls://10.0.0.5',
    'TLS://[::1]:4222',
    'nats://bus/',
  )
  right('nats://user:p%40ss@bus', 'tls://token@bus:1', 'nats://user:@bus')
})

test('the scheme', () => {
  wrong('bus:4222', { reason: BEGIN, suggestion: 'nats://bus:4222' })
  wrong('bus', { reason: BEGIN })
  wrong('', { reason: BEGIN })
  wrong('http://bus', { part: 'http', reason: BEGIN })
  wrong('nast://bus', { part: 'nast', reason: BEGIN, suggestion: 'nats' })
})

test('the host and the port', () => {
  wrong('nats://', { reason: 'The host is missing.' })
  wrong('nats://user:x@', { reason: 'The host is missing.' })
  wrong('nats://bus:99999', { part: ':99999', reason: 'A port is a number up to 65535.' })
  wrong('nats://u:x@bus:port/', { part: ':port', reason: 'A port is a number up to 65535.' })
  wrong('nats://::1', {
    part: '::1',
    reason: 'An IPv6 address stands in brackets here.',
    suggestion: '[::1]',
  })
})

test('a login that cannot be read', () => {
  wrong('nats://user:50%@bus', {
    part: 'user:50%',
    reason: 'A percent sign in a login is written %25.',
  })
})

test.run()
