import { dirname, join } from 'node:path'
import { fromRoot } from '../../cli/build/paths.js'
import { managerOfCorpus, managerOfSize } from '../artifacts.js'
import { measure } from '../processes.js'
import { median, spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { SessionsMeasures } from '../tasks.js'
import type { PartOptions } from './part.js'

const FIGURE = 'manager, sessions'
const COUNTS = { sessions: 1000, asks: 100, roundTrips: 10_000, toggles: 3000, starts: 10 }

/** What sessions of the manager take, and how soon it is ready. */
export function sessionsPart({ built, processes }: PartOptions): Row[] {
  const program = join(dirname(built.program), 'eccmgr.cjs')
  const helpers = {
    hook: fromRoot('bench/heap-hook.cjs'),
    bareServer: fromRoot('bench/bare-server.cjs'),
  }
  const large = { program, ...managerOfSize(10e6) }
  const task = {
    kind: 'sessions',
    program,
    ...managerOfCorpus('cluster'),
    ...helpers,
    ...COUNTS,
    // Of an earlier run there would be an audit log, which is verified at the start.
    small: { program, ...managerOfCorpus('small') },
    large,
  } as const
  const measures = Array.from({ length: processes }, () => measure(built.worker, task))
  const runs = `${processes}`
  const row = (subject: string, unit: string, values: readonly number[]) => ({
    figure: FIGURE,
    subject,
    unit,
    spread: spread(values),
    runs,
  })
  const ratios = measures.flatMap(({ manager, redis }) =>
    redis === undefined ? [] : [manager / redis],
  )
  const { sessions, asks, roundTrips, toggles } = COUNTS
  const all = `${sessions} sessions, each ${asks} config get`
  const idle = measures.map((each) => each.idle / 1000)
  const grown = measures.map((each) => each.grown / 1e6)
  return [
    row(
      all,
      'ms',
      measures.map(({ answers }) => answers.median),
    ),
    row(
      `${all}: slowest 1 %`,
      'ms',
      measures.map(({ answers }) => answers.slowestPercent),
    ),
    {
      ...row('an idle session, over a socket', 'KB', idle),
      judged: median(idle),
      goal: { reachFor: 2, bar: 8, unit: ' KB' },
    },
    row(
      `${roundTrips} × config get`,
      'ms',
      measures.map(({ manager }) => manager),
    ),
    ...(ratios.length === 0
      ? []
      : [
          {
            ...row('the same, over CONFIG GET of redis', '×', ratios),
            judged: median(ratios),
            goal: { reachFor: 1, bar: 3, unit: ' ×' },
          },
        ]),
    {
      ...row(`memory after ${toggles} toggles`, 'MB', grown),
      judged: median(grown),
      goal: { bar: 1, unit: ' MB' },
    },
    ...startRows(measures),
  ]
}

/** From the start to the line that says it is ready. */
function startRows(measures: readonly SessionsMeasures[]): Row[] {
  const [bare, small, large] = (['bare', 'small', 'large'] as const).map((name) =>
    measures.flatMap(({ starts }) => starts[name]),
  ) as [number[], number[], number[]]
  return [
    {
      figure: FIGURE,
      subject: 'start to ready, corpus/cluster',
      unit: 'ms',
      spread: spread(small),
      ratio: median(small) / median(bare),
      goal: { bar: 3, unit: ' ×' },
      runs: `${small.length}`,
    },
    {
      figure: FIGURE,
      subject: 'start to ready, 10 MB',
      unit: 'ms',
      spread: spread(large),
      runs: `${large.length}`,
    },
  ]
}
