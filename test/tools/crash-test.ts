/**
 * `npm run crash-test [-- --every N]`: disturbs each operation that writes at each of its calls to the
 * system: kills the process, lets the system refuse, lets another program step in. Prints how many
 * points and runs there were, and what was not as promised; exit 1 when anything was not.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { OPERATIONS } from './crash/operations.js'
import { confirmedTwice, copied, lostOutput, planted } from './crash/others.js'
import {
  callsOf,
  killed,
  killedTwice,
  REFUSALS,
  type Run,
  refused,
  STRANGERS,
  steppedIn,
} from './crash/runs.js'
import { Site } from './crash/site.js'
import { ROOT } from './program.js'

/** The kinds of disturbances, in the order of the table's columns. */
export const KINDS = ['killed', 'killed twice', 'copied', 'refused', 'stranger'] as const

export type Kind = (typeof KINDS)[number]

/** Of the calls of the run after a killed one, every so manyth: others behind each point. */
const EVERY_SECOND_KILL = 11

/** Bundles the process that is killed: it starts hundreds of times. */
export async function bundleProcess(folder: string): Promise<string> {
  const outfile = join(folder, 'process.mjs')
  await build({
    entryPoints: [join(ROOT, 'test/tools/crash/killed-process.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url)",
    },
    logLevel: 'error',
  })
  return outfile
}

/** The runs of one operation, each at every so manyth point. */
export function* runsOf(
  site: Site,
  program: string,
  every: number,
): Generator<{ kind: Kind; run: Run }> {
  const calls = callsOf(site)
  for (let index = 0; index < calls.length; index += every) {
    yield { kind: 'killed', run: killed(site, program, 'before', index) }
    if (calls[index]?.name === 'write') {
      yield { kind: 'killed', run: killed(site, program, 'within', index) }
    }
    for (let second = index % EVERY_SECOND_KILL; ; second += EVERY_SECOND_KILL) {
      const run = killedTwice(site, index, second)
      if (run === undefined) break
      yield { kind: 'killed twice', run }
    }
    // What is to be taken back is no more so in a copy: nothing is left to compare.
    if (!site.prepared.isOverdue) yield { kind: 'copied', run: copied(site, index) }
    for (const code of REFUSALS) yield { kind: 'refused', run: refused(site, index, code, false) }
    yield { kind: 'refused', run: refused(site, index, 'ENOSPC', true) }
    // What somebody has changed since is not taken back without a word.
    if (site.prepared.isOverdue) continue
    for (const deed of STRANGERS) {
      for (const which of site.prepared.files.keys()) {
        yield { kind: 'stranger', run: steppedIn(site, index, deed, which) }
      }
    }
  }
}

/** What others do, by the name of its row. */
export const OTHERS: Readonly<Record<string, () => Generator<Run>>> = {
  'two changes to confirm, at every 5th call': () => confirmedTwice(),
  'records that another user has made up': planted,
  'output that cannot be written': lostOutput,
}

async function main(every: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ecconf-crash-program-'))
  let violations = 0
  const total = { points: 0, runs: 0 }
  const row = (cells: readonly (string | number)[]) => {
    const [name, ...counts] = cells.map(String) as [string, ...string[]]
    console.log(`${name.padEnd(46)}${counts.map((count) => count.padStart(13)).join('')}`)
  }
  try {
    const program = await bundleProcess(folder)
    row(['operation', 'points', ...KINDS])
    for (const name of Object.keys(OPERATIONS)) {
      const site = await Site.make(name)
      const counts = new Map<Kind, number>()
      try {
        for (const { kind, run } of runsOf(site, program, every)) {
          counts.set(kind, (counts.get(kind) ?? 0) + 1)
          total.runs++
          for (const violation of run.violations) {
            violations++
            console.log(`  ${name}, ${run.disturbance}: ${violation}`)
          }
        }
        const points = callsOf(site).length
        total.points += points
        row([name, points, ...KINDS.map((kind) => counts.get(kind) ?? 0)])
      } finally {
        site.remove()
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  for (const [name, runs] of Object.entries(OTHERS)) {
    let count = 0
    for (const run of runs()) {
      count++
      total.runs++
      for (const violation of run.violations) {
        violations++
        console.log(`  ${name}, ${run.disturbance}: ${violation}`)
      }
    }
    row([name, count])
  }
  console.log(`${total.points} points, ${total.runs} runs, ${violations} not as promised`)
  if (violations > 0) process.exitCode = 1
}

if (process.argv[1]?.endsWith('crash-test.ts')) {
  const at = process.argv.indexOf('--every')
  await main(at === -1 ? 1 : Number(process.argv[at + 1]))
}
