import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { found } from '../../findings.js'

const test = suite('version/default-changed')
const CODE = 'version/default-changed'

test('a value that was the default of the other product line', async () => {
  const text = 'adaptive {\n  data_store_sync_interval = 900\n}\n'
  assert.equal(await found(CODE, text, { target: '4.2.28' }), [
    {
      severity: 'info',
      at: '2:3 data_store_sync_interval',
      summary: 'Option "data_store_sync_interval" has the value that was its default in 3.x',
      detail:
        'The default is now 3600. Take the line out, unless the old value is still what you want.',
    },
  ])
  assert.equal(await found(CODE, text, { target: '3.6.12' }), [])
  assert.equal(await found(CODE, text), [])
})

test('a value that was the default before some version', async () => {
  const text = 'siv_throttle_cache_size = "100"\n'
  const [finding] = await found(CODE, text, { target: '3.0.24' })
  assert.is(
    finding?.summary,
    'Option "siv_throttle_cache_size" has the value that was its default before 3.0.24',
  )
  assert.equal(await found(CODE, text, { target: '3.0.23' }), [])
})

test('any other value was meant, and so was that of a time before 3.0', async () => {
  const text =
    'siv_throttle_cache_size = 1000\nDelivery_Method = "SMTP"\nadaptive {\n  enable_jlog = false\n}\n'
  assert.equal(await found(CODE, text, { target: '4.2.28' }), [])
})

test('in whatever form it is written', async () => {
  const text =
    'clear_mail_queue_maintainers = off\nadaptive {\n' +
    '  data_store = "/var/log/ecelerity/adaptive.db"\n  Enable_JLog = "yes"\n}\n'
  assert.equal(
    (await found(CODE, text, { target: '4.0' })).map(({ at }) => at),
    ['1:1 clear_mail_queue_maintainers', '3:3 data_store', '4:3 Enable_JLog'],
  )
})

test.run()
