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
import {
  countCalls,
  killed,
  REFUSALS,
  type Run,
  refused,
  STRANGERS,
  steppedIn,
} from './crash/runs.js'
import { ROOT } from './program.js'

/** The file counts of the operations are small; strangers meet the first and the last one. */
const FILES: Readonly<Record<string, number>> = {
  'apply of a plan over 3 files': 3,
  'apply of a plan that makes and removes files': 3,
  'fmt --write': 2,
}

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
export async function* runsOf(
  name: string,
  program: string,
  every: number,
): AsyncGenerator<{ kind: string; run: Run }> {
  const points = await countCalls(name)
  for (let index = 0; index < points; index += every) {
    for (const where of ['before', 'within'] as const) {
      const run = await killed(program, name, where, index)
      if (run.wasReached || run.violations.length > 0) yield { kind: 'killed', run }
    }
    for (const code of REFUSALS)
      yield { kind: 'refused', run: await refused(name, index, code, false) }
    yield { kind: 'refused', run: await refused(name, index, 'ENOSPC', true) }
    for (const deed of STRANGERS) {
      for (let which = 0; which < (FILES[name] ?? 1); which++) {
        yield { kind: 'stranger', run: await steppedIn(name, index, deed, which) }
      }
    }
  }
}

async function main(every: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'ecconf-crash-program-'))
  let violations = 0
  const total = { points: 0, runs: 0 }
  try {
    const program = await bundleProcess(folder)
    console.log(`${'operation'.padEnd(46)}points   killed  refused stranger`)
    for (const name of Object.keys(OPERATIONS)) {
      const counts = new Map<string, number>()
      for await (const { kind, run } of runsOf(name, program, every)) {
        counts.set(kind, (counts.get(kind) ?? 0) + 1)
        for (const violation of run.violations) {
          violations++
          console.log(`  ${name}, ${run.disturbance}: ${violation}`)
        }
      }
      const points = await countCalls(name)
      total.points += points
      for (const count of counts.values()) total.runs += count
      const columns = ['killed', 'refused', 'stranger'].map((kind) =>
        String(counts.get(kind) ?? 0).padStart(9),
      )
      console.log(`${name.padEnd(46)}${String(points).padStart(6)}${columns.join('')}`)
    }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(`${total.points} points, ${total.runs} runs, ${violations} not as promised`)
  if (violations > 0) process.exitCode = 1
}

if (process.argv[1]?.endsWith('crash-test.ts')) {
  const at = process.argv.indexOf('--every')
  await main(at === -1 ? 1 : Number(process.argv[at + 1]))
}
