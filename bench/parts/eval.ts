import { configurationOfBindings } from '../artifacts.js'
import { measure } from '../processes.js'
import { median, spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { PartOptions } from './part.js'

const BINDINGS = [1_000, 10_000]
const BAR = { bar: 20, unit: ' µs' }
/** A figure that does not grow still moves with the caches of the processor and with noise. */
const STEADY = { reachFor: 1.5, unit: ' ×' }

/** Look-up of one option, with fallback, in few scopes and in many. */
export function evalPart({ built, processes }: PartOptions): Row[] {
  const files = BINDINGS.map(configurationOfBindings)
  const rounds = Array.from({ length: processes }, () =>
    files.map((file) => measure(built.worker, { kind: 'eval', library: built.library, file })),
  )
  const typical = rounds.map((round) => round.map(({ times }) => median(times)))
  const growth = spread(typical.map(([few = 0, many = 0]) => many / few))
  const rows = BINDINGS.flatMap((bindings, index): Row[] => {
    const measures = rounds.flatMap((round) => round[index] ?? [])
    const figure = `eval, ${bindings.toLocaleString('en-US')} bindings × 3 domains`
    const times = spread(measures.flatMap(({ times }) => times))
    const untouched = spread(measures.map(({ untouched }) => untouched))
    const first = median(measures.map(({ first }) => first * 1000))
    const runs = `${measures.length} × ${measures[0]?.times.length ?? 0} × 1000`
    return [
      {
        figure,
        subject: 'a domain asked before',
        unit: 'µs',
        spread: times,
        judged: times.median,
        goal: BAR,
        runs,
      },
      {
        figure,
        subject: 'a domain for the first time',
        unit: 'µs',
        spread: untouched,
        first,
        runs: `${measures.length} × 1000`,
      },
    ]
  })
  return [
    ...rows,
    {
      figure: 'eval, growth',
      subject: 'ten times the bindings',
      unit: '×',
      spread: growth,
      judged: growth.median,
      goal: STEADY,
      runs: `${rounds.length}`,
    },
  ]
}
