import { configurationOfBindings } from '../artifacts.js'
import { measure } from '../processes.js'
import { spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { PartOptions } from './part.js'

const BINDINGS = 10_000
const OPENS = 3

/** What somebody waits for who makes and opens the page of a large configuration. */
export function pagePart({ built, processes }: PartOptions): Row[] {
  const task = {
    kind: 'page',
    program: built.program,
    main: configurationOfBindings(BINDINGS),
    opens: OPENS,
  } as const
  const measures = Array.from({ length: processes }, () => measure(built.worker, task)).flatMap(
    (each) => each ?? [],
  )
  if (measures.length === 0) return []
  const row = (subject: string, values: readonly number[], bar?: number): Row => ({
    figure: `page, ${BINDINGS} bindings`,
    ...{ subject, unit: 'ms', spread: spread(values), runs: `${values.length}` },
    ...(bar !== undefined && { judged: spread(values).median, goal: { bar, unit: ' ms' } }),
  })
  return [
    row(
      'ecconf page',
      measures.map(({ making }) => making),
    ),
    row(
      'opened, until the first row',
      measures.flatMap(({ opening }) => opening),
      2000,
    ),
    row(
      'longest task while scrolling',
      measures.flatMap(({ scrolling }) => scrolling),
      50,
    ),
  ]
}
