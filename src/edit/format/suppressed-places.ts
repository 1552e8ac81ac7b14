import type { Comment, Document } from '../../../grammar/index.js'
import { FileFindings } from '../../lint/engine/file-findings.js'
import { suppressionsIn } from '../../lint/suppressions/suppression-comments.js'
import { mentionsSuppression } from '../../lint/suppressions/suppressions.js'
import { firstTokenFrom } from '../../syntax/index.js'

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
  const { source, tree } = document
  return suppressionsIn(new FileFindings(document)).flatMap(({ comment, lines }) => {
    if (lines === undefined) return []
    const first = firstTokenFrom(tree, source.lineStart(lines.first))
    return [{ comment, first, limit: firstTokenFrom(tree, source.lineStart(lines.last + 1)) }]
  })
}
