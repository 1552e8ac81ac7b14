import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('version/deprecated')
const CODE = 'version/deprecated'

test('an option that is deprecated since some version', async () => {
  const text = 'Watchdog_Interval = 60\n'
  assert.equal(await found(CODE, text, { target: '3.6.12' }), [
    {
      severity: 'warning',
      at: '1:1 Watchdog_Interval',
      summary: 'Option "Watchdog_Interval" is deprecated since 3.5',
      detail: 'Use the environment variable GIMLI_WATCHDOG_INTERVAL instead.',
    },
  ])
  assert.equal(await found(CODE, text, { target: '3.4' }), [])
  assert.equal(await codes(text, { target: '4.0' }), ['1 version/removed'])
})

test('a module with a successor, and what stands in it', async () => {
  const text = 'bounce_classifier {\n  debug_level = "error"\n}\n'
  assert.equal(await found(CODE, text, { target: '3.6' }), [
    {
      severity: 'warning',
      at: '1:1 bounce_classifier',
      summary: 'Module "bounce_classifier" is deprecated since 3.1',
      detail: 'Use the module "bounce_classifier_override" instead.',
    },
  ])
})

test('what is accepted longer than it works', async () => {
  const text = 'ssl_lock_method = "mutex"\ncrypto_lock_method = "EC_SSL_MUTEX"\n'
  for (const target of ['3.6', '4.0', '5.2', '5.2.9', '5.2.0']) {
    assert.equal(await found(CODE, text, { target }), [], target)
  }
  const [first, second] = await found(CODE, text, { target: '5.3' })
  assert.equal(first, {
    severity: 'warning',
    at: '1:1 ssl_lock_method',
    summary: 'Option "ssl_lock_method" is deprecated since 5.3',
    detail: 'It does nothing since 5.3, and the log has a warning.',
  })
  assert.is(second?.summary, 'Option "crypto_lock_method" is deprecated since 5.3')
  assert.equal(await codes(text, { target: '5.3' }), [
    '1 version/deprecated',
    '2 version/deprecated',
  ])
})

test('a module with a successor that no document calls gone', async () => {
  const text = 'spamc {\n  daemon = "scanner.example.com:783"\n  max_size = 1\n}\n'
  assert.equal(await codes(text, { target: '5.0' }), ['1 version/deprecated'])
  const [finding] = await found(CODE, text, { target: '5.4' })
  assert.is(finding?.severity, 'warning')
  assert.is(finding?.detail, 'Use the module "spamassassin" instead.')
  assert.equal(await found(CODE, text, { target: '4.8' }), [])
})

test('an option of a module that one of a scope replaced', async () => {
  const text = 'adaptive {\n  backing_store_timeout = 5\n}\n'
  const [finding] = await found(CODE, text, { target: '4.2' })
  assert.is(finding?.summary, 'Option "backing_store_timeout" is deprecated')
  assert.is(finding?.detail, 'Use "timeout" in the scope "adaptive_backstore_riak" instead.')
})

test.run()
