import { spawnSync } from 'node:child_process'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { loadCommands } from '../../../cli/commands.js'
import { depth } from '../../tools/depth.js'
import { ROOT } from '../../tools/program.js'
import { scratch } from '../../tools/scratch.js'

const PROGRAM = join(ROOT, 'dist/bin/ecconf.cjs')
const COUNTER = join(ROOT, 'test/tools/count-steps.cjs')

/**
 * How often the piece of a text is repeated. The first is what a start takes. Above a thousand
 * findings some formats of `lint` say less of each, which bounds what they may take.
 */
const DEEP: readonly number[] = [1, 600, 1_200]
const TIMES = depth([1, 300, 600], DEEP)

/** Twice as many steps are due for twice the text; a quadratic command takes four times. */
const MOST_GROWTH = 2.6

/** What is run; `main.conf` is the hostile text, `empty.conf` an empty one. */
async function runs(): Promise<string[][]> {
  const lint = (await loadCommands()).find(({ name }) => name === 'lint')
  const formats = lint?.flags.format?.choices ?? []
  assert.ok(formats.length >= 8)
  return [
    ...formats.map((format) => ['lint', 'main.conf', '--format', format]),
    ['lint', 'main.conf', '--fix-dry-run', '--unsafe-fixes'],
    ['lint', 'main.conf', '--write-baseline', 'baseline.json'],
    ...[
      'set max_retries 5',
      'set max_retrys 5',
      'unset max_retries',
      'unset unk_7',
      'why max_retries',
      'why unk_0',
      'get max_retries',
      'eval max_retries',
      'locate datasource',
      'show',
      'showrecurse',
      'files',
      'dump',
      'dump --format json',
      'dump --format xml',
      'plan lines',
      'plan lines --format json',
    ].map((words) => [...words.split(' '), '-c', 'main.conf']),
    ...[
      'fmt main.conf',
      'fmt --check main.conf',
      'fmt --diff main.conf',
      'diff main.conf empty.conf',
      'diff empty.conf main.conf',
      'diff empty.conf main.conf --format json',
      'diff empty.conf main.conf --text',
      'diff empty.conf main.conf --as-commands',
      'merge empty.conf main.conf empty.conf',
      'merge main.conf empty.conf main.conf',
      'merge --check empty.conf main.conf main.conf',
      'overlay apply main.conf empty.conf --dry-run',
      'overlay apply empty.conf main.conf --dry-run',
      'overlay apply empty.conf main.conf --inline --dry-run',
      'overlay show empty.conf main.conf',
      'overlay check main.conf empty.conf',
    ].map((words) => words.split(' ')),
  ]
}

/**
 * The tests that commands take steps in proportion to the length of a broken text.
 * @param which commands: those that lint, the others, or all
 */
export async function linearSuite(
  what: string,
  make: (times: number) => string,
  which: 'lint' | 'others' | 'all' = 'all',
): Promise<ReturnType<typeof suite>> {
  const commands = which === 'all' ? 'every command' : which === 'lint' ? 'lint' : 'the rest'
  const test = suite(`${commands} is linear in ${what}`)
  const isWanted = ([name]: readonly string[]) =>
    which === 'all' || (name === 'lint') === (which === 'lint')
  const folder = scratch()
  writeFileSync(join(folder, 'empty.conf'), '\n')
  writeFileSync(join(folder, 'lines'), 'config set max_retries 5\nconfig unset unk_3\n')
  for (const words of (await runs()).filter(isWanted)) {
    const times = words[0] === 'lint' ? DEEP : TIMES
    test(words.join(' '), () => {
      const [start, once, twice] = stepsOf(words, folder, times.map(make))
      const growth = (twice - start) / Math.max(once - start, start / 10)
      assert.ok(growth < MOST_GROWTH, `twice the text takes ${growth.toFixed(2)} times the steps`)
    })
  }
  return test
}

function stepsOf(
  words: readonly string[],
  folder: string,
  texts: readonly string[],
): [number, number, number] {
  const file = join(folder, 'steps')
  const list = join(folder, 'texts.json')
  rmSync(file, { force: true })
  writeFileSync(list, JSON.stringify(texts))
  const { stderr } = spawnSync(process.execPath, ['--require', COUNTER, PROGRAM, ...words], {
    cwd: folder,
    env: {
      ...process.env,
      STEPS_FILE: file,
      STEPS_MAIN: join(folder, 'main.conf'),
      STEPS_TEXTS: list,
    },
    input: '',
    stdio: ['pipe', 'ignore', 'pipe'],
    encoding: 'utf8',
    timeout: 60_000,
  })
  assert.not.match(stderr, /internal error|at .*\.cjs:/)
  const steps = JSON.parse(readFileSync(file, 'utf8'))
  assert.is(steps.length, texts.length)
  for (const count of steps) assert.ok(count > 0, 'the steps were counted')
  return steps
}
