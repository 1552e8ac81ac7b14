/**
 * Looks for texts that the parser does not bear: `npm run fuzz [-- --time SECONDS --seed N]`
 *
 * Random bytes, pieces of the language, mutations and edits of the corpus, the same in the sibling
 * dialects, and pieces repeated very often. Each must come back byte for byte, with a tree and
 * findings that fit it; the plain Chevrotain parser must agree; parsing again after an edit must give
 * what parsing anew gives; and the time must grow with the text and no faster. What is found is saved
 * as small as it could be made, below `.cache/fuzz/`; the exit status is 1 then. `--case N` tries one
 * case of a seed again.
 */
import { randomInt } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { calibrate, mistakeIn } from './fuzz/checks.js'
import { type Finding, WORTH_A_LOOK } from './fuzz/finding.js'
import { type Case, makeCase } from './fuzz/texts.js'
import type { WorkerTask } from './fuzz/worker.js'

const FOLDER = fileURLToPath(new URL('../../.cache/fuzz/', import.meta.url))
const WORKER = new URL('./fuzz/start-worker.mjs', import.meta.url)
/** A case that takes longer may never end. Making one smaller takes some seconds. */
const LIMIT_MILLISECONDS = 30_000
const TOO_LONG = 'takes more than half a minute'

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    time: { type: 'string', default: '60' },
    case: { type: 'string' },
  },
})
const seed = Number(values.seed)
const seconds = Number(values.time)
if (!Number.isInteger(seed) || !(seconds > 0)) {
  console.error('fuzz: --seed takes a whole number, --time takes seconds')
  process.exit(2)
}
const found = new Map<string, number>()
process.exitCode = values.case === undefined ? await search() : await tryAgain(Number(values.case))

async function search(): Promise<number> {
  console.log(`seed ${seed}, for ${seconds} s`)
  const until = Date.now() + seconds * 1000
  let next = 0
  while (Date.now() < until) next = await run(next, until)
  const cases = `${next.toLocaleString('en-US')} cases`
  if (found.size === 0) {
    console.log(`${cases}, nothing found`)
    return 0
  }
  console.log(`${cases}, ${found.size} mistakes found; saved in ${FOLDER}`)
  for (const [mistake, times] of found) console.log(`  ${String(times).padStart(6)} × ${mistake}`)
  return 1
}

/** Runs a worker from a case on. @returns the case behind the last one */
function run(from: number, until: number): Promise<number> {
  const progress = new Int32Array(new SharedArrayBuffer(4))
  progress[0] = from
  const task: WorkerTask = { seed, from, until, progress }
  const worker = new Worker(WORKER, { workerData: task })
  worker.on('message', (finding: Finding) => save(finding))
  return new Promise((resolve, reject) => {
    let stuckSince = Date.now()
    let last = -1
    const watch = setInterval(() => {
      const number = Atomics.load(progress, 0)
      if (number !== last) {
        last = number
        stuckSince = Date.now()
      } else if (Date.now() - stuckSince > LIMIT_MILLISECONDS) {
        clearInterval(watch)
        save({ number, mistake: TOO_LONG, smallest: makeCase(seed, number) })
        void worker.terminate()
      }
    }, 500)
    worker.on('error', reject)
    worker.on('exit', () => {
      clearInterval(watch)
      resolve(Atomics.load(progress, 0) + 1)
    })
  })
}

function save({ number, mistake, smallest }: Finding): void {
  const times = (found.get(mistake) ?? 0) + 1
  found.set(mistake, times)
  if (times > WORTH_A_LOOK) return
  mkdirSync(FOLDER, { recursive: true })
  const words = mistake.replace(/[^A-Za-z]+/g, '-').slice(0, 50)
  const file = join(FOLDER, `${words}-${seed}-${number}`)
  const { text, ...more } = contentOf(smallest)
  writeFileSync(`${file}.conf`, text)
  writeFileSync(
    `${file}.json`,
    `${JSON.stringify({ mistake, seed, case: number, ...more }, null, 2)}\n`,
  )
  console.log(`${mistake}: ${file}.conf (--seed ${seed} --case ${number})`)
}

function contentOf(tried: Case): { text: string | Uint8Array; [more: string]: unknown } {
  switch (tried.kind) {
    case 'text':
      return { text: tried.bytes, how: tried.how }
    case 'edits':
      return { text: tried.base, how: 'edits', edits: tried.edits }
    case 'dialect':
      return { text: tried.bytes, how: tried.dialect }
    case 'repetition':
      return { text: tried.piece, how: 'repetition', dialect: tried.dialect }
  }
}

async function tryAgain(number: number): Promise<number> {
  const tried = makeCase(seed, number)
  const mistake = await mistakeIn(tried, calibrate())
  console.log(contentOf(tried))
  console.log(mistake ?? 'nothing found')
  return mistake === undefined ? 0 : 1
}
