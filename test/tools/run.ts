/**
 * The test driver: `npm test -- [--timeout SECONDS] [--coverage] [NAME]...`
 *
 * Runs every `*.test.ts` below `test/`, or those whose path contains a NAME, or the file that NAME
 * is: in a process of its own, or, when it computes values only (`jobs.ts`), after others in one process.
 * uvu alone exits 0 for a file that forgot `test.run()`, lets one file disturb another, and waits for
 * ever; here each of these is a failure. `--coverage` prints how
 * much of the library was run. The last line is `N passed, N failed`; the exit status is 1 when
 * anything failed or no test ran.
 */
import { readFileSync, statSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { endWithDriver } from './child.js'
import { compileAll } from './compiled.js'
import { coverageFolder, coverageLine } from './coverage.js'
import { jobs } from './jobs.js'
import { type Result, runJob } from './run-job.js'
import type { Verdict } from './verdict.js'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
/** One more than there are cores: a test now and then waits for a disk, a clock or another process. */
const AT_ONCE = availableParallelism() + 1

const { values, positionals } = parseArgs({
  options: {
    timeout: { type: 'string', default: '120' },
    coverage: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})
const limitSeconds = Number(values.timeout)
const verdicts = new Map<string, Verdict>()
const files = await selectFiles(positionals)
const texts = new Map(files.map((file) => [file, readFileSync(join(ROOT, file), 'utf8')]))
const queue = jobs(texts)

endWithDriver()
const compiled = files.length > 0 ? await compileAll(ROOT) : ROOT
const coverage = values.coverage ? coverageFolder(compiled) : undefined
await Promise.all(Array.from({ length: AT_ONCE }, drain))
process.exitCode = summarise()

async function drain(): Promise<void> {
  const place = { root: ROOT, compiled, limitSeconds, coverage }
  for (let job = queue.shift(); job !== undefined; job = queue.shift()) {
    for await (const result of runJob(job, texts, place)) report(result)
  }
}

function report({ file, ending, verdict }: Result): void {
  verdicts.set(file, verdict)
  if (verdict.failed === 0) {
    console.log(`ok    ${file}  ${verdict.passed} tests, ${ending.seconds.toFixed(1)} s`)
  } else {
    const output = ending.output.trimEnd()
    console.log(`FAIL  ${file}: ${verdict.reasons.join('; ')}${output && `\n\n${output}\n`}`)
  }
}

/** Every test file, or those that are meant; none when one of the names means nothing. */
async function selectFiles(names: readonly string[]): Promise<string[]> {
  const all = (await readdir(join(ROOT, 'test'), { recursive: true }))
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => join('test', name))
    .sort()
  if (names.length === 0) return all
  const chosen = new Set<string>()
  for (const name of names) {
    const isFile = statSync(name, { throwIfNoEntry: false })?.isFile()
    const meant = isFile ? [relative(ROOT, resolve(name))] : all.filter((it) => it.includes(name))
    if (meant.length === 0) {
      console.log(`No test file has "${name}" in its path.`)
      return []
    }
    for (const file of meant) chosen.add(file)
  }
  return [...chosen]
}

/** Prints the closing lines. @returns the exit status */
function summarise(): number {
  let passed = 0
  let failed = 0
  for (const verdict of verdicts.values()) {
    passed += verdict.passed
    failed += verdict.failed
  }
  if (failed > 0) {
    console.log('\nFailed:')
    for (const file of files) {
      const { reasons = [] } = verdicts.get(file) ?? {}
      if (reasons.length > 0) console.log(`  ${file}: ${reasons.join('; ')}`)
    }
  }
  if (coverage !== undefined) console.log(`\n${coverageLine(ROOT, compiled)}`)
  console.log(`\n${passed} passed, ${failed} failed`)
  return failed > 0 || passed === 0 ? 1 : 0
}
