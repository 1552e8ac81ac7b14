import type { Change, Configuration } from '../../config/index.js'
import {
  ConsoleError,
  DoubtfulCommand,
  setChange,
  splitWords,
  unsetChange,
  type Word,
} from '../../console/index.js'
import { visible } from '../../report/index.js'
import type { LineChange } from './change-log.js'
import type { Transaction } from './transaction.js'

/** A line of a transaction: `config set Domain "x" Max_Outbound 20`. */
const CHANGE_LINE = /^\s*config\s+(set|unset)\s+(.*)$/is

/** A change that words ask for, and what is known about the product that is against it. */
export interface AskedChange {
  readonly change: Extract<Change, { kind: 'set' }>
  readonly doubt?: DoubtfulCommand
}

/**
 * The change of a `config set`. Where only what is known about the product is against it, settings and
 * comments may say otherwise: lint has to be asked.
 * @throws ConsoleError
 */
export function askedSet(view: Configuration, words: readonly Word[]): AskedChange {
  try {
    return { change: setChange(view, words) }
  } catch (error) {
    if (!(error instanceof DoubtfulCommand)) throw error
    return { change: setChange(view, words, 'any'), doubt: error }
  }
}

/**
 * What lines of a cluster commit come to, one after the other.
 * @param transaction takes them
 * @param onDoubt is told what is known about the product that is against a line
 * @throws ConsoleError for a line that does not fit the configuration
 */
export function changesInLines(
  lines: readonly string[],
  transaction: Transaction,
  onDoubt: (doubt: DoubtfulCommand) => void = () => undefined,
): LineChange[] {
  for (const [index, line] of lines.entries()) {
    const [, verb, operands = ''] = CHANGE_LINE.exec(line) ?? []
    if (verb === undefined) throw new ConsoleError(`This is no change: ${visible(line)}`)
    const words = splitWords(operands)
    const { view } = transaction
    const { change, doubt }: { change: LineChange; doubt?: DoubtfulCommand } =
      verb.toLowerCase() === 'set' ? askedSet(view, words) : { change: unsetChange(view, words) }
    if (doubt !== undefined) onDoubt(doubt)
    transaction.add(line, { change, place: `cluster commit, line ${index + 1}` })
  }
  return transaction.changes.map(({ change }) => change)
}
