import { stripVTControlCharacters } from 'node:util'
import type { Ending } from './child.js'

/** What a test file came to. */
export interface Verdict {
  readonly passed: number
  readonly failed: number
  /** Why the file failed, one line each; empty when it passed. */
  readonly reasons: readonly string[]
}

/**
 * Judges a test file by its text and its process. A file that did not run its tests to the end
 * counts as one failed test, or as as many as are known to have failed.
 *
 * A skipped test needs a line `skipped: WHY` in the output.
 */
export function judge(text: string, ending: Ending): Verdict {
  const output = stripVTControlCharacters(ending.output)
  const total = lastCount(output, 'Total')
  const passed = lastCount(output, 'Passed')
  const skipped = lastCount(output, 'Skipped')
  const reasons = [...endings(ending, total !== undefined), ...forgottenSuites(text)]
  let failed = 0
  if (total === undefined || passed === undefined || skipped === undefined) {
    if (!ending.stopped) reasons.push('it ended before its tests did, or never called test.run()')
  } else if (total + skipped === 0) {
    reasons.push('it has no test')
  } else {
    failed = total - passed
    if (failed > 0) reasons.push(`${failed} of ${total} tests failed`)
    const explained = output.match(/(?:^|\s)skipped: \S/g)?.length ?? 0
    if (skipped > explained) {
      reasons.push(`${skipped} tests skipped, ${explained} with a line "skipped: WHY"`)
    }
  }
  if (ending.status !== 0 && ending.status !== null && failed === 0) {
    reasons.push(`it ended with status ${ending.status}`)
  }
  return {
    passed: passed ?? 0,
    failed: reasons.length > 0 ? Math.max(failed, 1) : 0,
    reasons,
  }
}

function endings({ stopped, seconds, signal }: Ending, testsEnded: boolean): string[] {
  if (stopped === 'time') {
    const why = testsEnded ? ': its tests had ended, but left something open' : ''
    return [`it was stopped after ${seconds.toFixed(0)} s${why}`]
  }
  if (stopped === 'output') return ['it was stopped because its output has no end']
  return signal ? [`it was ended by ${signal}`] : []
}

/** The figure in uvu's last line of a kind: a test may print such a line too, but not after it. */
function lastCount(output: string, label: string): number | undefined {
  const figures = [...output.matchAll(new RegExp(`^ {2}${label}: +(\\d+)$`, 'gm'))]
  const last = figures.at(-1)?.[1]
  return last === undefined ? undefined : Number(last)
}

/** uvu knows nothing of a suite that is never run; in a file with two, nobody would miss it. */
function forgottenSuites(text: string): string[] {
  const names = [...text.matchAll(/^(?:export )?const (\w+) = suite\(/gm)].map((match) => match[1])
  return names
    .filter((name) => !text.includes(`${name}.run()`))
    .map((name) => `the suite "${name}" is never run: ${name}.run() is missing`)
}
