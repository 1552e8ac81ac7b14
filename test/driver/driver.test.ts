import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { runFile } from '../tools/child.js'
import { jobs } from '../tools/jobs.js'
import { runJob } from '../tools/run-job.js'
import { judge, type Verdict } from '../tools/verdict.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** The folder of compiled modules in which this one lies. */
const COMPILED = resolve(process.argv[1] ?? '', '../../..')
const FIXTURES = 'test/driver/fixtures'

const compiled = (name: string) => join(COMPILED, FIXTURES, `${name}.js`)

const verdict = suite('driver: what a file comes to')

const DEAD = 'it ended before its tests did, or never called test.run()'

const EXPECTED: Record<string, Verdict> = {
  passes: { passed: 2, failed: 0, reasons: [] },
  fails: { passed: 1, failed: 1, reasons: ['1 of 2 tests failed'] },
  'forgets-run': {
    passed: 0,
    failed: 1,
    reasons: ['the suite "test" is never run: test.run() is missing', DEAD],
  },
  'forgets-one-run': {
    passed: 1,
    failed: 1,
    reasons: ['the suite "second" is never run: second.run() is missing'],
  },
  'has-no-test': { passed: 0, failed: 1, reasons: ['it has no test'] },
  'throws-at-import': { passed: 0, failed: 1, reasons: [DEAD, 'it ended with status 1'] },
  'exits-early': { passed: 0, failed: 1, reasons: [DEAD, 'it ended with status 1'] },
  'waits-for-nothing': { passed: 0, failed: 1, reasons: [DEAD, 'it ended with status 1'] },
  'leaves-a-process': { passed: 1, failed: 0, reasons: [] },
  'skips-silently': {
    passed: 1,
    failed: 1,
    reasons: ['1 tests skipped, 0 with a line "skipped: WHY"'],
  },
  'skips-aloud': { passed: 1, failed: 0, reasons: [] },
  'runs-only-one': {
    passed: 1,
    failed: 1,
    reasons: ['1 tests skipped, 0 with a line "skipped: WHY"'],
  },
  'fails-in-a-hook': { passed: 0, failed: 1, reasons: ['1 of 1 tests failed'] },
  'crashes-later': { passed: 1, failed: 1, reasons: ['it ended with status 1'] },
  'writes-for-ever': {
    passed: 0,
    failed: 1,
    reasons: ['it was stopped because its output has no end'],
  },
  'prints-a-total': { passed: 1, failed: 0, reasons: [] },
}

for (const [name, expected] of Object.entries(EXPECTED)) {
  verdict(name.replaceAll('-', ' '), async () => {
    const text = readFileSync(join(ROOT, FIXTURES, `${name}.ts`), 'utf8')
    const ending = await runFile(compiled(name), ROOT, 60)
    assert.equal(judge(text, ending), expected)
  })
}

verdict('a file that hangs is stopped', async () => {
  const ending = await runFile(compiled('hangs'), ROOT, 2)
  assert.is(ending.stopped, 'time')
  assert.equal(judge('', { ...ending, seconds: 2.2 }), {
    passed: 0,
    failed: 1,
    reasons: ['it was stopped after 2 s'],
  })
})

verdict('a file that ends its tests and not itself is told so', () => {
  const output = '  Total:     1\n  Passed:    1\n  Skipped:   0\n  Duration:  1.00ms\n'
  const ending = { output, status: null, signal: null, stopped: 'time', seconds: 120 } as const
  assert.equal(judge('', ending), {
    passed: 1,
    failed: 1,
    reasons: ['it was stopped after 120 s: its tests had ended, but left something open'],
  })
})

verdict('what a file leaves running is ended with it', async () => {
  const { output } = await runFile(compiled('leaves-a-process'), ROOT, 60)
  const pid = /pid (\d+)/.exec(output)?.[1]
  assert.ok(pid)
  // A process that was killed has its number until its parent, here the system's, has noticed.
  for (let wait = 0; wait < 100 && isAlive(pid); wait++) await setTimeout(50)
  assert.not.ok(isAlive(pid))
})

verdict('a test runs without the variables that a person may have set', async () => {
  process.env.NODE_OPTIONS = '--no-such-option'
  try {
    assert.is((await runFile(join(FIXTURES, 'passes.ts'), ROOT, 60)).status, 0)
  } finally {
    delete process.env.NODE_OPTIONS
  }
})

verdict.run()

const together = suite('driver: files in one process')

