import { suite } from 'uvu'
import { about } from './formats.js'

const test = suite('formats of durations, routes and protocols')

test('duration', () => {
  const { right, wrong } = about('duration')
  right('4 hours', '1 hour', '30 Seconds', '5  minutes', '2 days')
  const reason = 'The units are seconds, minutes, hours and days.'
  wrong('4 ours', { reason, suggestion: '4 hours' })
  wrong('4h', { reason, suggestion: '4 hours' })
  wrong('4hours', { reason, suggestion: '4 hours' })
  wrong('10 mins', { reason, suggestion: '10 minutes' })
  wrong('2 weeks', { reason, suggestion: '14 days' })
  wrong('4', { reason })
  wrong('4 moons', { reason })
  wrong('soon')
  wrong('1.5 hours')
})

test('route', () => {
  const { right, wrong } = about('route')
  right('smtp://10.0.0.1:25', 'xfer://mta2', 'mx.example.com', '__mx__', '[::1]:25', 'SMTP://a')
  right('smtp://10.0.0.1:25?pref=10&ttl=60&type=mx', 'mx.example.com?type=a')
  right('smtp://10.0.0.1?pref=5&ttl=60&port=2525&type=A', 'xfer://mta2?port=8080', 'smtp://a/')
  right('apn://push.example.com?port=2195', 'gcm://push.example.com', 'GCM://[::1]:443')
  right('mm7://mmsc.example.com/submit?port=8080', 'http://mmsc.example.com:80/a/b', 'http://a')
  const schemes = 'The schemes of routes are smtp, xfer, apn, gcm, mm7 and http.'
  wrong('smpt://10.0.0.1', { part: 'smpt', reason: schemes, suggestion: 'smtp' })
  wrong('lmtp://10.0.0.1', { part: 'lmtp', reason: schemes, suggestion: 'smtp' })
  wrong('smtp://10.0.0.1.5', { part: '10.0.0.1.5', reason: 'An IPv4 address has four numbers.' })
  wrong('smtp://a:99999', { part: ':99999', reason: 'A port is a number up to 65535.' })
  const path = 'Only routes of mm7 and http have a path.'
  wrong('smtp://a.example/submit', { part: '/submit', reason: path })
  wrong('a.example/submit?port=25', { part: '/submit', reason: path })
  const port = 'A port is a number up to 65535.'
  wrong('a?port=65536', { part: 'port=65536', reason: port })
  wrong('mm7://a/b?pref=1&port=smtp', { part: 'port=smtp', reason: port })
  wrong('a?port=', { part: 'port=', reason: port })
  const query = 'A route has pref=NUMBER, ttl=NUMBER, port=NUMBER and type=mx or type=a.'
  wrong('a?pref=high', { part: 'pref=high', reason: query })
  wrong('a?pref=1&weight=2', { part: 'weight=2', reason: query })
})

test('sweep-action', () => {
  const { right, wrong } = about('sweep-action')
  right('throttle', 'down', 'suspend', '4 hours', 'WarmUp', '30', 'reduce_connections', '1 hour')
  right('blackhole', 'greylisted', 'reduce_deliveries', 'transcode')
  const actions =
    'The actions are throttle, suspend, blackhole, greylisted, warmup, reduce_connections, reduce_deliveries.'
  wrong('throttel', { reason: actions, suggestion: 'throttle' })
  wrong('dwon', { reason: actions, suggestion: 'down' })
  wrong('', { reason: actions })
  wrong('reject', { reason: actions })
  const time = 'A time is a number, a blank and a unit.'
  wrong('3h', { reason: time, suggestion: '3 hours' })
  wrong('4hours', { reason: time, suggestion: '4 hours' })
  wrong('4 moons', { reason: time })
})

test('tls-protocols', () => {
  const { right, wrong } = about('tls-protocols')
  right('+ALL', '+ALL:-SSLv2:-SSLv3', 'ALL,-TLSv1.0', '+TLSv1.2:+TLSv1.3', '-sslv3', '')
  const reason = 'The protocols are ALL, SSLv2, SSLv3, TLSv1, TLSv1.0, TLSv1.1, TLSv1.2, TLSv1.3.'
  wrong('+ALL:-SLSv3', { part: 'SLSv3', reason, suggestion: 'SSLv3' })
  wrong('+ALL:-FOO', { part: 'FOO', reason })
})

test.run()
