import { textFile } from '../artifacts.js'
import { contender } from '../contenders.js'
import type { Row } from '../table.js'
import { megabytes, type PartOptions } from './part.js'
import { type Entry, inRounds, type Measured, ratio, timesRow } from './rounds.js'

const CONTENDERS = ['json', 'ecconf', 'jsonc', 'toml', 'yaml'] as const

const SIZES = [
  { bytes: 1e6, runs: 21, seconds: 2, goal: { reachFor: 1.2, bar: 2.5, unit: ' ×' } },
  { bytes: 10e6, runs: 7, seconds: 3, goal: { reachFor: 1.2, bar: 2, unit: ' ×' } },
]

/** Parse to a lossless tree, against JSON.parse and three libraries on the same information. */
export function parsePart(options: PartOptions): Row[] {
  return SIZES.flatMap(({ bytes, runs, seconds, goal }) => {
    const entries = CONTENDERS.map((name): Entry => {
      const language = contender(name).reads
      return { contender: name, file: textFile(bytes, language), runs, seconds }
    })
    const [reference, ours, ...libraries] = inRounds(entries, options) as [
      Measured,
      Measured,
      ...Measured[],
    ]
    const figure = `parse ${megabytes(bytes)}`
    const row = (measured: Measured) => timesRow(figure, measured, reference)
    return [
      row(reference),
      { ...row(ours), goal },
      ...libraries.map((library) => ({
        ...row(library),
        judged: ratio(library, ours),
        goal: { atLeast: 2, unit: ' × ecconf' },
      })),
    ]
  })
}
