import { ConsoleError } from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'
import type { SessionContext } from '../session-context.js'

/** `config begin` (runtime spec 3.3). */
export const begin: Command = {
  name: 'config begin',
  usage: ['config begin'],
  description: 'Begin a transaction: nobody else sees what is set until it is committed',
  operands: 'none',
  only: 'manager',
  run: async ({ operands, output }, context) => {
    takesNothing(operands, begin.usage)
    refuseSecond(context)
    context.transaction = context.live.begin()
    await output.write(`${MESSAGES.ok}\n`)
    return DONE
  },
}

/** `config begin from scratch`: with nothing but the implicit settings. */
export const beginFromScratch: Command = {
  name: 'config begin from scratch',
  usage: ['config begin from scratch'],
  description: 'Begin a transaction in which nothing is set but what the product has by itself',
  help: 'Once it is committed, "config writeback" needs a path: no file has a place for it.',
  operands: 'none',
  only: 'manager',
  run: async ({ operands, output }, context) => {
    takesNothing(operands, beginFromScratch.usage)
    refuseSecond(context)
    context.transaction = await context.live.beginFromScratch()
    await output.write(`${MESSAGES.ok}\n`)
    return DONE
  },
}

/** @throws ConsoleError */
function refuseSecond({ transaction }: SessionContext): void {
  if (transaction !== undefined) throw new ConsoleError(MESSAGES.inTransaction)
}
