import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { type AuditHead, auditLine, EMPTY_CHAIN } from '../../src/manager/records/audit-chain.js'
import { ecconf } from '../tools/program.js'
import { RunningManager, stopAll } from '../tools/running-manager.js'
import { scratch } from '../tools/scratch.js'

const test = suite('ecconf audit verify')

test.after(stopAll)

const folder = scratch()

const heads: AuditHead[] = [EMPTY_CHAIN]
const lines = ['joe', 'jürgen', 'ann', 'sue'].map((user) => {
  const next = auditLine(heads.at(-1) as AuditHead, { user })
  heads.push(next.head)
  return next.line
}) as [string, string, string, string]
const [one, two, three, four] = lines

/** What is said of a file that holds a text: exit status and standard output. */
function verdict(text: string | Uint8Array, ...words: string[]): readonly unknown[] {
  writeFileSync(join(folder, 'log'), text)
  const { status, stdout, stderr } = ecconf(['audit', 'verify', 'log', ...words], { cwd: folder })
  assert.is(stderr, '')
  return [status, stdout]
}

/** A head as `--head` takes it. */
const head = (number: number) => `${number}:${heads[number]?.hash}`

test('a whole chain', () => {
  assert.equal(verdict(lines.join('')), [
    0,
    `log: whole, 4 records, the last one with SHA-256 ${heads[4]?.hash}\n`,
  ])
  assert.equal(verdict(one), [
    0,
    `log: whole, 1 record, the last one with SHA-256 ${heads[1]?.hash}\n`,
  ])
  assert.equal(verdict(''), [0, 'log: no records\n'])
})

test('where it breaks: a line that was changed, removed, moved, put in, cut off', () => {
  const whole = (line: number) => `What stands before line ${line} is whole.\n`
  const cases: readonly (readonly [text: string, said: string])[] = [
    [
      one + two.replace('jürgen', 'joe') + three + four,
      `log:3: Line 3 does not follow line 2: one of the two was changed.\n${whole(3)}`,
    ],
    [
      one + two + four,
      `log:3: Line 3 holds record 4: lines are missing, or were put in or moved.\n${whole(3)}`,
    ],
    [two + three, 'log:1: Line 1 holds record 2: lines are missing, or were put in or moved.\n'],
    [
      one + three + two + four,
      `log:2: Line 2 holds record 3: lines are missing, or were put in or moved.\n${whole(2)}`,
    ],
    [
      one + one + two,
      `log:2: Line 2 holds record 1: lines are missing, or were put in or moved.\n${whole(2)}`,
    ],
    [one + two.slice(0, -20), `log:2: Line 2 has no end: its write was cut off.\n${whole(2)}`],
    [`${one}\n${two}`, `log:2: Line 2 is no record.\n${whole(2)}`],
    [one + two.replace('{', '{ '), `log:2: Line 2 is no record.\n${whole(2)}`],
    ['Blackhole = true\n', 'log:1: Line 1 is no record.\n'],
  ]
  for (const [text, said] of cases) assert.equal(verdict(text), [1, said])
})

test('a byte that is no UTF-8 is no record, also where it would be read as another one', () => {
  const replacement = auditLine(EMPTY_CHAIN, { user: '\ufffd' }).line
  assert.is(verdict(replacement)[0], 0)
  const bytes = Buffer.from(replacement.replace('\ufffd', '\x01')).map((byte) =>
    byte === 1 ? 0xff : byte,
  )
  assert.equal(verdict(bytes), [1, 'log:1: Line 1 is no record.\n'])
})

test('the end of a chain is held by a head from the paniclog', () => {
  const all = lines.join('')
  assert.is(verdict(all, '--head', head(4))[0], 0)
  assert.is(verdict(all, '--head', head(2).toUpperCase())[0], 0)
  const changed = one + two + three + four.replace('sue', 'sam')
  assert.is(verdict(changed)[0], 0)
  assert.equal(verdict(changed, '--head', head(4)), [
    1,
    'log:4: Line 4 is not the record that it was: it was changed.\nWhat stands before line 4 is whole.\n',
  ])
  assert.equal(verdict(one + two, '--head', head(4)), [
    1,
    'log:3: The chain ends behind record 2; it had 4.\nWhat stands before line 3 is whole.\n',
  ])
  assert.equal(verdict('', '--head', head(1)), [
    1,
    'log:1: The chain ends behind record 0; it had 1.\n',
  ])
})

test('as JSON', () => {
  const whole = verdict(one + two, '--format', 'json')
  assert.is(whole[0], 0)
  assert.equal(JSON.parse(String(whole[1])), {
    version: 1,
    file: 'log',
    whole: true,
    head: heads[2],
  })
  const broken = verdict(one + three, '--format', 'json')
  assert.is(broken[0], 1)
  assert.equal(JSON.parse(String(broken[1])), {
    version: 1,
    file: 'log',
    whole: false,
    line: 2,
    reason: 'number',
    text: 'Line 2 holds record 3: lines are missing, or were put in or moved.',
    head: heads[1],
  })
})

test('what cannot be verified: exit 2', () => {
  mkdirSync(join(folder, 'a-folder'))
  const wrongHead = 'it takes the number and the SHA-256 of a record, NUMBER:SHA256'
  const cases: readonly (readonly [words: string[], said: string])[] = [
    [['nothing'], 'nothing: no such file or directory'],
    [['a-folder'], 'a-folder: is no regular file'],
    [['/dev/zero'], '/dev/zero: is no regular file'],
    [['log', 'other'], 'Unknown argument: other. See ecconf audit verify --help.'],
    [[], 'ecconf audit verify needs FILE. See ecconf audit verify --help.'],
    [['log', '--head', '3'], `--head 3: ${wrongHead}`],
    [['log', '--head', `0:${heads[0]?.hash}`], `--head 0:${heads[0]?.hash}: ${wrongHead}`],
  ]
  for (const [words, said] of cases) {
    assert.equal(ecconf(['audit', 'verify', ...words], { cwd: folder }), {
      status: 2,
      stdout: '',
      stderr: `ecconf: ${said}\n`,
    })
  }
})

test('lines longer than what is read at once', () => {
  let last = EMPTY_CHAIN
  const long = [3_000_000, 10, 1_048_576 - 120, 700_000].map((length) => {
    const { line, head } = auditLine(last, { text: 'ü'.repeat(length / 2) })
    last = head
    return line
  })
  assert.equal(verdict(long.join('')), [
    0,
    `log: whole, 4 records, the last one with SHA-256 ${last.hash}\n`,
  ])
})

test('what a manager writes is whole, with the head that its paniclog has', async () => {
  const manager = await RunningManager.start(
    'ec_logger "ec_logger" { paniclog = "/log/paniclog.ec" acctlog = "/log/acctlog.ec" }',
  )
  const client = await manager.connect()
  for (const value of ['true', 'false', 'true']) await client.ok(`config set Blackhole ${value}`)
  await manager.log('auditlog.ec')
  const log = join(manager.root, 'log/auditlog.ec')
  const panics = await manager.log('paniclog.ec')
  const [, number, hash] = /audit record (3), SHA-256 ([\da-f]{64})\n/.exec(panics) ?? []
  const { status, stdout } = ecconf(['audit', 'verify', log, '--head', `${number}:${hash}`])
  assert.is(stdout, `${log}: whole, 3 records, the last one with SHA-256 ${hash}\n`)
  assert.is(status, 0)
})

test.run()
