import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('version/not-yet')
const CODE = 'version/not-yet'

test('an option that came later', async () => {
  const text = 'Pathway "a" {\n  Click_Tracking_Enabled = true\n}\n'
  assert.equal(await found(CODE, text, { target: '4.1.0' }), [
    {
      severity: 'error',
      at: '2:3 Click_Tracking_Enabled',
      summary: 'Option "Click_Tracking_Enabled" is not in 4.1.0: it came with 4.1-HF4',
      detail: 'Take it out until the upgrade.',
    },
  ])
  assert.equal(await found(CODE, text, { target: '4.1-HF4' }), [])
  assert.equal(await found(CODE, text), [], 'without a target nothing is said')
})

test('a module that came later goes with all that stands in it', async () => {
  const text = 'curfew {\n  Timezone = "UTC"\n}\n'
  assert.equal(await found(CODE, text, { target: '5.2' }), [
    {
      severity: 'error',
      at: '1:1 curfew',
      summary: 'Module "curfew" is not in 5.2: it came with 5.3',
      detail: 'Take it out until the upgrade.',
    },
  ])
  assert.equal(await found(CODE, text, { target: '5.3' }), [])
})

test('a scope, and one that came to several branches', async () => {
  const scope = await found(CODE, 'EventLoop "a" {\n  concurrency = 2\n}\n', { target: '3.5' })
  assert.equal(
    scope.map(({ at, summary }) => [at, summary]),
    [['1:1 EventLoop', 'Scope "EventLoop" is not in 3.5: it came with 3.6']],
  )
  const [branches] = await found(CODE, 'tls_ifavailable_fallback = true\n', { target: '3.6.3' })
  assert.is(
    branches?.summary,
    'Option "tls_ifavailable_fallback" is not in 3.6.3: it came with 3.5.10 and 3.6.4',
  )
})

test('what came later to one scope', async () => {
  const text = 'Host "mx.example.com" {\n  Outbound_Throttle_Messages = "10/5"\n}\n'
  assert.equal(await found(CODE, text, { target: '3.6.12' }), [
    {
      severity: 'error',
      at: '2:3 Outbound_Throttle_Messages',
      summary: 'Option "Outbound_Throttle_Messages" is not in 3.6.12: it came with 5.3',
      detail: 'Take it out until the upgrade.',
    },
  ])
  assert.is((await found(CODE, text, { target: '5.2' })).length, 1)
  assert.equal(await found(CODE, text, { target: '5.3' }), [])
  assert.equal(await found(CODE, text.replace('Host', 'Domain'), { target: '3.6' }), [])
  assert.equal(await found(CODE, 'Rollup_MX = true\n', { target: '3.6.12' }), [])
})

test('in a fragment, as far as it is clear what it is', async () => {
  const options = { target: '3.4', fragment: true }
  assert.is((await found(CODE, 'hot_domains = ( "a.com" )\n', options)).length, 1)
  // In a Host it is of 4.x only; this may be the inside of a Domain.
  assert.equal(await found(CODE, 'Outbound_Throttle_Messages = "10/5"\n', options), [])
})

test('a target that is no version says nothing', async () => {
  assert.equal(await codes('curfew {}\n', { target: 'latest' }), [])
})

test.run()
