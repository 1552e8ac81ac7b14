import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConsoleConnection } from '../src/terminal/index.js'
import { answered, connected, started } from './console.js'
import type { ManagerMeasures, ManagerTask } from './tasks.js'

/** How often the second session asks, in ms. */
const EVERY = 5

/** What the second session asks. */
const QUESTION = 'config get Max_Outbound_Connections'

/** What holds up the first session, by the names of the figures. */
const JOBS = {
  commit: ['config begin', 'config set Domain yahoo.com Retry_Interval 601', 'config commit'],
  writeback: ['config writeback'],
  reload: ['config reload'],
  showrecurse: ['config showrecurse'],
} as const

/**
 * Starts a manager, and asks it in one session while it is at work for another: what the second session
 * waits for is what holds up everyone.
 */
export async function measureManager(task: ManagerTask): Promise<ManagerMeasures> {
  const child = await started(task)
  try {
    const socket = join(task.root, 'tmp/2025')
    const [worker, asker] = [await connected(socket), await connected(socket)]
    const waits: Record<string, number[]> = {}
    const took: Record<string, number[]> = {}
    for (let run = 0; run < task.runs; run++) {
      for (const [name, lines] of Object.entries(JOBS)) {
        const job = during(asker, async () => {
          for (const line of lines) await answered(worker, line.replace('601', `${700 + run}`))
        })
        const { times, time } = await job
        waits[name] = [...(waits[name] ?? []), Math.max(...times)]
        took[name] = [...(took[name] ?? []), time]
      }
    }
    const pairs: number[] = []
    for (let run = 0; run < task.pairs; run++) {
      const began = performance.now()
      await answered(worker, `config set Domain yahoo.com Retry_Interval ${1000 + run}`)
      await answered(worker, 'config get Domain yahoo.com Retry_Interval')
      pairs.push(performance.now() - began)
    }
    worker.close()
    asker.close()
    return { waits, took, pairs }
  } finally {
    child.kill('SIGKILL')
  }
}

/** What each question took while a job was done, and the job. */
async function during(
  asker: ConsoleConnection,
  job: () => Promise<void>,
): Promise<{ readonly times: readonly number[]; readonly time: number }> {
  const times: number[] = []
  const began = performance.now()
  const isDone = { yet: false }
  const working = job().finally(() => {
    isDone.yet = true
  })
  while (!isDone.yet) {
    const asked = performance.now()
    await answered(asker, QUESTION)
    times.push(performance.now() - asked)
    await sleep(EVERY)
  }
  await working
  return { times, time: performance.now() - began }
}
