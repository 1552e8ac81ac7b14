import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('sweep rules')
const HOURS = 'schema/sweep-rule-hours'
const THRESHOLDS = 'schema/sweep-rule-thresholds'

const rule = (line: string) => `adaptive_sweep_rule "a" {\n  ${line}\n}\n`

test('a suspension that is not in whole hours, a power of two', async () => {
  assert.equal(await found(HOURS, rule('High_Action = ( "suspend" "3 hours" )')), [
    {
      severity: 'warning',
      at: '2:29 "3 hours"',
      summary: 'A sweep rule suspends for whole hours, a power of two, not for "3 hours"',
      detail: 'Write "1 hours", "2 hours", "4 hours", "8 hours" and so on.',
    },
  ])
  for (const time of ['4 days', '30 minutes', '0 hours', '4', '12 hours']) {
    const line = `low_action = ( Suspend "${time}" )`
    assert.is((await found(HOURS, rule(line))).length, 1, time)
  }
})

test('right suspensions, other actions, and other scopes', async () => {
  for (const line of [
    'high_action = ( "suspend" "4 hours" )',
    'high_action = ( "SUSPEND" "1 hour" )',
    'high_action = ( "blackhole" "3 hours" )',
    'low_action = ( "throttle" "down" )',
    'low_action = ( "suspend" )',
    'low_action = ()',
  ]) {
    assert.equal(await codes(rule(line)), [], line)
  }
  assert.equal(await codes(rule('high_action = ( "suspend" "3h" )')), ['2 schema/wrong-type'])
})

test('an action that there is not', async () => {
  const [finding] = await found('schema/wrong-type', rule('low_action = ( "throttel" "down" )'))
  assert.is(finding?.severity, 'error')
  assert.equal(finding?.fix, [
    'unsafe: Write "throttle"',
    rule('low_action = ( "throttle" "down" )'),
  ])
})

test('the low threshold above the high one', async () => {
  const text = rule('low_threshold = 5\n  High_Threshold = 2.5')
  assert.equal(await found(THRESHOLDS, text), [
    {
      severity: 'warning',
      at: '2:19 5',
      summary: 'Low_Threshold 5 is above High_Threshold 2.5',
      detail:
        'Low_Action is taken when only the low threshold is met, which never happens like this.',
    },
  ])
  for (const line of [
    'low_threshold = 2\n  high_threshold = 5',
    'low_threshold = 5\n  high_threshold = 5',
    'low_threshold = 50',
    'low_threshold = 50\n  low_threshold = 1\n  high_threshold = 5',
  ]) {
    assert.equal(await found(THRESHOLDS, rule(line)), [], line)
  }
})

test.run()
