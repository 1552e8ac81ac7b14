import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type Change, displayScope } from '../../../src/config/index.js'
import { change, type Effect } from '../../../src/edit/index.js'
import { set, unset } from '../../tools/changes.js'
import { loadFiles } from '../../tools/load-files.js'

const test = suite('effects of changes')

async function effectOf(text: string, asked: Change): Promise<Effect> {
  const configuration = await loadFiles({ '/c/ecelerity.conf': text }, {}, {}, '/c/ecelerity.conf')
  const { effects, refusals } = await change(configuration, [asked])
  assert.equal(refusals, [])
  assert.is(effects?.length, 1)
  return effects?.[0] as Effect
}

function dependents({ dependents: { first } }: Effect): string[] {
  return first.map(displayScope)
}

const OUTBOUND = [
  'Max_Retries = 1',
  'Domain "a.example" { Retry_Interval = 60 }',
  'Domain "/\\.fr$/" { }',
  'Binding "b1" { Domain "A.example" { } Domain "x.fr" { Max_Retries = 3 } Domain "y.fr" { } }',
  'Binding_Group "g" { Binding "b1" { } Binding "b2" { Max_Retries = 2 Domain "a.example" { } } }',
  '',
].join('\n')

test('what the scope has before and after, and where from', async () => {
  const { path, option, before, after, needsRestart } = await effectOf(
    OUTBOUND,
    set('Domain=a.example', 'max_retries', '9'),
  )
  assert.equal(
    [displayScope(path), option, needsRestart],
    ['Domain "a.example"', 'Max_Retries', false],
  )
  assert.equal(before, { origin: 'definition', text: '1', from: [] })
  assert.equal(after, { origin: 'definition', text: '9', from: path })
})

test('domains of bindings fall back to a global domain, unless something nearer has a value', async () => {
  const effect = await effectOf(OUTBOUND, set('Domain=a.example', 'Max_Retries', '9'))
  assert.equal(dependents(effect), ['Binding "b1" > Domain "A.example"'])
  assert.equal(effect.dependents.count, 1)
  assert.is(effect.dependents.complete, true)
})

test('a regular expression is for all domains that it matches', async () => {
  const effect = await effectOf(OUTBOUND, set('Domain=/\\.fr$/', 'Max_Retries', '9'))
  assert.equal(dependents(effect), ['Binding "b1" > Domain "y.fr"'])
})

test('a regular expression is for the domains of groups with the same expression too', async () => {
  const text = [
    'Max_Retries = 49',
    'Domain "/^a.*/" { }',
    'Domain "/^b.*/" { }',
    'Binding_Group "g1" { Domain "/^a.*/" { } Domain "/^b.*/" { } Binding "b" { Domain "/^a.*/" { } } }',
    'Binding "b" { Domain "/^A.*/" { } }',
    '',
  ].join('\n')
  const effect = await effectOf(text, set('Domain=/^a.*/', 'Max_Retries', '77'))
  assert.equal(dependents(effect), [
    'Binding_Group "g1" > Domain "/^a.*/"',
    'Binding_Group "g1" > Binding "b" > Domain "/^a.*/"',
  ])
})

test('a binding is a place for its domains, and for itself in a group', async () => {
  const effect = await effectOf(OUTBOUND, set('Binding=b1', 'Max_Retries', '9'))
  assert.equal(dependents(effect), [
    'Binding "b1" > Domain "A.example"',
    'Binding "b1" > Domain "y.fr"',
    'Binding_Group "g" > Binding "b1"',
  ])
})

test('who falls back to Global', async () => {
  const effect = await effectOf(OUTBOUND, set('Max_Retries', '9'))
  assert.is(effect.dependents.count, 7)
  assert.equal(dependents(effect), [
    'Domain "a.example"',
    'Domain "/\\\\.fr$/"'.replace('\\\\', '\\'),
    'Binding "b1"',
    'Binding "b1" > Domain "A.example"',
    'Binding "b1" > Domain "y.fr"',
  ])
})

test('what is left when an option is taken out', async () => {
  const text = 'Binding "b" {\n  Message_Expiration = 2\n  Domain "d" { }\n}\n'
  const effect = await effectOf(text, unset('Binding=b', 'Message_Expiration'))
  assert.equal(effect.after, { origin: 'default', text: '86400' })
  assert.equal(dependents(effect), ['Binding "b" > Domain "d"'])
})

test('listeners: a Peer and a Listen take from the listener', async () => {
  const text =
    'ESMTP_Listener {\n  Listen ":25" { Peer "10.0.0.1" { } }\n  Peer "10.0.0.0/8" { Idle_Time = 5 }\n}\n'
  const effect = await effectOf(text, set('ESMTP_Listener', 'Idle_Time', '9'))
  assert.equal(dependents(effect), ['Esmtp_Listener > Listen ":25"'])
  const peer = await effectOf(text, set('ESMTP_Listener', 'Peer=10.0.0.0/8', 'Idle_Time', '9'))
  assert.equal(dependents(peer), ['Esmtp_Listener > Listen ":25" > Peer "10.0.0.1"'])
})

test('where each change of a module needs a restart, one of its common options does', async () => {
  const fbl = await effectOf('fbl { Debug_Level = "info" }\n', set('fbl', 'debug_level', 'error'))
  assert.is(fbl.needsRestart, true)
  const alerting = await effectOf('alerting { }\n', set('alerting', 'debug_level', 'error'))
  assert.is(alerting.needsRestart, false)
})

test('an option that needs a restart says so, also when its scope is taken out', async () => {
  const text = 'ThreadPool "SwapIn" {\n  Concurrency = 5\n}\nSpoolBase = "/var/spool"\n'
  const effect = await effectOf(text, set('SpoolBase', '"/var/other"'))
  assert.is(effect.needsRestart, true)
  const out = await effectOf('SNMP {\n  State = true\n}\n', {
    kind: 'unset',
    path: [{ name: 'SNMP' }],
    words: ['SNMP'],
  })
  assert.is(out.needsRestart, true)
})

test('where no document says whether a restart is needed, nobody claims that it is not', async () => {
  const csapi = 'csapi {\n  max_extract_time = 5\n}\n'
  assert.is((await effectOf(csapi, set('csapi', 'max_extract_time', '9'))).needsRestart, null)
  const fbl = 'fbl {\n  Auto_Log = true\n}\n'
  assert.is((await effectOf(fbl, set('fbl', 'Auto_Log', 'false'))).needsRestart, true)
  assert.is((await effectOf('Max_Retries = 3\n', set('Max_Retries', '4'))).needsRestart, false)
})

test('many scopes are counted up to a limit', async () => {
  const bindings = Array.from({ length: 1200 }, (_, index) => `Binding "b${index}" { }\n`).join('')
  const effect = await effectOf(`Max_Retries = 1\n${bindings}`, set('Max_Retries', '9'))
  assert.equal(
    [effect.dependents.count, effect.dependents.complete, effect.dependents.first.length],
    [1000, false, 5],
  )
})

test('a change that is refused has no effects', async () => {
  const configuration = await loadFiles({ '/c/eccluster.conf': 'Max_Retries = 1\n' })
  const { effects } = await change(configuration, [set('Max_Retries', '9'), unset('Blackhole')])
  assert.equal(effects, [])
})

test.run()
