import type { Comment, Document } from '../../../grammar/index.js'
import { FileFindings } from '../../lint/engine/file-findings.js'
import { suppressionsIn } from '../../lint/suppressions/suppression-comments.js'
import { mentionsSuppression } from '../../lint/suppressions/suppressions.js'

/**
 * The first comment whose suppression of a line would cover fewer tokens, because that line was
 * broken into several.
 * @param after the same tokens and comments as `before`
 */
export function narrowedSuppression(before: Document, after: Document): Comment | undefined {
  if (!mentionsSuppression(before)) return undefined
  const places = suppressedTokens(after)
  return suppressedTokens(before).find(({ first, limit }, index) => {
    const now = places[index]
    return first < limit && (now === undefined || first < now.first || limit > now.limit)
  })?.comment
}

/** A suppression comment, and the tokens that begin on its lines; `limit` is exclusive. */
interface SuppressedTokens {
  readonly comment: Comment
  readonly first: number
  readonly limit: number
}

function suppressedTokens(document: Document): SuppressedTokens[] {
  const { source } = document
  return suppressionsIn(new FileFindings(document)).flatMap(({ comment, lines }) => {
    if (lines === undefined) return []
    const first = tokenFrom(document, source.lineStart(lines.first))
    return [{ comment, first, limit: tokenFrom(document, source.lineStart(lines.last + 1)) }]
  })
}

/** The first token that begins at or after an index. */
function tokenFrom({ tree }: Document, index: number): number {
  const { start, count } = tree.tokens
  let low = 0
  let high = count
  while (low < high) {
    const middle = (low + high) >> 1
    if ((start[middle] as number) < index) low = middle + 1
    else high = middle
  }
  return low
}
