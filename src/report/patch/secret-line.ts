import { type Range, rangesWithin } from '../../syntax/index.js'
import { MASK } from '../findings/texts.js'

/** A line, taken apart at its secrets: text, secret, text, ... */
export interface SecretLine {
  readonly texts: readonly string[]
  readonly secrets: readonly string[]
}

/**
 * @param start where the line starts in the text that the secrets are ranges of
 * @param secrets in order and without overlap
 */
export function secretLine(raw: string, start: number, secrets: readonly Range[]): SecretLine {
  const end = start + raw.length
  const texts: string[] = []
  const found: string[] = []
  let at = start
  for (const range of rangesWithin(secrets, { start, end })) {
    const from = Math.max(range.start, at)
    const to = Math.min(range.end, end)
    texts.push(raw.slice(at - start, from - start))
    found.push(raw.slice(from - start, to - start))
    at = to
  }
  return { texts: [...texts, raw.slice(at - start)], secrets: found }
}

/** A line with its secrets masked. */
export function masked({ texts, secrets }: SecretLine, masks = secrets.map(() => MASK)): string {
  return texts.map((text, index) => `${text}${masks[index] ?? ''}`).join('')
}

/**
 * An added line; when it differs from one that was taken out only in secrets, it says in which.
 * @param removed the lines that were taken out, by what is shown of them
 */
export function changedMasks(added: SecretLine, removed: ReadonlyMap<string, SecretLine>): string {
  const whole = masked(added)
  // Most lines have none, and there may be very many of both.
  if (added.secrets.length === 0) return whole
  const old = removed.get(whole)
  if (old === undefined) return whole
  const masks = added.secrets.map((secret, index) =>
    secret === old.secrets[index] ? MASK : `${MASK} (changed)`,
  )
  return masked(added, masks)
}
