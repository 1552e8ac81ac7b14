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
      detail: 'It still works in 3.6.12. Plan to do without it.',
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
      summary: 'Module "bounce_classifier" is deprecated',
      detail: 'Use the module "bounce_classifier_override" instead.',
    },
  ])
})

test.run()
