import { fromRoot } from '../../cli/build/paths.js'
import { textFile } from '../artifacts.js'
import { measure } from '../processes.js'
import { quantile, spread } from '../statistics.js'
import type { Row } from '../table.js'
import type { LspMeasures } from '../tasks.js'
import { megabytes, type PartOptions } from './part.js'

/** What the figures of a size are held against, in milliseconds and megabytes. */
const SIZES = [
  {
    bytes: 1e5,
    counts: { starts: 7, keystrokes: 200, findings: 10, calls: 50 },
    start: { bar: 150, unit: ' ms' },
    keystroke: { bar: 30, unit: ' ms' },
  },
  {
    bytes: 1e7,
    counts: { starts: 3, keystrokes: 50, findings: 3, calls: 5 },
    keystroke: { bar: 300, unit: ' ms' },
    wait: { reachFor: 50, bar: 100, unit: ' ms' },
    memory: { reachFor: 250, bar: 500, unit: ' MB' },
  },
] as const

/** What an editor waits for: from the start to the first findings, a keystroke, each question. */
export function lspPart(options: PartOptions): Row[] {
  return SIZES.flatMap((size) => rowsOf(size, options))
}

function rowsOf(size: (typeof SIZES)[number], { built, processes }: PartOptions): Row[] {
  const task = {
    kind: 'lsp',
    program: built.program,
    hook: fromRoot('bench/heap-hook.cjs'),
    file: textFile(size.bytes, 'conf'),
    ...size.counts,
  } as const
  const measures = Array.from({ length: processes }, () => measure(built.worker, task))
  const figure = `lsp ${megabytes(size.bytes)}`
  const row = (subject: string, of: (measures: LspMeasures) => readonly number[]): Row => {
    const values = measures.flatMap(of)
    return { figure, subject, unit: 'ms', spread: spread(values), runs: `${values.length}` }
  }
  const slowest = (subject: string, of: (measures: LspMeasures) => readonly number[]): Row => {
    const values = measures.flatMap(of).sort((a, b) => a - b)
    const value = quantile(values, 0.95)
    return {
      figure,
      subject,
      unit: 'ms',
      spread: spread([value]),
      judged: value,
      runs: `${values.length}`,
    }
  }
  const starts = row('start to the first findings', (each) => each.starts)
  const memory = measures.map((each) => each.memory / 1e6)
  return [
    'start' in size ? { ...starts, judged: starts.spread.median, goal: size.start } : starts,
    row('keystroke, then completion', (each) => each.keystrokes),
    { ...slowest('the same, slowest 5 %', (each) => each.keystrokes), goal: size.keystroke },
    row('keystroke to its findings', (each) => each.findings),
    ...Object.keys(measures[0]?.methods ?? {}).flatMap((method) => {
      const of = ({ methods }: LspMeasures) => methods[method] ?? []
      return [row(method, of), slowest(`${method}, slowest 5 %`, of)]
    }),
    ...('wait' in size
      ? Object.keys(measures[0]?.waits ?? {}).map((method) => {
          const longest = row(`a question during ${method}`, ({ waits }) => waits[method] ?? [])
          return { ...longest, judged: longest.spread.median, goal: size.wait }
        })
      : []),
    {
      figure,
      subject: 'memory after a collection',
      unit: 'MB',
      spread: spread(memory),
      runs: `${processes}`,
      ...('memory' in size && { judged: spread(memory).median, goal: size.memory }),
    },
  ]
}
