import { textFile } from '../artifacts.js'
import { contender } from '../contenders.js'
import { median, spread } from '../statistics.js'
import type { Row } from '../table.js'
import { megabytes, type PartOptions } from './part.js'
import { type Entry, inRounds } from './rounds.js'

const BYTES = 10e6
const CONTENDERS = ['json', 'ecconf', 'jsonc', 'toml', 'yaml'] as const
/** One call, however long it takes. */
const ONE_CALL = { runs: 0, seconds: 0 }
const GOAL = { reachFor: 110, bar: 200, unit: ' MB' }

/** The most memory that a process has which parses one text once, the text included. */
export function memoryPart(options: PartOptions): Row[] {
  const entries = CONTENDERS.map((name): Entry => {
    return { contender: name, file: textFile(BYTES, contender(name).reads), ...ONE_CALL }
  })
  return inRounds(entries, options).map(({ contender: name, name: subject, rounds }) => {
    const peak = spread(rounds.map((round) => round.peak))
    const loaded = median(rounds.map((round) => round.loaded))
    return {
      figure: `peak memory, parse ${megabytes(BYTES)}`,
      subject: `${subject} (${loaded.toFixed(0)} MB before)`,
      unit: 'MB',
      spread: peak,
      runs: `${rounds.length} × 1`,
      ...(name === 'ecconf' && { judged: peak.median, goal: GOAL }),
    }
  })
}
