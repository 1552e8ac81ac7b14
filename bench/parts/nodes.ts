import { measure } from '../processes.js'
import { median, spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { NodesMeasures } from '../tasks.js'
import type { PartOptions } from './part.js'

const FEWEST = 100
const COUNTS = [FEWEST, 1000, 10_000]

const SUBJECTS: Readonly<Record<Exclude<keyof NodesMeasures, 'peak'>, string>> = {
  rollCall: 'start until all are members',
  answers: 'a broadcast until all have answered',
  membership: 'show cluster membership',
  retrieve: 'retrieve',
  grouped: 'broadcast --wait, table and groups',
}

/** What a manager of many nodes takes. The ratio is the time of one node over that of one of a hundred. */
export function nodesPart({ built, processes }: PartOptions): Row[] {
  const measures = COUNTS.map((nodes) =>
    Array.from({ length: processes }, () => measure(built.worker, { kind: 'nodes', nodes })),
  )
  const [fewest = []] = measures
  return COUNTS.flatMap((nodes, index) => {
    const own = measures[index] ?? []
    const row = (subject: string, unit: string, values: readonly number[]) => ({
      figure: `nodes, ${nodes}`,
      ...{ subject, unit, spread: spread(values), runs: `${processes}`, judged: median(values) },
    })
    const keys = Object.keys(SUBJECTS) as (keyof typeof SUBJECTS)[]
    const times = keys.map((key) => {
      const values = own.map((each) => each[key])
      const first = median(fewest.map((each) => each[key])) / FEWEST
      return {
        ...row(SUBJECTS[key], 'ms', values),
        ratio: median(values) / nodes / first,
        goal: { bar: 1000, unit: ' ms' },
      }
    })
    const peak = own.map((each) => each.peak)
    return [...times, { ...row('peak memory', 'MB', peak), goal: { bar: 200, unit: ' MB' } }]
  })
}
