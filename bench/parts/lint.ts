import { configurationOfSize } from '../artifacts.js'
import type { Row } from '../table.js'
import { megabytes, type PartOptions } from './part.js'
import { inRounds, type Measured, timesRow } from './rounds.js'

const BYTES = 10e6
const LIMITS = { runs: 7, seconds: 8 }
const GOAL = { reachFor: 3, bar: 3, unit: ' ×' }

/** Lint of a large configuration with every rule there is, against the parse of its files. */
export function lintPart(options: PartOptions): Row[] {
  const file = configurationOfSize(BYTES)
  const [parse, lint] = inRounds(
    [
      { contender: 'parts', file, ...LIMITS },
      { contender: 'lint', file, ...LIMITS },
    ],
    options,
  ) as [Measured, Measured]
  const figure = `lint ${megabytes(BYTES)}`
  return [timesRow(figure, parse, parse), { ...timesRow(figure, lint, parse), goal: GOAL }]
}
