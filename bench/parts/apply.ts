import { configurationOfSize } from '../artifacts.js'
import { measure } from '../processes.js'
import { median, spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { ApplyMeasures } from '../tasks.js'
import { megabytes, type PartOptions } from './part.js'

const BYTES = 10e6
const RUNS = 200
const GOAL = { reachFor: 5, bar: 20, unit: ' ms' }

/** A change in memory and a look-up after it, in a large configuration. */
export function applyPart({ built, processes }: PartOptions): Row[] {
  const file = configurationOfSize(BYTES)
  const task = { kind: 'apply', library: built.library, file, runs: RUNS } as const
  const measures = Array.from(
    { length: processes },
    (): ApplyMeasures => measure(built.worker, task),
  )
  const times = spread(measures.flatMap((each) => each.times))
  return [
    {
      figure: `apply ${megabytes(BYTES)}`,
      subject: 'one change and a look-up',
      unit: 'ms',
      spread: times,
      first: median(measures.map(({ first }) => first)),
      judged: times.median,
      goal: GOAL,
      runs: `${processes} × ${RUNS}`,
    },
  ]
}
