import { MESSAGES } from '../../messages.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `flush control cache` (runtime spec 4). */
export const flushControlCache: Command = {
  name: 'flush control cache',
  usage: ['flush control cache'],
  description: 'Forget what the nodes have answered so far',
  help: 'Answers that are still on their way are dropped.',
  operands: 'none',
  only: 'manager',
  run: async ({ operands, output }, { cluster }) => {
    takesNothing(operands, flushControlCache.usage)
    cluster.broadcasts.flush()
    await output.write(`${MESSAGES.ok}\n`)
    return DONE
  },
}
