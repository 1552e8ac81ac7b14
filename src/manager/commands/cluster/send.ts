import {
  type Broadcast,
  CommandTooLong,
  commandText,
  type Target,
} from '../../../cluster/broadcasts/index.js'
import { LONGEST_SENT_COMMAND } from '../../../cluster/messages/command.js'
import { ConsoleError } from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import type { SessionContext } from '../session-context.js'
import { checkDuravipMove } from './duravip-move.js'

/**
 * Sends a command to nodes.
 * @param typed the command, perhaps with `xml` before it
 * @throws ConsoleError where nobody is there, and for what must not be sent
 */
export function sendTo(
  target: Target,
  typed: string,
  { cluster, issuer }: Pick<SessionContext, 'cluster' | 'issuer'>,
): Broadcast {
  const { broadcasts, membership } = cluster
  if (!membership.isConnected || membership.present.length === 0) {
    throw new ConsoleError(MESSAGES.noNodes)
  }
  checkDuravipMove(commandText(typed).text, cluster)
  try {
    const broadcast = broadcasts.send(target, typed, { issuer })
    if (broadcast === undefined) throw new ConsoleError(MESSAGES.noNodes)
    return broadcast
  } catch (error) {
    if (!(error instanceof CommandTooLong)) throw error
    throw new ConsoleError(MESSAGES.tooLong(LONGEST_SENT_COMMAND))
  }
}
