import { smallFile } from '../artifacts.js'
import { wholeProcess } from '../processes.js'
import { median, spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { PartOptions } from './part.js'

const RUNS = 20
const GOAL = { reachFor: 1.25, bar: 1.6, unit: ' ×' }
const FIGURE = 'cold start, whole process'

/** `ecconf lint` of a file of 2 KB from start to end, in turns with Node that has nothing to do. */
export function coldPart({ built }: PartOptions): Row[] {
  const lint = [built.program, 'lint', smallFile()]
  const nothing = ['-e', '0']
  // The first start of each reads its files from the disk.
  for (const args of [nothing, lint]) wholeProcess(args)
  const times = Array.from({ length: RUNS }, () => [wholeProcess(nothing), wholeProcess(lint)])
  const bare = times.map(([time = 0]) => time)
  const linted = times.map(([, time = 0]) => time)
  const runs = `${RUNS}`
  return [
    { figure: FIGURE, subject: 'node -e 0', unit: 'ms', spread: spread(bare), ratio: 1, runs },
    {
      figure: FIGURE,
      subject: 'ecconf lint, 2 KB',
      unit: 'ms',
      spread: spread(linted),
      ratio: median(linted) / median(bare),
      bestRatio: spread(linted).least / spread(bare).least,
      goal: GOAL,
      runs,
    },
  ]
}
