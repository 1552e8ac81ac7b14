import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { codes, found } from '../../findings.js'

const test = suite('schema/unknown-option')
const CODE = 'schema/unknown-option'

test('two letters swapped, and only one option can be meant', async () => {
  const text = 'ESMTP_Listener {\n  Listen ":587" {}\n  Idle_Tiem = 300\n}\n'
  assert.equal(await found(CODE, text), [
    {
      severity: 'error',
      at: '3:3 Idle_Tiem',
      summary: 'Unknown option "Idle_Tiem" in scope Esmtp_Listener',
      detail: 'Did you mean "Idle_Time"?',
      fix: ['safe: Write "Idle_Time"', text.replace('Tiem', 'Time')],
    },
  ])
})

test('at the top level, in any case', async () => {
  const [finding] = await found(CODE, 'MAX_OUTBOUND_CONECTIONS = 20\n')
  assert.is(finding?.summary, 'Unknown option "MAX_OUTBOUND_CONECTIONS" in scope Global')
  assert.is(finding?.detail, 'Did you mean "Max_Outbound_Connections"?')
})

test('the fix is not safe when the value does not fit', async () => {
  const [finding] = await found(CODE, 'Max_Outbound_Conections = many\n')
  assert.is(finding?.fix?.[0], 'unsafe: Write "Max_Outbound_Connections"')
})

test('nor when the option is set beside it', async () => {
  const [finding] = await found(CODE, 'Message_Expiration = 1\nMesage_Expiration = 2\n')
  assert.is(finding?.fix?.[0], 'unsafe: Write "Message_Expiration"')
})

test('nor when it takes more than one slip of typing', async () => {
  const [finding] = await found(CODE, 'Mesage_Expirations = 2\n')
  assert.is(finding?.detail, 'Did you mean "Message_Expiration"?')
  assert.is(finding?.fix?.[0], 'unsafe: Write "Message_Expiration"')
})

test('a name that is close only to one of other scopes', async () => {
  const [finding] = await found(CODE, 'Security {\n  Idle_Timeot = 3\n}\n')
  assert.is(
    finding?.detail,
    '"idle_timeout" is an outbound option of Global, Binding, Binding_Group, Domain and 3 modules.',
  )
  assert.is(finding?.fix, undefined)
})

test('a name that is close to none', async () => {
  assert.equal(await found(CODE, 'Domain "example.com" {\n  Quixotic_Flag = true\n}\n'), [
    {
      severity: 'error',
      at: '2:3 Quixotic_Flag',
      summary: 'Unknown option "Quixotic_Flag" in scope Domain',
      detail: 'The product has no option of this name.',
    },
  ])
})

test('a scope that is written as an option', async () => {
  const [finding] = await found(CODE, 'ESMTP_Listener {\n  Listen = ":25"\n}\n')
  assert.is(finding?.summary, 'Unknown option "Listen" in scope Esmtp_Listener')
  assert.is(finding?.detail, '"Listen" is a scope: write Listen "NAME" { ... }.')
  const [anonymous] = await found(CODE, 'Security = "a"\n')
  assert.is(anonymous?.detail, '"Security" is a scope: write Security { ... }.')
})

test('a hook is known by its prefix', async () => {
  assert.equal(
    await found(CODE, 'scriptlet "s" {\n  hook:core_final_validation [ a = "b" ]\n}\n'),
    [],
  )
})

test('a broken option is not reported again', async () => {
  assert.equal(await codes('Idle_Tiem = \nTLS = no\n'), ['1 syntax/missing-value'])
  assert.equal(await codes('Idle_Tiem: 3\n'), ['1 syntax/colon'])
})

test('nothing is known of what stands in unknown scopes', async () => {
  assert.equal(await codes('Quixotic {\n  Flag = true\n  Deep {\n    Flag = 1\n  }\n}\n'), [
    '1 schema/unknown-scope',
  ])
})

test('a long name is cut in the summary', async () => {
  const [finding] = await found(CODE, `${'x'.repeat(100)} = 1\n`)
  assert.is(finding?.summary, `Unknown option "${'x'.repeat(59)}…" in scope Global`)
})

test('spellings that the documents have and the product has not', async () => {
  const meant = {
    Max_Resident_Active_Queue_Size: 'Max_Resident_Active_Queue',
    Transform_8BitMIME: 'transform_8bitmime_content',
    Relay_Host: 'Relay_Hosts',
    unconditional_rebinding: 'unconditional_rebind',
    Duravip_Enable: 'enable_duravip',
  }
  for (const [wrong, right] of Object.entries(meant)) {
    const scope = wrong === 'unconditional_rebinding' ? 'cluster' : 'ESMTP_Listener'
    const text = `${scope} {\n  ${wrong} = true\n}\n${wrong} = true\n`
    const details = (await found(CODE, text)).map(({ detail }) => detail?.toLowerCase())
    assert.is(details.length, 2, wrong)
    for (const detail of details) assert.match(detail ?? '', `"${right.toLowerCase()}"`, wrong)
  }
})

test('a module of which no document lists the options', async () => {
  const text = 'spamc {\n  daemon = "a.example:783"\n  Idle_Time = 3\n  whatever = 1\n}\n'
  assert.equal(await codes(text), [])
  assert.equal(await codes('spamassassin {\n  whatever = 1\n}\n'), ['2 schema/unknown-option'])
})

test.run()
