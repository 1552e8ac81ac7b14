import { measure } from '../processes.js'
import { median, spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { BusMeasures } from '../tasks.js'
import type { PartOptions } from './part.js'

const FIGURE = 'bus over NATS'
const COUNTS = { members: 200, rounds: 100 }

/** How soon all agents have answered one broadcast, against as many plain requests. */
export function busPart({ built, processes }: PartOptions): Row[] {
  const measures = Array.from({ length: processes }, () =>
    measure(built.worker, { kind: 'bus', ...COUNTS } as const),
  )
  if (measures.some((each) => each === null)) {
    console.log('bus: skipped, there is no nats-server here')
    return []
  }
  const found = measures.filter((each) => each !== null)
  const runs = `${processes} × ${COUNTS.rounds}`
  const all = (name: keyof BusMeasures) => found.flatMap((each) => each[name])
  const slowest = (name: keyof BusMeasures) => found.map((each) => Math.max(...each[name]))
  const row = (subject: string, values: readonly number[]) => ({
    figure: FIGURE,
    subject,
    unit: 'ms',
    spread: spread(values),
    runs,
  })
  const goal = { reachFor: 1.5, unit: ' ×' }
  const { members } = COUNTS
  return [
    row(`${members} plain requests of the library at once`, all('plain')),
    row('the same: slowest round of a process', slowest('plain')),
    row(`one message, answered at once by ${members} members`, all('echo')),
    {
      ...row(`a broadcast, answered by ${members} agents`, all('broadcast')),
      ratio: median(all('broadcast')) / median(all('plain')),
      goal,
    },
    {
      ...row('the same: slowest round of a process', slowest('broadcast')),
      ratio: median(slowest('broadcast')) / median(slowest('plain')),
      goal,
    },
  ]
}
