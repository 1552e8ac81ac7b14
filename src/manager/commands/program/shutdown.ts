import { MESSAGES } from '../../messages.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

export const shutdown: Command = {
  name: 'shutdown',
  usage: ['shutdown'],
  description: 'Stop the program; what was not written back is gone',
  operands: 'none',
  run: async ({ operands, output }, context) => {
    takesNothing(operands, shutdown.usage)
    await output.write(`${MESSAGES.shuttingDown}\n`)
    context.shutdown()
    return DONE
  },
}
