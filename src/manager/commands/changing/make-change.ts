import type { Configuration } from '../../../config/index.js'
import { ConsoleError } from '../../../console/index.js'
import type { LineChange, Transaction } from '../../live/index.js'
import { MESSAGES } from '../../messages.js'
import { showingOf, viewOf } from '../asking.js'
import type { Asked } from '../command.js'
import type { SessionContext } from '../session-context.js'
import { authorOf, notDoneText } from './outcome-text.js'

/**
 * Makes the change of a line: in the transaction of the session or, outside of one, live at once.
 * @returns what the session sees now
 * @throws ConsoleError when it is refused; then nothing has changed
 */
export function makeChange(
  change: LineChange,
  { text }: Pick<Asked, 'text'>,
  context: SessionContext,
): Configuration {
  const placed = { change, place: placeOf(context) }
  const { transaction, live } = context
  if (transaction !== undefined) {
    checkRoom(transaction, text)
    transaction.add(text, placed)
  } else {
    const outcome = live.apply(placed, authorOf(context))
    if (outcome.kind !== 'done') {
      throw new ConsoleError(notDoneText(outcome, MESSAGES.invalidLine, showingOf(context)))
    }
  }
  return viewOf(context)
}

/** @throws ConsoleError when a transaction takes no line more */
export function checkRoom(transaction: Transaction, text: string): void {
  if (!transaction.hasRoomFor(text)) throw new ConsoleError(MESSAGES.transactionFull)
}

/** How findings call a line of a session: no two lines are called the same. */
export function placeOf({ session, line }: Pick<SessionContext, 'session' | 'line'>): string {
  return `console, session ${session}, line ${line}`
}
