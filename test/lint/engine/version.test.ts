import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  availability,
  compareVersions,
  formsNotYet,
  parseTarget,
  parseVersion,
  type Version,
} from '../../../src/lint/engine/version.js'

const test = suite('versions')

function version(text: string): Version {
  const parsed = parseVersion(text)
  assert.ok(parsed, text)
  return parsed as Version
}

function target(text: string): Version {
  const parsed = parseTarget(text)
  assert.ok(parsed, text)
  return parsed as Version
}

test('releases and hot fixes', () => {
  assert.equal(version('4.2.28'), { text: '4.2.28', numbers: [4, 2, 28], hotFix: 0, line: '4' })
  assert.equal(version(' 4.1-hf4 '), { text: '4.1-hf4', numbers: [4, 1], hotFix: 4, line: '4' })
  assert.is(version('3').line, '3')
  assert.is(version('5.3').line, '4', 'what follows 4.x continues it')
})

test('other texts are none, and neither is what is older than 3', () => {
  for (const text of [
    '',
    'latest',
    '4.',
    '.4',
    '4.x',
    'v4.2',
    '4.2-HF',
    '4.2-RC1',
    '4 2',
    '2.2',
    '0',
  ]) {
    assert.is(parseVersion(text), undefined, text)
  }
})

test('in order', () => {
  const order = [
    '3',
    '3.0.13',
    '3.5.10',
    '3.6.4',
    '4.0',
    '4.1',
    '4.1-HF4',
    '4.1-HF10',
    '4.1.0.2',
    '4.2.1.6',
    '4.2.11',
    '4.10',
    '5.2',
  ]
  for (const [index, text] of order.entries()) {
    for (const [other, second] of order.entries()) {
      const difference = compareVersions(version(text), version(second))
      assert.is(Math.sign(difference), Math.sign(index - other), `${text} and ${second}`)
    }
  }
  assert.is(compareVersions(version('4.0'), version('4')), 0)
  assert.is(compareVersions(version('4.1.0-HF4'), version('4.1-HF4')), 0)
})

test('what came with a version is there from that version on', () => {
  const lines = { '4': { since: '4.1-HF4' } }
  const at = (text: string) => availability(lines, version(text))
  const missing = { kind: 'not yet', since: '4.1-HF4', uncertain: false }
  assert.equal(at('4.1'), missing)
  assert.equal(at('4.1-HF3'), missing)
  assert.is(at('4.1-HF4'), undefined)
  assert.is(at('4.1.0.2'), undefined)
  assert.is(at('5.0'), undefined)
  assert.equal(at('3.6.12'), missing)
})

test('what came to two branches is in neither before its own release of it', () => {
  const lines = {
    '3': { since: '3.5.10', sinceBranches: ['3.5.10', '3.6.4'] },
    '4': { since: '4.1' },
  }
  const missing = { kind: 'not yet', since: '3.5.10 and 3.6.4', uncertain: false }
  const at = (text: string) => availability(lines, version(text))
  assert.equal(at('3.4'), missing)
  assert.equal(at('3.5.9'), missing)
  assert.is(at('3.5.10'), undefined)
  assert.is(at('3.5.11'), undefined)
  assert.equal(at('3.6'), missing)
  assert.equal(at('3.6.3'), missing)
  assert.is(at('3.6.4'), undefined)
  assert.is(at('3.7'), undefined)
  assert.equal(at('4.0'), { kind: 'not yet', since: '4.1', uncertain: false })
  assert.is(at('4.1'), undefined)
})

test('what ended and what is deprecated', () => {
  const line = { lastVersion: '5.2' }
  const ended = { '3': { since: '3.0' }, '4': line }
  const removed = { kind: 'removed', last: '5.2', line }
  for (const text of ['5.1.9', '5.2', '5.2.0', '5.2.7']) {
    assert.is(availability(ended, version(text)), undefined, `${text} still has it`)
  }
  assert.equal(availability(ended, version('5.3')), removed)
  assert.is(availability(ended, target('5.2')), undefined)
  assert.equal(availability(ended, target('5.3')), removed)
  const exact = { '3': { lastVersion: '3.0.14' } }
  assert.is(availability(exact, target('3.0.14')), undefined)
  assert.equal(availability(exact, target('3.0.15'))?.kind, 'removed')
  assert.equal(availability(exact, target('3.0'))?.kind, 'removed', 'the last of the series')
  const old = { '3': { since: '3.0', deprecated: true, deprecatedSince: '3.5' } } as const
  assert.is(availability(old, version('3.4')), undefined)
  assert.equal(availability(old, version('3.5')), {
    kind: 'deprecated',
    since: '3.5',
    line: old['3'],
  })
  const always = { '3': { deprecated: true } } as const
  assert.equal(availability(always, version('3.0')), {
    kind: 'deprecated',
    since: undefined,
    line: always['3'],
  })
})

test('one or two numbers name a series, of which the last version counts', () => {
  const late = { '3': { since: '3.6.6' }, '4': { since: '4.2.11' } }
  for (const text of ['3.6', '3.6.6', '3.6.23', '3.7', '3', '4.2', '4', '5.0']) {
    assert.is(availability(late, target(text)), undefined, text)
  }
  for (const text of ['3.6.0', '3.6.5', '3.5', '4.1', '4.2.0', '4.2.10']) {
    assert.is(availability(late, target(text))?.kind, 'not yet', text)
  }
  const branches = { '3': { since: '3.5.10', sinceBranches: ['3.5.10', '3.6.4'] } }
  assert.is(availability(branches, target('3.5')), undefined)
  assert.is(availability(branches, target('3.4'))?.kind, 'not yet')
  assert.is(availability({ '4': { since: '4.1-HF4' } }, target('4.1')), undefined)
  assert.is(availability({ '4': { since: '4.1-HF4' } }, target('4.1-HF3'))?.kind, 'not yet')
})

test('forms of a value that came later than their option', () => {
  const lines = { '3': { sinceByForm: { fix: '3.0.11' } }, '4': { sinceByForm: { list: '5.3' } } }
  assert.equal(formsNotYet(lines, target('5.2')), [
    { form: 'list', since: '5.3', uncertain: false },
  ])
  assert.equal(formsNotYet(lines, target('5.3')), [])
  assert.equal(formsNotYet(lines, target('3.0.10')), [
    { form: 'fix', since: '3.0.11', uncertain: false },
  ])
  assert.equal(formsNotYet(lines, target('3.0')), [])
})

test('what only the other product line has', () => {
  const at = (lines: Parameters<typeof availability>[0], text: string) =>
    availability(lines, version(text))
  assert.equal(at({ '3': { since: '3.0' } }, '4.0'), { kind: 'other line', line: '3' })
  assert.equal(at({ '3': {} }, '4.0'), { kind: 'not documented', line: '3' })
  assert.equal(at({ '4': {} }, '3.6'), { kind: 'not documented', line: '4' })
  assert.is(at({ '3': { product: 'Mobile Momentum' } }, '4.0'), undefined)
  assert.is(at({ '4': { since: '3.6' } }, '3.6.1'), undefined, 'it came before the line began')
  assert.is(at({}, '4.0'), undefined)
})

test.run()
