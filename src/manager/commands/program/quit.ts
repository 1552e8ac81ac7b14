import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `quit`: the transaction of the session is rolled back. Nobody has to be allowed to leave. */
export const quit: Command = {
  name: 'quit',
  usage: ['quit'],
  description: 'Leave the console; an open transaction is rolled back',
  operands: 'none',
  run: ({ operands }, context) => {
    takesNothing(operands, quit.usage)
    context.transaction = undefined
    context.quit()
    return DONE
  },
}
