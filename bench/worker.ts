/**
 * One fresh process of the benchmark. Reads its task from its only argument and prints what it
 * measured as JSON. It is bundled like what it measures, and loads one contender only.
 */
import { measureApply } from './applying.js'
import { measureBus } from './bus.js'
import { measureSet } from './changes.js'
import { type Call, contender } from './contenders.js'
import { measureLsp } from './editing.js'
import { measureEval } from './evaluation.js'
import { measureManager } from './manager.js'
import { measureNodes } from './nodes.js'
import { measurePage } from './page.js'
import { measureSessions } from './sessions.js'
import type { CallMeasures, CallTask, Task } from './tasks.js'

/** Calls after the first one that only warm up the compiler. */
const WARM_UP = 3

const task = JSON.parse(process.argv[2] ?? '') as Task
process.stdout.write(JSON.stringify(await measure(task)))

async function measure(task: Task): Promise<unknown> {
  switch (task.kind) {
    case 'apply':
      return measureApply(task)
    case 'bus':
      return (await measureBus(task)) ?? null
    case 'calls':
      return measureCalls(task)
    case 'eval':
      return measureEval(task)
    case 'lsp':
      return measureLsp(task)
    case 'manager':
      return measureManager(task)
    case 'nodes':
      return measureNodes(task)
    case 'page':
      return (await measurePage(task)) ?? null
    case 'sessions':
      return measureSessions(task)
    case 'set':
      return measureSet(task)
  }
}

async function measureCalls(task: CallTask): Promise<CallMeasures> {
  const read = await contender(task.contender).load(task.library)
  const loaded = peakMegabytes()
  const call: Call = read(task.file)
  let result: unknown
  const timed = async () => {
    await call.prepare?.()
    const started = performance.now()
    result = await call()
    return performance.now() - started
  }
  const until = performance.now() + task.seconds * 1000
  const first = await timed()
  const times: number[] = []
  for (let run = 0; run < task.runs + WARM_UP && performance.now() < until; run++) {
    const time = await timed()
    if (run >= WARM_UP) times.push(time)
  }
  if (result === undefined) throw new Error('the call gave nothing')
  return { first, times, loaded, peak: peakMegabytes() }
}

/** The most memory that the process has had so far, in megabytes of a million bytes. */
function peakMegabytes(): number {
  return (process.resourceUsage().maxRSS * 1024) / 1e6
}
