import { MESSAGES } from '../../messages.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `info` (runtime spec 4). Where there is no message bus, nobody leads the group. */
export const info: Command = {
  name: 'info',
  usage: ['info'],
  description: 'Show the groups of the manager and its connection to the cluster',
  operands: 'none',
  only: 'manager',
  run: async ({ operands, output }, { program }) => {
    takesNothing(operands, info.usage)
    const { controlGroup, clusterGroup } = program
    const lines = [
      `Daemon: ${MESSAGES.noBus}`,
      `Control Group: ${controlGroup}`,
      `Cluster Group: ${clusterGroup}`,
      'Logger Group: none',
    ]
    await output.write(lines.map((line) => `${line}\n`).join(''))
    return DONE
  },
}
