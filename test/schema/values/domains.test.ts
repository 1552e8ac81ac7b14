import { suite } from 'uvu'
import { about } from './formats.js'

const test = suite('formats of domains')

const AT = 'This looks like a mail address.'
const PATTERN = 'A regular expression has no place here.'

test('domain', () => {
  const { right, wrong } = about('domain')
  right('example.com', 'localhost', 'xn--bcher-kva.example', 'example.com.', '_dmarc.example', '')
  right('192.0.2.43', '[192.0.2.43]', '[IPv6:2001:db8::43]', '#smpp#txt', '#xmpp#r.example.com')
  wrong('user@example.com', { reason: AT })
  wrong('example .com', { reason: 'A name has no blanks.' })
  wrong('example..com', { reason: 'There is nothing before one of the dots.' })
  wrong('[192.0.2]')
  wrong('/[.]example[.]com$/', { reason: PATTERN })
  wrong('*.example.com')
  wrong('example.com,example.org')
})

test('domain-glob', () => {
  const { right, wrong } = about('domain-glob')
  right('example.com', '*.example.com', '*', 'mail*.example.com', 'mx?.example.com', 'mx[0-9].a')
  right('.example.com', '[192.0.2.43]', '')
  wrong('*@example.com', { reason: AT })
  wrong('/[.]example[.]com$/', { reason: PATTERN })
  wrong('* .example.com', { reason: 'A name has no blanks.' })
  wrong('*..example.com', { reason: 'There is nothing before one of the dots.' })
})

test('domain-or-pattern', () => {
  const { right, wrong } = about('domain-or-pattern')
  right('example.com', '[IPv6:2001:db8::43]', '192.0.2.43', '#smpp#txt', 'x', '*')
  right('/^yahoo\\.*/', '/^(wanadoo|orange)\\.fr$/', '/(?i)[.]example[.](?:com|co[.]uk)$/')
  const reason = 'A regular expression stands between two slashes.'
  wrong('/^yahoo', { reason, suggestion: '/^yahoo/' })
  wrong('^mx[0-9]+[.]example[.]net$', { reason, suggestion: '/^mx[0-9]+[.]example[.]net$/' })
  wrong('/^a$/i', {
    reason: 'Nothing stands behind the second slash of a regular expression.',
    suggestion: '/^a$/',
  })
  wrong('(a|b)[.]example', { reason, suggestion: '/(a|b)[.]example/' })
  wrong('^(yahoo', { reason })
  wrong('//', { reason: 'A regular expression stands between two slashes.' })
  wrong('/^(yahoo/', { part: '(', reason: 'This parenthesis is never closed.' })
  wrong('user@example.com', { reason: AT })
})

test('mail-address', () => {
  const { right, wrong } = about('mail-address')
  right('postmaster@example.com', 'a+b@[192.0.2.1]', '"a b"@example.com', 'x@localhost', '', '<>')
  right('Mail <postmaster@example.com>', 'a@b.example, c@d.example', 'postmaster#eu@example.net')
  right('"Doe, J." <j@example.com>')
  wrong('postmaster', { reason: 'There is no @ in it.' })
  wrong('a b@example.com')
  wrong('a@@example.com')
  wrong('a@')
  wrong('@example.com')
  wrong('a@example..com')
  wrong('a@b.example,c', { reason: 'There is no @ in it.' })
})

test.run()
