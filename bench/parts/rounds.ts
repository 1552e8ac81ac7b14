import type { ContenderName } from '../contenders.js'
import { contender } from '../contenders.js'
import { measure } from '../processes.js'
import { median, type Spread, spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { CallMeasures, CallTask } from '../tasks.js'
import type { PartOptions } from './part.js'

/** What one contender did, a process a round. */
export interface Measured {
  readonly contender: ContenderName
  readonly name: string
  readonly rounds: readonly CallMeasures[]
}

/** A contender with its input, and how long it may take. */
export type Entry = Pick<CallTask, 'contender' | 'file' | 'runs' | 'seconds'>

/**
 * Runs the contenders one after the other, round after round: what slows the machine down for a
 * while slows all of them.
 */
export function inRounds(entries: readonly Entry[], options: PartOptions): Measured[] {
  const { worker, library } = options.built
  const measured = entries.map(({ contender: name }) => ({
    contender: name,
    name: contender(name).name,
    rounds: [] as CallMeasures[],
  }))
  for (let round = 0; round < options.processes; round++) {
    entries.forEach((entry, index) => {
      measured[index]?.rounds.push(measure(worker, { kind: 'calls', library, ...entry }))
    })
  }
  return measured
}

/** Of all timed calls; of the first calls where one takes too long for a second one. */
function timesOf({ rounds }: Measured): Spread {
  const times = rounds.flatMap((round) => round.times)
  const all = spread(times.length > 0 ? times : rounds.map(({ first }) => first))
  // A process is fast or slow as a whole, so the middle one of them counts.
  return { ...all, median: median(rounds.map(typicalTime)) }
}

/** How many times as long it takes as the reference: the median of the ratios of each round. */
export function ratio(measured: Measured, reference: Measured): number {
  return median(
    measured.rounds.map((round, index) => {
      const other = reference.rounds[index]
      return other === undefined ? Number.NaN : typicalTime(round) / typicalTime(other)
    }),
  )
}

/** The row of the table for a contender that is timed against a reference. */
export function timesRow(figure: string, measured: Measured, reference: Measured): Row {
  const spread = timesOf(measured)
  return {
    figure,
    subject: measured.name,
    unit: 'ms',
    spread,
    first: median(measured.rounds.map(({ first }) => first)),
    ratio: ratio(measured, reference),
    bestRatio: spread.least / timesOf(reference).least,
    runs: runsOf(measured),
  }
}

/** How often it ran: `3 × 21`. */
export function runsOf({ rounds }: Measured): string {
  const times = median(rounds.map((round) => Math.max(1, round.times.length)))
  return `${rounds.length} × ${Math.round(times)}`
}

function typicalTime({ times, first }: CallMeasures): number {
  return times.length > 0 ? median(times) : first
}
