import type { Review } from '../../src/project/edit/review.js'
import { Refusal } from '../../src/project/failure.js'
import { canAsk, choose } from '../terminal/question.js'
import type { EditFlags } from './flags.js'
import { errorsText } from './messages.js'

/**
 * What happens to an edit that has been looked at: `shown` when it is a dry run, `break off` when
 * the user went away instead of answering.
 */
export type Decision = 'install' | 'edit again' | 'give up' | 'shown' | 'break off'

/**
 * Decides by the flags, or asks.
 * @throws Refusal when the flags ask for something that only --force may do
 */
export async function decide(
  { syntaxErrors, otherErrors, isEmptied }: Review,
  flags: EditFlags,
): Promise<Decision> {
  const { write, yes, dryRun, force } = flags
  if (dryRun) return 'shown'
  const errors = syntaxErrors + otherErrors > 0 ? errorsText(syntaxErrors, otherErrors) : ''
  if (write || (yes && canAsk())) {
    if (force) return 'install'
    if (errors !== '') throw new Refusal(`Nothing was written: the edit has ${errors}.`)
    if (isEmptied) throw new Refusal('Nothing was written: the edit leaves nothing in a file.')
    return 'install'
  }
  if (!canAsk()) return 'shown'
  const isBarred = syntaxErrors > 0 && !force
  const answer = isBarred
    ? await choose(`\nWith ${errors} it is not installed, except with --force.`, [
        'edit again',
        'give up',
      ])
    : await choose(errors === '' ? '\nInstall it?' : `\nInstall it, with ${errors}?`, [
        'install',
        'edit again',
        'give up',
      ])
  return answer ?? 'break off'
}
