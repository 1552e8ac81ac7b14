import { ConsoleError } from '../../console/index.js'
import { MESSAGES } from '../messages.js'

/** How many minutes a commit waits for its confirmation where nothing is said. */
export const USUAL_MINUTES = 10

const MOST_MINUTES = 24 * 60

/** The operand MINUTES of commits that wait for a confirmation. @throws ConsoleError */
export function minutesIn(operand: string): number {
  const minutes = /^\d{1,4}$/.test(operand) ? Number(operand) : 0
  if (minutes < 1 || minutes > MOST_MINUTES) {
    throw new ConsoleError(MESSAGES.wrongMinutes(MOST_MINUTES))
  }
  return minutes
}