/** The files of these fixtures as one job. @returns what each came to, by its name */
async function runTogether(...names: readonly string[]): Promise<Record<string, Verdict>> {
  const files = names.map((name) => join(FIXTURES, `${name}.ts`))
  const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))
  const place = { root: ROOT, compiled: COMPILED, limitSeconds: 60, coverage: undefined }
  const verdicts: Record<string, Verdict> = {}
  for await (const { file, verdict } of runJob(files, texts, place)) {
    verdicts[basename(file, '.ts')] = verdict
  }
  return verdicts
}

const expected = (...names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, EXPECTED[name]]))

together('each comes to what it comes to alone', async () => {
  const names = [
    ...['passes', 'fails', 'forgets-run', 'forgets-one-run', 'has-no-test', 'skips-silently'],
    ...['skips-aloud', 'runs-only-one', 'fails-in-a-hook', 'prints-a-total', 'leaves-a-process'],
  ]
  assert.equal(await runTogether(...names), expected(...names))
})

for (const name of ['throws-at-import', 'exits-early', 'waits-for-nothing', 'crashes-later']) {
  together(`${name.replaceAll('-', ' ')}: those beside it are judged all the same`, async () => {
    const names = ['passes', name, 'skips-aloud']
    assert.equal(await runTogether(...names), expected(...names))
  })
}

together('a file that passes alone only is no good', async () => {
  assert.equal(await runTogether('leaves-a-mark', 'minds-a-mark'), {
    'leaves-a-mark': { passed: 1, failed: 0, reasons: [] },
    'minds-a-mark': {
      passed: 0,
      failed: 1,
      reasons: [
        '1 of 1 tests failed',
        'it passes alone, but not in one process with the files before it',
      ],
    },
  })
})

together(
  'which: those of rooms without the machine, unless they reach out; the others first',
  () => {
    const plain = "import { parse } from '../../grammar/index.js'\n"
    const names = Array.from({ length: 13 }, (_, at) => `test/grammar/${at}.test.ts`)
    const texts = new Map([
      ...names.map((name) => [name, plain] as const),
      ['test/lint/a.test.ts', "import { scratch } from '../tools/scratch.js'\n"],
      ['test/lint/b.test.ts', 'process.chdir(folder)\n'],
      ['test/node/c.test.ts', plain],
    ])
    assert.equal(jobs(texts), [
      ['test/lint/a.test.ts'],
      ['test/lint/b.test.ts'],
      ['test/node/c.test.ts'],
      names.slice(0, 12),
      names.slice(12),
    ])
  },
)

together.run()

const whole = suite('driver: the whole')

function drive(...args: string[]): { status: number | null; output: string; lastLine: string } {
  const driver = ['--import', 'tsx', 'test/tools/run.ts', ...args]
  const { status, stdout, stderr } = spawnSync(process.execPath, driver, {
    cwd: ROOT,
    encoding: 'utf8',
  })
  const output = stdout + stderr
  return { status, output, lastLine: output.trimEnd().split('\n').at(-1) ?? '' }
}

/** A process that has ended and that nobody has asked about since (state Z) is not alive. */
function isAlive(pid: string): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

const fixture = (name: string) => join(FIXTURES, `${name}.ts`)

whole('all pass: one line a file, status 0', () => {
  const { status, output } = drive(fixture('passes'), fixture('skips-aloud'))
  assert.is(status, 0)
  assert.match(
    output.replace(/\d+\.\d s/g, 'N s'),
    /^ok {4}test\/driver\/fixtures\/passes\.ts {2}2 tests, N s$/m,
  )
  assert.match(output, /\n\n3 passed, 0 failed\n$/)
})

whole('one fails: its output in full, the others go on, status 1', () => {
  const { status, output, lastLine } = drive(fixture('throws-at-import'), fixture('fails'))
  assert.is(status, 1)
  assert.match(output, 'thrown while the file was loaded')
  assert.match(output, '"wrong"')
  assert.match(output, /^FAIL {2}test\/driver\/fixtures\/fails\.ts: 1 of 2 tests failed$/m)
  assert.is(lastLine, '1 passed, 2 failed')
})

whole('--coverage: a line of figures, before the last one', () => {
  const { status, output } = drive('--coverage', 'test/syntax/edits.test.ts')
  assert.is(status, 0)
  assert.match(
    output,
    /\n\ncoverage of src\/ and grammar\/: \d+(\.\d+)? % of lines, \d+(\.\d+)? % of branches\n\n3 passed, 0 failed\n$/,
  )
})

whole('no file is meant: status 1', () => {
  const { status, output } = drive('no such name')
  assert.is(status, 1)
  assert.is(output, 'No test file has "no such name" in its path.\n\n0 passed, 0 failed\n')
})

whole.run()
