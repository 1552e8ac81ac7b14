import type { Configuration } from '../../../config/index.js'
import { numberOf } from '../../settings.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'
import type { ThreadCounts } from '../upkeep.js'

/** The thread of the manager, as it stands among the pools. */
const OWN = 'MANAGER'

/** The pools of the product, which it names in capitals, whatever the configuration does. */
const OF_THE_PRODUCT = /^(?:CPU|IO|SwapOut|SwapIn|Close|Unlink|Batch_Unlink|SpoolIn)$/i

/**
 * `threads stats`: the pools of the running configuration, which the manager gives no work, so that
 * there is nothing to count; then its own thread.
 */
export const threadsStats: Command = {
  name: 'threads stats',
  usage: ['threads stats'],
  description: 'Show the thread pools of the configuration, and what the thread of the manager did',
  operands: 'none',
  only: 'manager',
  run: async ({ operands, output }, { live, upkeep }) => {
    takesNothing(operands, threadsStats.usage)
    const lines = [...poolLines(live.current), ...ownLines(upkeep.threadCounts())]
    await output.write(lines.map((line) => `${line}\n`).join(''))
    return DONE
  },
}

function poolLines(configuration: Configuration): readonly string[] {
  return configuration.complete.scopesNamed('ThreadPool').map(({ instance = '', path }) => {
    const name = OF_THE_PRODUCT.test(instance) ? instance.toUpperCase() : instance
    const concurrency = numberOf(configuration, path, 'concurrency')
    return concurrency === undefined
      ? `${name} thread pool:`
      : `${name} thread pool: concurrency ${concurrency}`
  })
}

function ownLines({ jobs, time, threads }: ThreadCounts): readonly string[] {
  const head = `${OWN} thread pool: concurrency 1`
  if (jobs === 0) return [head]
  return [
    head,
    count('Total invocations', `${jobs}`),
    count('Average wallclock time per op', `${(time / jobs).toFixed(2)}ms`),
    count('Current thread count', `${threads}`),
  ]
}

function count(name: string, value: string): string {
  return `${name.padStart(NAMES)}: ${value}`
}

/** Where the names of counts end. */
const NAMES = 32
