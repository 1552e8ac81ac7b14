import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { parse } from '../../../grammar/index.js'
import { lintFragment } from '../../../src/lint/index.js'

const test = suite('lintFragment')

function summaries(text: string): string[] {
  return lintFragment(parse(text, { name: 'a.conf' })).map(({ summary }) => summary)
}

test('the inside of a stanza is right', () => {
  assert.equal(summaries('Idle_Time = 60\nListen ":25" {\n  Enable = true\n}\n'), [])
  assert.equal(summaries('Authenticate {\n  cache = "ecdb"\n}\nQueryGroups {\n}\n'), [])
  assert.equal(summaries('allow = ( ".*" )\n'), [])
})

test('when no scope has all of it, it counts as the top level', () => {
  assert.equal(summaries('Use_IPv6 = false\nListen_Backlog = 500\n'), [
    '"Listen_Backlog" does not belong in scope Global',
  ])
})

test('a name that no scope has', () => {
  assert.equal(summaries('Quixotic_Flag = 1\n'), ['Unknown option "Quixotic_Flag" in scope Global'])
  assert.equal(summaries('Quixotic_Flag = 1\nMax_Retries = 2\n'), [
    'Unknown option "Quixotic_Flag" in scope Global',
  ])
})

test('of a scope that is not clear, the message does not tell the name', () => {
  const text = 'Idle_Tiem = 1\nBanner_Hostname = "a"\nListen ":25" {\n  Enabel = true\n}\n'
  const [option, scope] = lintFragment(parse(text))
  assert.match(option?.summary ?? '', /^Unknown option "Idle_Tiem"/)
  assert.is(option?.detail, 'Did you mean "Idle_Time"?')
  assert.is(scope?.summary, 'Unknown option "Enabel" in scope Listen')
  assert.is(scope?.detail, 'Did you mean "Enable"?')
})

test('a value is wrong when it is wrong in every scope that it may be in', () => {
  assert.equal(summaries('Enable = maybe\n'), ['Wrong value "maybe" for option "Enable"'])
  assert.equal(summaries('concurrency = many\n'), ['Wrong value "many" for option "concurrency"'])
})

test('stanzas at the top level are looked into', () => {
  assert.equal(summaries('Domain "a" {\n  Gatway = "b"\n}\n'), [
    'Unknown option "Gatway" in scope Domain',
  ])
})

test('syntax errors and unusual spellings are there', () => {
  assert.equal(summaries('SpoolBase = /a\nx y\n').length, 2)
})

test('findings have the name of the text', () => {
  const [finding] = lintFragment(parse('Quixotic_Flag = 1\n', { name: 'x/a.conf' }))
  assert.is(finding?.file, 'x/a.conf')
  assert.is(lintFragment(parse('Quixotic_Flag = 1\n'))[0]?.file, '')
})

test('rules can be switched off', () => {
  const rules = { 'schema/unknown-option': 'off' } as const
  assert.equal(lintFragment(parse('Quixotic_Flag = 1\n'), undefined, { rules }), [])
})

test.run()
