import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { type Ending, runFile } from './child.js'
import type { Job } from './jobs.js'
import { judge, type Verdict } from './verdict.js'

/** Where and how test files run. */
export interface Place {
  /** The checkout. */
  readonly root: string
  /** The folder of `compileAll`. */
  readonly compiled: string
  readonly limitSeconds: number
  /** The folder for what the processes write down of what they ran. */
  readonly coverage: string | undefined
}

/**
 * Tests that run the built programs, whose lines are not counted: what their own processes run of the library
 * other tests run too, and to write it down and add it up takes minutes for all of them.
 */
const RUNS_PROGRAMS =
  /^test\/(?:cli|docs|editors|page\/(?:in-browser|large-page)\.)|^test\/[\w-]+\.test\.ts$/

/** How a test file ended, and what that comes to. */
export interface Result {
  readonly file: string
  readonly ending: Ending
  readonly verdict: Verdict
}

/**
 * Runs the files of a job. Of several in one process, all run again, each in a process of its own, when
 * that process comes to a bad end, and one that fails there does: only what it comes to alone counts,
 * but that it failed beside the others is a failure too.
 *
 * @param texts the test files, by path
 */
export async function* runJob(
  job: Job,
  texts: ReadonlyMap<string, string>,
  place: Place,
): AsyncGenerator<Result> {
  const together = job.length > 1 ? await runTogether(job, place) : new Map<string, Ending>()
  for (const file of job) {
    const text = texts.get(file) ?? ''
    const beside = together.get(file)
    if (beside !== undefined) {
      const verdict = judge(text, beside)
      if (verdict.failed === 0) {
        yield { file, ending: beside, verdict }
        continue
      }
    }
    const ending = await runFile(
      compiledFile(file, place),
      place.root,
      place.limitSeconds,
      RUNS_PROGRAMS.test(file) ? undefined : place.coverage,
    )
    const alone = judge(text, ending)
    if (beside === undefined || alone.failed > 0) yield { file, ending, verdict: alone }
    else yield { file, ending: beside, verdict: disturbed(judge(text, beside)) }
  }
}

/** What a file comes to that passes alone and fails where others ran before it. */
function disturbed(beside: Verdict): Verdict {
  const why = 'it passes alone, but not in one process with the files before it'
  return { ...beside, reasons: [...beside.reasons, why] }
}

/** Runs files in one process. @returns how each ended; none when the process came to a bad end */
async function runTogether(job: Job, place: Place): Promise<Map<string, Ending>> {
  const { root, compiled, limitSeconds, coverage } = place
  const mark = randomUUID()
  const modules = job.map((file) => compiledFile(file, place))
  const runner = join(compiled, 'test/tools/together-process.js')
  const limit = limitSeconds * job.length
  const whole = await runFile(runner, root, limit, coverage, [mark, ...modules])
  const endings = new Map<string, Ending>()
  if (whole.stopped !== undefined || whole.status !== 0) return endings
  for (const [index, file] of job.entries()) {
    const module = modules[index] ?? ''
    const [, output] = whole.output.split(`\n${mark} begin ${module}\n`)
    const [own, end] = output?.split(`\n${mark} end ${module} `) ?? []
    if (own !== undefined && end !== undefined) {
      endings.set(file, { ...whole, output: own, seconds: Number.parseFloat(end) })
    }
  }
  return endings
}

function compiledFile(file: string, { compiled }: Place): string {
  return join(compiled, file.replace(/\.ts$/, '.js'))
}
