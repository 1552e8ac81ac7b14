import type { ScopeView } from '../../syntax/index.js'

/**
 * Whether a stanza has no closing brace in the text. Where the parser guessed its end from the
 * indentation, the tree has an empty closing brace.
 */
export function isLeftOpen(scope: ScopeView): boolean {
  if (scope.broken && scope.closeBrace === undefined) return true
  const { start, end } = scope.tree.tokens
  const last = scope.tokenLimit - 1
  return start[last] === end[last]
}
