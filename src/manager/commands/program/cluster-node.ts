import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `cluster nodename` (runtime spec 4): a command of the module that only nodes have. */
export const clusterNodeName: Command = {
  name: 'cluster nodename',
  usage: ['cluster nodename'],
  description: 'Show the name of the node',
  operands: 'none',
  only: 'node',
  run: async ({ operands, output }, { program }) => {
    takesNothing(operands, clusterNodeName.usage)
    await output.write(`${program.node?.name}\n`)
    return DONE
  },
}

/** `cluster nodeaddr`. */
export const clusterNodeAddress: Command = {
  name: 'cluster nodeaddr',
  usage: ['cluster nodeaddr'],
  description: 'Show where the others of the cluster reach the node',
  operands: 'none',
  only: 'node',
  run: async ({ operands, output }, { program }) => {
    takesNothing(operands, clusterNodeAddress.usage)
    await output.write(`${program.node?.address}\n`)
    return DONE
  },
}
