import { visible } from '../../../report/index.js'
import { MESSAGES } from '../../messages.js'
import { takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'
import type { SessionContext } from '../session-context.js'

/** `info` (runtime spec 4). Where there is no message bus, nobody leads the group. */
export const info: Command = {
  name: 'info',
  usage: ['info'],
  description: 'Show the groups of the manager and its connection to the cluster',
  operands: 'none',
  only: 'manager',
  run: async ({ operands, output }, context) => {
    takesNothing(operands, info.usage)
    await output.write(
      infoLines(context)
        .map((line) => `${line}\n`)
        .join(''),
    )
    return DONE
  },
}

function infoLines({ program, cluster }: SessionContext): readonly string[] {
  const { controlGroup, clusterGroup } = program
  const { membership, busName, leader, broadcasts } = cluster
  const isOnBus = busName !== undefined && membership.isConnected
  const daemon = isOnBus ? `${busName} [m:${membership.own.privateName}]` : MESSAGES.noBus
  const { double, unasked, forgotten, crowded } = broadcasts.dropped
  const dropped = [
    [double, 'double'],
    [unasked, 'not asked for'],
    [forgotten, 'to commands that are no longer kept'],
    [crowded, 'without room'],
  ].flatMap(([count, what]) => (count === 0 ? [] : [`${count} ${what}`]))
  return [
    `Daemon: ${daemon}`,
    `Control Group: ${controlGroup}`,
    `Cluster Group: ${clusterGroup}${isOnBus ? ` (${visible(leader)} is leader)` : ''}`,
    'Logger Group: none',
    ...(dropped.length === 0 ? [] : [`Dropped Answers: ${dropped.join(', ')}`]),
  ]
}
