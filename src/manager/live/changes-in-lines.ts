import { ConsoleError, setChange, splitWords, unsetChange } from '../../console/index.js'
import { visible } from '../../report/index.js'
import type { LineChange } from './change-log.js'
import type { Transaction } from './transaction.js'

/** A line of a transaction: `config set Domain "x" Max_Outbound 20`. */
const CHANGE_LINE = /^\s*config\s+(set|unset)\s+(.*)$/is

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
    const change = verb.toLowerCase() === 'set' ? setChange(view, words) : unsetChange(view, words)
    transaction.add(line, { change, place: `cluster commit, line ${index + 1}` })
  }
  return transaction.changes.map(({ change }) => change)
}
