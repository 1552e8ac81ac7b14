import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { ecconf } from '../tools/program.js'
import { folderWith } from './folders.js'

const test = suite('commands and hostile expressions')

const LONG = 'newsletter-marketing-bounces.mail.big-customer.co.uk'

/** With another engine nothing here comes to an end. */
const folder = folderWith({
  'slow.conf': `Domain "/^([a-z0-9]+[-.]?)+[.]example[.]com$/" { Max_Retries = 3 }
Domain "/^(.*)x(.*)y(.*)z(?=(a+)+!)/" { Max_Retries = 4 }
Domain "${LONG}" { Retry_Interval = 5 }
Domain "${'a'.repeat(2000)}" { Retry_Interval = 6 }
`,
  'other.conf': `Domain "/^(([a-z0-9]+[-.]?)+)[.]example[.]com$/" { Max_Retries = 3 }
Domain "${LONG}" { Retry_Interval = 6 }
`,
  'doubled.conf': `Domain "/^([a-z]+)[.]\\1$/" { Max_Retries = 3 }
Domain "/^([a-z]+)-\\1$/" { Max_Retries = 4
  Retry_Interval = 5 }
`,
})
const run = (...words: string[]) => ecconf(words, { cwd: folder })

test('set: the case of a name that no expression matches', () => {
  const { status, stdout } = run('set', 'max_retries', '9', '-c', 'slow.conf')
  assert.is(status, 0)
  assert.match(stdout, `fall back to it: Domain "${LONG}", Domain "aaa`)
})

test('eval and why', () => {
  const evaluated = run('eval', 'domain', LONG, 'max_retries', '-c', 'slow.conf')
  assert.equal([evaluated.status, evaluated.stderr], [1, "Option 'Max_Retries' has no value.\n"])
  const name = `${LONG}.example.com`
  const found = run('eval', 'domain', name, 'max_retries', '-c', 'slow.conf')
  assert.equal([found.status, found.stdout], [0, 'Max_Retries = 3\n'])
  const why = run('why', 'domain', LONG, 'retry_interval', '-c', 'slow.conf')
  assert.is(why.status, 0)
})

test('diff, lint and locate', () => {
  assert.is(run('diff', 'slow.conf', 'other.conf').status, 1)
  const { stdout } = run('lint', 'slow.conf')
  assert.is(stdout.match(/can take exponential time/g)?.length, 2)
  const located = run('locate', 'domain', '^(a+)+$', '-c', 'slow.conf')
  assert.is(located.status, 0)
  assert.match(located.stdout, /^Domain "a{2000}"\n {2}is at Domain:a{2000}:\n$/)
})

test('an expression that is not matched is said to be left out', () => {
  const one = run('eval', 'domain', 'a.a', 'retry_interval', '-c', 'doubled.conf')
  assert.is(
    one.stderr.split('\n')[0],
    'ecconf: Domain "/^([a-z]+)-\\1$/" is left out, its expression is not matched: it has a reference to what group 1 has matched',
  )
  const two = run('why', 'domain', 'a.a', 'max_retries', '-c', 'doubled.conf')
  assert.match(two.stderr, /^ecconf: Domain .* is left out, .* has matched \(and 1 more\)\n/)
  const none = run('why', 'domain', 'a.a', 'warmup', '-c', 'doubled.conf')
  assert.not.match(none.stderr, 'left out')
})

test('what locate does not match is refused with the reason', () => {
  const { status, stderr } = run('locate', 'domain', '^([a-z]+)[.]\\1$', '-c', 'doubled.conf')
  assert.equal(
    [status, stderr],
    [1, "'^([a-z]+)[.]\\1$' is not matched: it has a reference to what group 1 has matched.\n"],
  )
})

test.run()
