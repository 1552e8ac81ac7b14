/**
 * The benchmark: `npm run bench [-- PART... --processes N]`
 *
 * Builds what is shipped, generates its input, and measures everything in processes of their own.
 * Ratios are taken in this very run, so they hold on any machine; `docs/performance.md` says how to
 * read the table.
 */
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { parseArgs } from 'node:util'
import { buildArtifacts } from './artifacts.js'
import { applyPart } from './parts/apply.js'
import { busPart } from './parts/bus.js'
import { coldPart } from './parts/cold.js'
import { evalPart } from './parts/eval.js'
import { lintPart } from './parts/lint.js'
import { loadPart } from './parts/load.js'
import { lspPart } from './parts/lsp.js'
import { managerPart } from './parts/manager.js'
import { memoryPart } from './parts/memory.js'
import { nodesPart } from './parts/nodes.js'
import { pagePart } from './parts/page.js'
import { parsePart } from './parts/parse.js'
import type { Part } from './parts/part.js'
import { sessionsPart } from './parts/sessions.js'
import { setPart } from './parts/set.js'
import { type Row, renderTable } from './table.js'

const PARTS: Readonly<Record<string, Part>> = {
  parse: parsePart,
  memory: memoryPart,
  load: loadPart,
  lint: lintPart,
  eval: evalPart,
  set: setPart,
  apply: applyPart,
  cold: coldPart,
  lsp: lspPart,
  page: pagePart,
  manager: managerPart,
  sessions: sessionsPart,
  nodes: nodesPart,
  bus: busPart,
}

try {
  await main()
} catch (error) {
  console.error(`bench: ${(error as Error).message}`)
  process.exitCode = 2
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { processes: { type: 'string', default: '3' } },
    allowPositionals: true,
  })
  const names = positionals.length > 0 ? positionals : Object.keys(PARTS)
  const unknown = names.find((name) => !(name in PARTS))
  if (unknown !== undefined) {
    throw new Error(`no part "${unknown}"; the parts are ${Object.keys(PARTS).join(', ')}`)
  }
  const processes = Number(values.processes)
  if (!Number.isInteger(processes) || processes < 1) throw new Error('--processes takes a number')

  const started = performance.now()
  console.log(machine())
  const built = await buildArtifacts()
  const rows: Row[] = []
  for (const name of names) {
    console.log(`measuring ${name} ...`)
    rows.push(...(PARTS[name] as Part)({ built, processes }))
  }
  console.log(`\n${renderTable(rows)}\n`)
  const seconds = ((performance.now() - started) / 1000).toFixed(0)
  console.log(`${seconds} s; load of the machine at the end ${loads()}`)
}

function machine(): string {
  const model = cpus()[0]?.model ?? 'unknown processor'
  const memory = (totalmem() / 1e9).toFixed(0)
  return `Node ${process.versions.node}, ${availableParallelism()} × ${model}, ${memory} GB, load ${loads()}`
}

/** How many processes wanted to run in the last minute: more than there are processors is noise. */
function loads(): string {
  return (loadavg()[0] as number).toFixed(2)
}
