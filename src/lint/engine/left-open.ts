import type { ScopeView } from '../../syntax/index.js'

/**
 * Whether a stanza has no closing brace in the text. Where the parser could guess by the indentation
 * where it belongs, the tree has an empty one there.
 */
export function isLeftOpen(scope: ScopeView): boolean {
  if (scope.broken && scope.closeBrace === undefined) return true
  const { start, end } = scope.tree.tokens
  const last = scope.tokenLimit - 1
  return start[last] === end[last]
}
