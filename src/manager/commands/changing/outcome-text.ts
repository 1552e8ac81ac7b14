import { isKnowledge } from '../../../diagnostics/index.js'
import type { Author, NotDone, Waiting } from '../../live/index.js'
import { MESSAGES } from '../../messages.js'
import { findingsText } from '../findings-text.js'
import type { SessionContext } from '../session-context.js'
import { clockTime } from './clock-time.js'

/** Who asks for a change, for the history and for the others. */
export function authorOf({ user, session }: Pick<SessionContext, 'user' | 'session'>): Author {
  return { user, session }
}

/**
 * Why nothing was done, without a newline at the end.
 * @param invalid what is said behind the findings
 */
export function notDoneText(
  outcome: NotDone,
  invalid: string,
  showing: { readonly maskSecrets: boolean },
): string {
  switch (outcome.kind) {
    case 'conflict':
      return MESSAGES.conflict
    case 'waiting':
      return waitingText(outcome.waiting)
    case 'vetoed':
      return MESSAGES.vetoed(outcome.reason)
    case 'invalid':
      return (
        findingsText(outcome.findings, outcome.candidate, showing) +
        (outcome.findings.every(isKnowledge) ? `${MESSAGES.settingsHelp}\n` : '') +
        invalid
      )
  }
}

export function waitingText({ by, deadline }: Waiting): string {
  return MESSAGES.waiting(by, clockTime(deadline))
}
