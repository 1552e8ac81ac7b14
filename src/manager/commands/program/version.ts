import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { banner } from './banner.js'

export const version: Command = {
  name: 'version',
  usage: ['version'],
  description: 'Show the version of the program',
  operands: 'none',
  run: async ({ operands, output }, { program }) => {
    takesNothing(operands, version.usage)
    await output.write(banner(program))
    return DONE
  },
}
