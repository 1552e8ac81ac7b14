import { ConsoleError } from '../../../console/index.js'
import type { Transaction } from '../../live/index.js'
import { MESSAGES } from '../../messages.js'
import type { SessionContext } from '../session-context.js'

/** The transaction that a session is in. @throws ConsoleError when it is in none */
export function theTransaction({ transaction }: Pick<SessionContext, 'transaction'>): Transaction {
  if (transaction === undefined) throw new ConsoleError(MESSAGES.noTransaction)
  return transaction
}
