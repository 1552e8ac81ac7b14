import { type Range, rangesWithin } from '../../syntax/index.js'
import { MASK } from '../findings/texts.js'

/** A line divided at its secrets: text, secret, text, and so on. */
export interface SecretLine {
  readonly texts: readonly string[]
  readonly secrets: readonly string[]
}

/**
 * Divides a line at its secrets.
 * @param start the offset of the line in the text with the secrets
 * @param secrets in order and disjoint
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
 * An added line with its secrets masked. If it differs from a removed line only in secrets, the
 * changed ones are marked.
 * @param removed the removed lines, by their masked text
 */
export function changedMasks(added: SecretLine, removed: ReadonlyMap<string, SecretLine>): string {
  const whole = masked(added)
  // Most lines have no secrets, and there may be very many lines.
  if (added.secrets.length === 0) return whole
  const old = removed.get(whole)
  if (old === undefined) return whole
  const masks = added.secrets.map((secret, index) =>
    secret === old.secrets[index] ? MASK : `${MASK} (changed)`,
  )
  return masked(added, masks)
}
