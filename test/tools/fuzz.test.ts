import { spawnSync } from 'node:child_process'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { calibrate, mistakeIn } from './fuzz/checks.js'
import { minimise } from './fuzz/minimise.js'
import { makeCase } from './fuzz/texts.js'
import { ROOT } from './program.js'

const test = suite('the fuzzer')

test('makes the same cases for the same seed, and others for another one', () => {
  const cases = (seed: number) => Array.from({ length: 50 }, (_, index) => makeCase(seed, index))
  assert.equal(cases(3), cases(3))
  assert.not.equal(cases(3), cases(4))
})

test('makes cases of every kind', () => {
  const kinds = new Set<string>()
  for (let index = 0; index < 3000; index++) {
    const made = makeCase(1, index)
    kinds.add(made.kind === 'text' ? made.how : made.kind)
  }
  assert.equal([...kinds].sort(), [
    ...['bytes', 'characters', 'dialect', 'edits', 'mutation', 'pieces', 'repetition'],
  ])
})

test('makes what it found as small as can be', async () => {
  const bytes = Buffer.from(`${'a'.repeat(500)}X${'b'.repeat(300)}Y${'c'.repeat(77)}`)
  const keeps = async (shorter: Uint8Array) => /X.*Y/s.test(Buffer.from(shorter).toString())
  assert.is(Buffer.from(await minimise(bytes, keeps, 5000)).toString(), 'XY')
})

test('stops in time, with what it has', async () => {
  const bytes = Buffer.from('abc')
  assert.is(await minimise(bytes, async () => true, -1), bytes)
})

test('finds nothing wrong with a text that is all right', async () => {
  const ordinary = calibrate()
  assert.ok(ordinary > 0)
  const bytes = Buffer.from('Domain "x" {\n  a = ( 1 2 )\n}\n')
  assert.is(await mistakeIn({ kind: 'text', how: 'bytes', bytes }, ordinary), undefined)
  assert.is(await mistakeIn({ kind: 'repetition', piece: 'a = 1\n' }, ordinary), undefined)
})

test('tells what is wrong in the same words for the same mistake', async () => {
  // Edits out of order are refused, so this case cannot be tried.
  const edit = (start: number) => ({ start, end: start + 1, text: '' })
  const tried = { kind: 'edits', base: 'a = 1', edits: [edit(3), edit(0)] } as const
  assert.match((await mistakeIn(tried, 1)) ?? '', /^RangeError: /)
})

test('refuses a seed that is none', () => {
  const { status, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'test/tools/fuzz.ts', '--seed', 'x'],
    { cwd: ROOT, encoding: 'utf8' },
  )
  assert.is(status, 2)
  assert.is(stderr, 'fuzz: --seed takes a whole number, --time takes seconds\n')
})

test.run()
