import { createHmac } from 'node:crypto'
import { setImmediate as othersTurn } from 'node:timers/promises'
import type { Configuration } from '../../config/index.js'
import { canonicalLine, type Listed, listingOf, sorted } from './listing.js'

/**
 * What is listed, as it goes over the bus: names and values that may be secrets stand in it as hashes
 * with a key that whoever asks has made up, so that they can be compared and nothing else.
 */
export interface KeyedOption extends Omit<Listed, 'key' | 'meaning'> {
  /** The hash of the key. */
  readonly key: string
  /** The hash of key and meaning: the same value in two places must not be seen to be the same. */
  readonly meaning: string
}

export interface KeyedListing {
  readonly digest: string
  readonly options: readonly KeyedOption[]
}

/** After how many options others have their turn. */
const SLICE = 500

/** @param nonce the key of all hashes */
export async function keyedListing(
  configuration: Configuration,
  nonce: string,
): Promise<KeyedListing> {
  const listed: Listed[] = []
  for (const each of listingOf(configuration)) {
    listed.push(each)
    if (listed.length % SLICE === 0) await othersTurn()
  }
  const digest = createHmac('sha256', nonce)
  const options: KeyedOption[] = []
  for (const each of sorted(listed)) {
    digest.update(canonicalLine(each.key, each.meaning), 'utf8')
    options.push({
      ...each,
      key: keyed(nonce, each.key),
      meaning: keyed(nonce, canonicalLine(each.key, each.meaning)),
    })
    if (options.length % SLICE === 0) await othersTurn()
  }
  return { digest: digest.digest('hex'), options }
}

function keyed(nonce: string, text: string): string {
  return createHmac('sha256', nonce).update(text, 'utf8').digest('base64url').slice(0, 22)
}
