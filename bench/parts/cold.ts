import { fromRoot } from '../../cli/build/paths.js'
import { smallFile, smallFileWithFinding } from '../artifacts.js'
import { wholeProcess } from '../processes.js'
import { median, spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { PartOptions } from './part.js'

const RUNS = 20
const FIGURE = 'cold start, whole process'
/** Without errors, and with them. */
const FINE = [0, 1]
const MANAGER = 'opt/msys/ecelerity/etc/conf/default/eccluster.conf'

/**
 * `ecconf lint` of small configurations from start to end, in turns with Node that has nothing to
 * do. The goals are in milliseconds over Node alone, which move less with the machine than the ratio.
 */
export function coldPart({ built }: PartOptions): Row[] {
  const sysroot = fromRoot('corpus/cluster')
  const nothing = { subject: 'node -e 0', args: ['-e', '0'], goal: undefined }
  const contenders = [
    nothing,
    {
      subject: 'ecconf lint, 2 KB',
      args: [built.program, 'lint', smallFile()],
      goal: { reachFor: 6, bar: 8 },
    },
    {
      subject: 'ecconf lint, a finding',
      args: [built.program, 'lint', smallFileWithFinding()],
      goal: { reachFor: 10, bar: 12 },
    },
    {
      subject: 'ecconf lint, three files',
      args: [built.program, 'lint', '--sysroot', sysroot, `${sysroot}/${MANAGER}`],
      goal: { reachFor: 14, bar: 18 },
    },
  ]
  // The first start of each reads its files from the disk.
  for (const { args } of contenders) wholeProcess(args, FINE)
  const rounds = Array.from({ length: RUNS }, () =>
    contenders.map(({ args }) => wholeProcess(args, FINE)),
  )
  const timesOf = (index: number) => rounds.map((times) => times[index] as number)
  const bare = timesOf(0)
  return contenders.flatMap(({ subject, goal }, index): Row[] => {
    const times = timesOf(index)
    const runs = `${RUNS}`
    const row: Row = {
      figure: FIGURE,
      subject,
      unit: 'ms',
      spread: spread(times),
      ratio: median(times) / median(bare),
      bestRatio: spread(times).least / spread(bare).least,
      runs,
    }
    if (goal === undefined) return [row]
    const over = spread(times.map((time, round) => time - (bare[round] as number)))
    return [
      row,
      {
        figure: FIGURE,
        subject: `${subject}, over node`,
        unit: 'ms',
        spread: over,
        judged: over.median,
        goal: { ...goal, unit: ' ms' },
        runs,
      },
    ]
  })
}
