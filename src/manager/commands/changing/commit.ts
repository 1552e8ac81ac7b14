import { ConsoleError } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { showingOf, takesNothing } from '../asking.js'
import { type Command, DONE, type Status } from '../command.js'
import { minutesIn, USUAL_MINUTES } from '../minutes.js'
import type { SessionContext } from '../session-context.js'
import { clockTime } from './clock-time.js'
import { confirmWaiting } from './confirm.js'
import { authorOf, notDoneText } from './outcome-text.js'
import { theTransaction } from './the-transaction.js'

/** `config commit` (runtime spec 3.3). It confirms a commit that waits for that. */
export const commit: Command = {
  name: 'config commit',
  usage: ['config commit'],
  description: 'Make the transaction live, all of it or nothing; files stay as they are',
  help: 'Of several transactions at once the first commit wins: the others stay open, for "config replay".\nA commit that waits for its confirmation has it then, also without a transaction.',
  operands: 'none',
  only: 'manager',
  run: async ({ operands, output }, context) => {
    takesNothing(operands, commit.usage)
    const isConfirmation = context.transaction === undefined && context.live.waiting !== undefined
    if (isConfirmation) await confirmWaiting(context)
    else await commitTransaction(context)
    await output.write(`${MESSAGES.ok}\n`)
    return DONE
  },
}

/** `config commit confirmed`: taken back unless somebody confirms it in time. */
export const commitConfirmed: Command = {
  name: 'config commit confirmed',
  usage: ['config commit confirmed [MINUTES]'],
  description: 'Make the transaction live, and take it back unless it is confirmed in time',
  help: 'Ten minutes, unless MINUTES says otherwise. "config confirm" keeps it, and so does "config commit".',
  operands: 'text',
  only: 'manager',
  run: async ({ operands, output }, context): Promise<Status> => {
    const minutes = operands === '' ? USUAL_MINUTES : minutesIn(operands)
    await commitTransaction(context, minutes)
    const { waiting } = context.live
    const text =
      waiting === undefined ? MESSAGES.ok : MESSAGES.waitsFor(clockTime(waiting.deadline))
    await output.write(`${text}\n`)
    return DONE
  },
}

/** @throws ConsoleError when it fails; the transaction stays open then */
async function commitTransaction(context: SessionContext, minutes?: number): Promise<void> {
  const transaction = theTransaction(context)
  const ofNodes = transaction.lines.find(({ isForNodes }) => isForNodes === true)
  if (ofNodes !== undefined) throw new ConsoleError(MESSAGES.lineForNodes(visible(ofNodes.text)))
  const outcome = await context.live.commit(transaction, authorOf(context), minutes)
  if (outcome.kind !== 'done') {
    throw new ConsoleError(notDoneText(outcome, MESSAGES.invalidCommit, showingOf(context)))
  }
  // The session may have been closed, and its transaction rolled back, while it was checked.
  if (context.transaction === transaction) context.transaction = undefined
}
