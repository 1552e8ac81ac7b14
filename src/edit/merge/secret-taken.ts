import type { Document } from '../../../grammar/index.js'
import { secretTextsOf } from '../../lint/values/secret-texts.js'

/**
 * How much text is searched, for one secret after the other. Of so many secrets in so long a text one
 * counts as taken: what is refused then can be forced.
 */
const MOST_SEARCHED = 500_000_000

/**
 * Whether a merge takes a secret from one of its sides.
 * @param side base or theirs
 * @param ours the text before the merge
 * @param merged the text that came of it
 */
export function isSecretTaken(side: Document, ours: string, merged: string): boolean {
  const secrets = secretTextsOf(side)
  return (
    secrets.size * (ours.length + merged.length) > MOST_SEARCHED ||
    [...secrets].some((secret) => !ours.includes(secret) && merged.includes(secret))
  )
}
