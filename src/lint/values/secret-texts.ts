import type { Document } from '../../../grammar/index.js'
import { secretsIn } from './secrets.js'

/** The different secrets of a text. */
export function secretTextsOf(document: Document): Set<string> {
  const { text } = document.source
  return new Set(secretsIn(document).map(({ start, end }) => text.slice(start, end)))
}

/** Whether a text has a secret that it had not before. */
export function hasNewSecret(now: Document, before: Document): boolean {
  const known = secretTextsOf(before)
  return [...secretTextsOf(now)].some((secret) => !known.has(secret))
}
