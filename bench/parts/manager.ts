import { dirname, join } from 'node:path'
import { managerOfSize } from '../artifacts.js'
import { measure } from '../processes.js'
import { spread } from '../statistics.js'
import type { Goal, Row } from '../table.js'
import { megabytes, type PartOptions } from './part.js'

const BYTES = 10e6
const RUNS = 3
const PAIRS = 200
const WAIT: Goal = { reachFor: 50, bar: 100, unit: ' ms' }
const HOLD: Goal = { reachFor: 5, bar: 20, unit: ' ms' }

/** What a session of the manager waits for while another one keeps the manager busy. */
export function managerPart({ built, processes }: PartOptions): Row[] {
  const { root, main } = managerOfSize(BYTES)
  const program = join(dirname(built.program), 'eccmgr.cjs')
  const task = { kind: 'manager', program, root, main, runs: RUNS, pairs: PAIRS } as const
  const measures = Array.from({ length: processes }, () => measure(built.worker, task))
  const figure = `manager ${megabytes(BYTES)}`
  const runs = `${processes} × ${RUNS}`
  const names = Object.keys(measures[0]?.waits ?? {})
  const rows = names.flatMap((name): Row[] => {
    const waits = measures.flatMap((each) => each.waits[name] ?? [])
    const took = measures.flatMap((each) => each.took[name] ?? [])
    return [
      { figure, subject: `config ${name}`, unit: 'ms', spread: spread(took), runs },
      {
        figure,
        subject: `slowest answer during ${name}`,
        unit: 'ms',
        spread: spread(waits),
        judged: Math.max(...waits),
        goal: WAIT,
        runs,
      },
    ]
  })
  const pairs = spread(measures.flatMap((each) => each.pairs))
  return [
    ...rows,
    {
      figure,
      subject: 'config set, then config get',
      unit: 'ms',
      spread: pairs,
      judged: pairs.median,
      goal: HOLD,
      runs: `${processes} × ${PAIRS}`,
    },
  ]
}
