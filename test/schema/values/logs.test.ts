import { suite } from 'uvu'
import { about } from './formats.js'

const test = suite('formats of logs')

test('log-destination', () => {
  const { right, wrong } = about('log-destination')
  right('/var/log/ecelerity/mainlog.ec', 'var/log/mm7log.ec', 'file:///var/log/x', 'syslog://')
  right('jlog:///var/log/x=>master', 'jlog:///var/log/x=>a,b', 'cluster:///x?subscribers=a,b')
  right('JLOG:///x=>y', 'pipe:///usr/bin/logger -t x', 'syslog://mail.info', 'gzip:///x.gz', '')
  const only = 'Only jlog:// and cluster:// have subscribers.'
  wrong('/var/log/x=>master', { part: '=>master', reason: only })
  wrong('file:///var/log/x=>master', { part: '=>master', reason: only })
  wrong('jlog:///var/log/x=>', { part: '=>', reason: 'There is no subscriber behind the arrow.' })
  const schemes = 'Logs go to file://, jlog://, cluster://, syslog:// or pipe://, or to a path.'
  wrong('jlogs:///x=>y', { part: 'jlogs', reason: schemes, suggestion: 'jlog' })
  wrong('clutser:///x=>y', { part: 'clutser', reason: schemes, suggestion: 'cluster' })
  wrong('amqp://broker', { part: 'amqp', reason: schemes })
  const slashes = 'Two slashes belong to the scheme, and the path begins with a third.'
  wrong('cluster://var/log/x=>y', {
    part: 'cluster://',
    reason: slashes,
    suggestion: 'cluster:///',
  })
  wrong('jlog:/var/log/x=>y', { part: 'jlog:/', reason: slashes, suggestion: 'jlog:///' })
  wrong('jlog://', { reason: 'There is nothing behind the scheme.' })
})

test('strftime', () => {
  const { right, wrong } = about('strftime')
  right('[%a %d %b %Y %H:%M:%S] ', '%m:%d:%H:%M:%S', '100%%', '', '%-d %_H %Ey %Od %^a %s %z')
  wrong('%Y-%Q', { part: '%Q', reason: 'strftime has no conversion %Q.' })
  const lone = 'This percent sign begins nothing; one that is meant is %%.'
  wrong('%Y%', { part: '%', reason: lone })
  wrong('%Y, 5 % of', { part: '%', reason: lone })
})

test('path-template', () => {
  const logfile = about('path-template', { macros: ['%{n}', '%{l}', '%{s}', 'strftime'] })
  logfile.right('/var/log/%Y/%m/%d/%{l}/%{s}/%{n}', '/var/log/x', '/100%%/%{n}')
  logfile.wrong('/var/log/%{x}', {
    part: '%{x}',
    reason: 'The macros are %{n}, %{l}, %{s} and those of strftime.',
  })
  logfile.wrong('/var/log/%{n', { part: '%{n', reason: 'The brace of this macro is never closed.' })
  logfile.wrong('/var/%Y/%Q', { part: '%Q', reason: 'strftime has no conversion %Q.' })
  const key = about('path-template', { macros: ['%{d}', '%{s}'] })
  key.right('/etc/dkim/%{d}/%{s}.key', '/etc/50%/key')
  key.wrong('/etc/dkim/%{n}', { part: '%{n}', reason: 'The macros are %{d}, %{s}.' })
})

test('format-string', () => {
  const { right, wrong } = about('format-string')
  right('%t@%h', '%{vctx_conn:foo}', '', '100%')
  wrong('%t %{vctx', { part: '%{vctx', reason: 'The brace of this macro is never closed.' })
})

test.run()
