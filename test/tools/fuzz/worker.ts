/** Tries case after case. The thread that started it watches that it goes on. */
import { parentPort, workerData } from 'node:worker_threads'
import { calibrate, mistakeIn } from './checks.js'
import { type Finding, WORTH_A_LOOK } from './finding.js'
import { minimise } from './minimise.js'
import { type Case, makeCase } from './texts.js'

export interface WorkerTask {
  readonly seed: number
  readonly from: number
  /** As `Date.now` tells it. */
  readonly until: number
  /** Holds the number of the case that is being tried. */
  readonly progress: Int32Array<SharedArrayBuffer>
}

const MINIMISE_MILLISECONDS = 10_000

const { seed, from, until, progress } = workerData as WorkerTask
const ordinary = calibrate()
const times = new Map<string, number>()
for (let number = from; Date.now() < until; number++) {
  Atomics.store(progress, 0, number)
  const tried = makeCase(seed, number)
  const mistake = await mistakeIn(tried, ordinary)
  if (mistake !== undefined) {
    const time = (times.get(mistake) ?? 0) + 1
    times.set(mistake, time)
    const smallest = time > WORTH_A_LOOK ? tried : await smaller(tried, mistake)
    parentPort?.postMessage({ number, mistake, smallest } satisfies Finding)
  }
}

/** The smallest case found that has the same mistake. Edits are kept: they have their places. */
async function smaller(tried: Case, mistake: string): Promise<Case> {
  if (tried.kind === 'edits') return tried
  const again = (bytes: Uint8Array): Case =>
    tried.kind === 'repetition'
      ? { ...tried, piece: Buffer.from(bytes).toString() }
      : { ...tried, bytes }
  const keeps = async (bytes: Uint8Array) =>
    bytes.length > 0 && (await mistakeIn(again(bytes), ordinary)) === mistake
  const bytes = tried.kind === 'repetition' ? Buffer.from(tried.piece) : tried.bytes
  return again(await minimise(bytes, keeps, MINIMISE_MILLISECONDS))
}
