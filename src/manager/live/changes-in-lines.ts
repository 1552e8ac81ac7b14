import type { Configuration } from '../../config/index.js'
import {
  ConsoleError,
  DoubtfulCommand,
  setChange,
  splitWords,
  unsetChange,
  type Word,
} from '../../console/index.js'
import { isObstacle, SETTINGS_LEAD_PAST } from '../../diagnostics/index.js'
import { lintChanges } from '../../lint/index.js'
import { visible } from '../../report/index.js'
import { type LineChange, withChanges } from './change-log.js'
import type { Transaction } from './transaction.js'

/** A line of a transaction: `config set Domain "x" Max_Outbound 20`. */
const CHANGE_LINE = /^\s*config\s+(set|unset)\s+(.*)$/is

/**
 * The change of a `config set`. Where only what is known about the product is against it, lint decides
 * by the settings and comments of the configuration.
 * @throws ConsoleError
 */
export function askedSet(view: Configuration, words: readonly Word[]) {
  try {
    return setChange(view, words)
  } catch (error) {
    if (!(error instanceof DoubtfulCommand)) throw error
    const change = setChange(view, words, 'any')
    if (!isAllowed(change, view)) throw error
    return change
  }
}

/** Whether settings or comments have taken something away that would stand against a change. */
function isAllowed(change: LineChange, view: Configuration): boolean {
  const place = 'a line'
  const candidate = withChanges(view, [{ change, place }])
  const file = candidate.changes.find(({ file }) => file.name === place)?.file
  if (file === undefined) return false
  const { changes, registry, main, options } = candidate
  const refuses = (...asked: Parameters<typeof lintChanges>) =>
    lintChanges(...asked).some((finding) => isObstacle(finding))
  const places = new Set([place])
  if (refuses({ changes, registry, main, options }, places)) return false
  // What lint does not look at in one line, nobody has taken away.
  const plain = { ...options, rules: undefined }
  return refuses({ changes, registry, main: file, options: plain }, places)
}

/** @throws ConsoleError that names the way past, where knowledge about the product is against the line */
function setOfLine(view: Configuration, words: readonly Word[]) {
  try {
    return askedSet(view, words)
  } catch (error) {
    if (!(error instanceof DoubtfulCommand)) throw error
    throw new DoubtfulCommand(`${error.message}\n${SETTINGS_LEAD_PAST}`)
  }
}

/**
 * What lines of a cluster commit come to, one after the other.
 * @param transaction takes them
 * @throws ConsoleError for a line that does not fit the configuration
 */
export function changesInLines(lines: readonly string[], transaction: Transaction): LineChange[] {
  for (const [index, line] of lines.entries()) {
    const [, verb, operands = ''] = CHANGE_LINE.exec(line) ?? []
    if (verb === undefined) throw new ConsoleError(`This is no change: ${visible(line)}`)
    const words = splitWords(operands)
    const { view } = transaction
    const change = verb.toLowerCase() === 'set' ? setOfLine(view, words) : unsetChange(view, words)
    transaction.add(line, { change, place: `cluster commit, line ${index + 1}` })
  }
  return transaction.changes.map(({ change }) => change)
}
