import { ConsoleError } from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { authorOf } from './outcome-text.js'

/** `config confirm`: keeps a commit that waits for it, from whichever session. */
export const confirm: Command = {
  name: 'config confirm',
  usage: ['config confirm'],
  description: 'Keep the commit that waits for its confirmation',
  operands: 'none',
  run: async ({ operands, output }, context) => {
    takesNothing(operands, confirm.usage)
    if (!(await context.live.confirm(authorOf(context)))) {
      throw new ConsoleError(MESSAGES.nothingWaits)
    }
    await output.write(`${MESSAGES.ok}\n`)
    return DONE
  },
}
