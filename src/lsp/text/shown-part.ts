import type { Document } from '../../../grammar/index.js'
import { documentTexts, visible } from '../../report/index.js'
import { moved, withoutRanges, withoutSecrets } from '../../schema/secrets/shapes.js'
import { type Range, rangesWithin } from '../../syntax/index.js'

/** The secrets of texts, in order and disjoint. */
const known = new WeakMap<Document, readonly Range[]>()

/** A part of a text as people may see it: secrets masked, and everything visible. */
export function shownPart(document: Document, { start, end }: Range): string {
  const text = document.source.text.slice(start, end)
  const within = rangesWithin(secretsOf(document), { start, end }).map((range) => {
    const cut = { start: Math.max(range.start, start), end: Math.min(range.end, end) }
    return moved(cut, -start)
  })
  if (within.length === 0 && PLAIN.test(text)) return text
  return visible(withoutSecrets(withoutRanges(text, within)))
}

/** A name in which nothing could be taken for a secret: most are like that. */
const PLAIN = /^"?[\w.-]{0,64}"?$/

/** All of them at once: a text with many names is not searched for each. */
function secretsOf(document: Document): readonly Range[] {
  let secrets = known.get(document)
  if (secrets === undefined) {
    secrets = documentTexts([[NAME, document]], { maskSecrets: true }).secrets?.(NAME) ?? []
    known.set(document, secrets)
  }
  return secrets
}

/** The text has no other name here. */
const NAME = ''
