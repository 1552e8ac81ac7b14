import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

export const pid: Command = {
  name: 'pid',
  usage: ['pid'],
  description: 'Show the number of the process',
  operands: 'none',
  run: async ({ operands, output }, { program }) => {
    takesNothing(operands, pid.usage)
    await output.write(`${program.pid}\n`)
    return DONE
  },
}
