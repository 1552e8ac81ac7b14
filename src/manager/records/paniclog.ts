import type { Configuration } from '../../config/index.js'
import { flagOf, textsOf } from '../settings.js'
import { unixTime } from './acctlog.js'
import { oneLine } from './escape.js'

/** The levels of what is reported, the worst first. */
export const LEVELS = ['critical', 'error', 'warning', 'notice', 'info', 'debug'] as const
export type Level = (typeof LEVELS)[number]

/** What reports: the words that `Debug_Flags` has for parts of the product. */
export type Part = 'CONSL' | 'CONSOLE' | 'DB' | 'MOD' | 'NET' | 'SIG' | 'START'

/** Something to report. */
export interface Report {
  /** `always` is what is written whatever `Debug_Flags` says: start, stop and reload. */
  readonly level: Level | 'always'
  readonly part: Part
  /** What the line names as its source, without a colon: `control`, `config`. */
  readonly source: string
  readonly text: string
}

const DEBUG_FLAGS = [{ name: 'Debug_Flags' }] as const

/** Whether the running configuration wants something reported (runtime spec 5). */
export function isWanted(configuration: Configuration, { level, part }: Report): boolean {
  if (level === 'always') return true
  const words = textsOf(configuration, DEBUG_FLAGS, level)
  return words.some((word) => /^all$/i.test(word) || word.toUpperCase() === part)
}

/** The line of a report, with its line end: `1251382104:datasource: failed to prepare`. */
export function panicLine(
  configuration: Configuration,
  { source, text }: Report,
  time: Date,
): string {
  const isHires = flagOf(configuration, [], 'log_hires_timestamp') === true
  const stamp = isHires ? `${time.getTime()}000` : unixTime(time)
  return `${stamp}:${source}: ${oneLine(text)}\n`
}
