import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import {
  type AuditHead,
  auditLine,
  EMPTY_CHAIN,
  verifyAudit,
} from '../../../src/manager/records/audit-chain.js'

const test = suite('the audit chain')

/** A chain of records, and its heads from the empty one on. */
function chain(...records: { [name: string]: string }[]): { lines: string[]; heads: AuditHead[] } {
  const heads = [EMPTY_CHAIN]
  const lines = records.map((record) => {
    const next = auditLine(heads.at(-1) as AuditHead, record)
    heads.push(next.head)
    return next.line
  })
  return { lines, heads }
}

const { lines, heads } = chain(
  { user: 'joe' },
  { user: 'jim', diff: '-a\n+é\udcff' },
  { user: 'ann' },
)
const text = lines.join('')

test('the first lines, byte for byte', () => {
  const first = `{"number":1,"previous":"${'0'.repeat(64)}","record":{"user":"joe"}}`
  assert.is(lines[0], `${first}\n`)
  const hash = createHash('sha256').update(first).digest('hex')
  assert.is(
    lines[1],
    `{"number":2,"previous":"${hash}","record":{"user":"jim","diff":"-a\\n+é\\udcff"}}\n`,
  )
  assert.equal(heads[1], { records: 1, hash })
})

test('a whole chain, and one that has grown since its head was kept', () => {
  assert.equal(verifyAudit(''), { kind: 'whole', head: EMPTY_CHAIN })
  assert.equal(verifyAudit(text), { kind: 'whole', head: heads[3] })
  for (const head of heads) {
    assert.equal(verifyAudit(text, head), { kind: 'whole', head: heads[3] })
  }
})

test('where it breaks, and why', () => {
  const [one, two, three] = lines as [string, string, string]
  const cases: readonly (readonly [string, line: number, reason: string, text: string])[] = [
    [
      one + two.replace('jim', 'joe') + three,
      3,
      'hash',
      'Line 3 does not follow line 2: one of the two was changed.',
    ],
    [
      one.replace('joe', 'jim') + two + three,
      2,
      'hash',
      'Line 2 does not follow line 1: one of the two was changed.',
    ],
    [
      one + three,
      2,
      'number',
      'Line 2 holds record 3: lines are missing, or were put in or moved.',
    ],
    [
      two + three,
      1,
      'number',
      'Line 1 holds record 2: lines are missing, or were put in or moved.',
    ],
    [
      one + two + two,
      3,
      'number',
      'Line 3 holds record 2: lines are missing, or were put in or moved.',
    ],
    [
      one + three.replace('"number":3', '"number":2'),
      2,
      'hash',
      'Line 2 does not follow line 1: one of the two was changed.',
    ],
    [
      two.replace('"number":2', '"number":1'),
      1,
      'hash',
      'Line 1 follows another line, which is missing.',
    ],
    [text.slice(0, -1), 3, 'cut-off', 'Line 3 has no end: its write was cut off.'],
    [`${one}\n${two}`, 2, 'no-record', 'Line 2 is no record.'],
    [`${one}garbage\n`, 2, 'no-record', 'Line 2 is no record.'],
    [`${one}null\n`, 2, 'no-record', 'Line 2 is no record.'],
    [one.replace('{"number"', '{ "number"'), 1, 'no-record', 'Line 1 is no record.'],
    [one.replace('\n', '\r\n'), 1, 'no-record', 'Line 1 is no record.'],
    [one.replace('}\n', ',"more":1}\n'), 1, 'no-record', 'Line 1 is no record.'],
  ]
  for (const [changed, line, reason, words] of cases) {
    const head = heads[line - 1] as AuditHead
    const verdict = verifyAudit(changed)
    assert.equal(
      { ...verdict, head: undefined },
      { kind: 'broken', line, reason, text: words, head: undefined },
    )
    assert.is(verdict.head.records, head.records)
  }
})

test('the last line and the end show against a head that was kept', () => {
  const last = text.replace('ann', 'bob')
  assert.is(verifyAudit(last).kind, 'whole')
  assert.equal(verifyAudit(last, heads[3]), {
    kind: 'broken',
    line: 3,
    reason: 'other-head',
    text: 'Line 3 is not the record that it was: it was changed.',
    head: heads[2],
  })
  assert.equal(verifyAudit(lines.slice(0, 2).join(''), heads[3]), {
    kind: 'broken',
    line: 3,
    reason: 'shorter',
    text: 'The chain ends behind record 2; it had 3.',
    head: heads[2],
  })
})

test('no byte of a chain can be changed without its showing against its head', () => {
  fc.assert(
    fc.property(fc.nat(text.length - 1), fc.string({ minLength: 1, maxLength: 2 }), (at, put) => {
      const changed = text.slice(0, at) + put + text.slice(at + 1)
      fc.pre(changed !== text)
      assert.is(verifyAudit(changed, heads[3]).kind, 'broken')
    }),
    { numRuns: 1000 },
  )
})

test('a line of more values than a record can have is none, and is not parsed', () => {
  const many = { values: Array.from({ length: 2 ** 21 }, () => []) }
  const { line } = auditLine(EMPTY_CHAIN, many)
  const verdict = verifyAudit(line)
  assert.is(verdict.kind, 'broken')
  assert.is(verdict.kind === 'broken' && verdict.reason, 'no-record')
})

test.run()
