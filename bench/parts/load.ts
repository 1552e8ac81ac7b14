import { configurationOfSize, textFile } from '../artifacts.js'
import { median, spread } from '../statistics.js'
import type { Row } from '../table.js'
import { megabytes, type PartOptions } from './part.js'
import { inRounds, type Measured, runsOf, timesRow } from './rounds.js'

const BYTES = 10e6
const LIMITS = { runs: 7, seconds: 4 }
const GOAL = { reachFor: 3, bar: 6, unit: ' ×' }

/**
 * Load of a configuration in several files on disk, against JSON.parse of the same information: as
 * far as `load` itself goes, which merges a scope when it is asked for, and with every scope merged.
 */
export function loadPart(options: PartOptions): Row[] {
  const main = configurationOfSize(BYTES)
  const [reference, load, merge] = inRounds(
    [
      { contender: 'json', file: textFile(BYTES, 'json'), ...LIMITS },
      { contender: 'load', file: main, ...LIMITS },
      { contender: 'merge', file: main, ...LIMITS },
    ],
    options,
  ) as [Measured, Measured, Measured]
  const figure = `load ${megabytes(BYTES)}`
  const row = (measured: Measured) => timesRow(figure, measured, reference)
  return [
    row(reference),
    { ...row(load), goal: GOAL },
    { ...row(merge), goal: GOAL },
    {
      figure: `peak memory, ${figure}`,
      subject: `${merge.name} (${median(merge.rounds.map(({ loaded }) => loaded)).toFixed(0)} MB before)`,
      unit: 'MB',
      spread: spread(merge.rounds.map(({ peak }) => peak)),
      runs: runsOf(merge),
    },
  ]
}
