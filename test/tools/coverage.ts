import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const REPORTER = createRequire(import.meta.url).resolve('c8/bin/c8.js')

/** What is counted: the library. Tests of the commands run the built programs, which are not. */
const COUNTED = ['src', 'grammar']

/** Where the processes of test files write down what they ran, in a folder of compiled modules. */
export function coverageFolder(compiled: string): string {
  const folder = join(compiled, 'coverage')
  mkdirSync(folder)
  return folder
}

/**
 * How much of the library the test files ran in their own processes.
 *
 * @param root the checkout
 * @param compiled the folder of `compileAll`
 * @returns a line such as `coverage of src/ and grammar/: 97.1 % of lines, 94.5 % of branches`
 */
export function coverageLine(root: string, compiled: string): string {
  const report = join(compiled, 'coverage-report')
  const flags = ['--temp-directory', join(compiled, 'coverage'), '--reports-dir', report]
  const files = COUNTED.flatMap((folder) => ['--include', `${folder}/**/*.ts`])
  // The tables and validators that the build writes are nobody's to test line by line.
  const made = ['--exclude', '**/*.generated.ts']
  const shape = ['--exclude-after-remap', '--reporter', 'json-summary']
  execFileSync(process.execPath, [REPORTER, 'report', ...flags, ...files, ...made, ...shape], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    maxBuffer: 64 * 1024 * 1024,
  })
  const { total } = JSON.parse(readFileSync(join(report, 'coverage-summary.json'), 'utf8'))
  const names = COUNTED.map((folder) => `${folder}/`).join(' and ')
  return `coverage of ${names}: ${total.lines.pct} % of lines, ${total.branches.pct} % of branches`
}
