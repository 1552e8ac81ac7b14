import type { Document } from '../../../grammar/index.js'
import { documentTexts, type ReportTexts, visible } from '../../report/index.js'
import { moved, withoutRanges, withoutSecrets } from '../../schema/secrets/shapes.js'
import { quotedLines } from '../../schema/secrets/words.js'
import { type Range, rangesWithin } from '../../syntax/index.js'

const known = new WeakMap<Document, ReportTexts>()

/** A part of a text as people may see it: secrets masked, and everything visible. */
export function shownPart(document: Document, { start, end }: Range): string {
  let texts = known.get(document)
  if (texts === undefined) {
    texts = documentTexts([[NAME, document]], { maskSecrets: true })
    known.set(document, texts)
  }
  const { source } = document
  const secrets = texts.secrets?.(NAME, quotedLines(source, { start, end })) ?? []
  const within = rangesWithin(secrets, { start, end }).map((range) => {
    const cut = { start: Math.max(range.start, start), end: Math.min(range.end, end) }
    return moved(cut, -start)
  })
  return visible(withoutSecrets(withoutRanges(source.text.slice(start, end), within)))
}

/** The text has no other name here. */
const NAME = ''
