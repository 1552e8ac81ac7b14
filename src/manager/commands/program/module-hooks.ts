import { MESSAGES } from '../../messages.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `module hooks`: the product lists where modules can step in, each with its prototype in C. */
export const moduleHooks: Command = {
  name: 'module hooks',
  usage: ['module hooks'],
  description: 'Show where modules can step in; modules of the manager cannot',
  operands: 'none',
  only: 'manager',
  run: async ({ operands, output }) => {
    takesNothing(operands, moduleHooks.usage)
    await output.write(`${MESSAGES.noHooks}\n`)
    return DONE
  },
}
