import { ConsoleError } from '../../../console/index.js'
import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'
import type { SessionContext } from '../session-context.js'
import { authorOf } from './outcome-text.js'

/** `config confirm`: keeps a commit that waits for it, from whichever session. */
export const confirm: Command = {
  name: 'config confirm',
  usage: ['config confirm'],
  description: 'Keep the commit that waits for its confirmation',
  operands: 'none',
  only: 'manager',
  run: async ({ operands, output }, context) => {
    takesNothing(operands, confirm.usage)
    await confirmWaiting(context)
    await output.write(`${MESSAGES.ok}\n`)
    return DONE
  },
}

/** @throws ConsoleError when nothing waits, or it cannot be confirmed */
export async function confirmWaiting(context: SessionContext): Promise<void> {
  const confirmation = await context.live.confirm(authorOf(context))
  if (confirmation.kind === 'nothing-waits') throw new ConsoleError(MESSAGES.nothingWaits)
  if (confirmation.kind === 'failed') {
    throw new ConsoleError(MESSAGES.vetoed(visible(confirmation.reason)))
  }
}
