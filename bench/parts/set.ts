import { configurationOfBindings } from '../artifacts.js'
import { measure } from '../processes.js'
import { median, spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { SetTask } from '../tasks.js'
import type { PartOptions } from './part.js'

const BINDINGS = 10_000
const RUNS = 7
const WHERE: readonly SetTask['where'][] = ['domain of a binding', 'domain', 'global', 'new scope']
const GOAL = { reachFor: 20, bar: 200, unit: ' ms' }

/** A change of one option with its preview: place, edits, effects, findings and diff. */
export function setPart({ built, processes }: PartOptions): Row[] {
  const file = configurationOfBindings(BINDINGS)
  const rounds = Array.from({ length: processes }, () =>
    WHERE.map((where) =>
      measure(built.worker, { kind: 'set', library: built.library, file, where, runs: RUNS }),
    ),
  )
  return WHERE.map((where, index): Row => {
    const measures = rounds.flatMap((round) => round[index] ?? [])
    const times = spread(measures.flatMap((each) => each.times))
    return {
      figure: `set, ${BINDINGS.toLocaleString('en-US')} bindings × 3 domains`,
      subject: where,
      unit: 'ms',
      spread: times,
      first: median(measures.map(({ first }) => first)),
      judged: times.median,
      goal: GOAL,
      runs: `${measures.length} × ${RUNS}`,
    }
  })
}
