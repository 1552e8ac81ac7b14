import type { Comment, Document } from '../../../grammar/index.js'
import { firstTokenFrom, type Range } from '../../syntax/index.js'

/** How much of a text is looked through at once, in UTF-16 units. */
const WINDOW = 16_384

/** The comments that have something of a part in them or touch it, looked for as they are asked for. */
export function* commentsIn(document: Document, { start, end }: Range): Generator<Comment> {
  const { tree, source } = document
  const { tokens } = tree
  const before = firstTokenFrom(tree, start) - 1
  let from = before < 0 ? 0 : (tokens.end[before] as number)
  while (from < end) {
    // No comment goes over the beginning of a token.
    const next = firstTokenFrom(tree, from + WINDOW)
    const until = next < tokens.count ? (tokens.start[next] as number) : source.length
    for (const comment of document.comments({ start: from, end: until })) {
      if (comment.start >= end) return
      if (comment.end >= start) yield comment
    }
    from = until
  }
}
