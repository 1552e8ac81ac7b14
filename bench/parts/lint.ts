import { configurationOfSize, configurationWithFindings } from '../artifacts.js'
import { wholeProcess } from '../processes.js'
import { median, spread } from '../statistics.js'
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
  return [
    timesRow(figure, parse, parse),
    { ...timesRow(figure, lint, parse), goal: GOAL },
    ...withFindings(options),
  ]
}

/** `ecconf lint` as a whole process where every third option is wrong, against that where none is. */
function withFindings({ built, processes }: PartOptions): Row[] {
  const clean = [built.program, 'lint', configurationOfSize(BYTES)]
  const wrong = [built.program, 'lint', configurationWithFindings(BYTES)]
  const times = Array.from({ length: processes }, () => [
    wholeProcess(clean),
    wholeProcess(wrong, [1]),
  ])
  const figure = `lint ${megabytes(BYTES)}, whole process`
  const row = (subject: string, index: number): Row => ({
    figure,
    subject,
    unit: 'ms',
    spread: spread(times.map((round) => round[index] as number)),
    ratio: median(times.map((round) => (round[index] as number) / (round[0] as number))),
    runs: `${processes}`,
  })
  return [
    row('no wrong options', 0),
    { ...row('every third option wrong', 1), goal: { bar: 3, unit: ' ×' } },
  ]
}
