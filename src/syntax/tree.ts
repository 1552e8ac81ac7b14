import type { Range, Source } from './source.js'

/**
 * The tokens of a text, in columns. Blanks and comments are not stored: they are the gaps between
 * tokens. After the last token there are sentinels of kind `EndOfFile` at the end of the text.
 */
export interface Tokens {
  readonly count: number
  readonly kind: Uint8Array
  readonly start: Int32Array
  readonly end: Int32Array
}

/**
 * The syntax tree of a text: its nodes in preorder, in columns. A scalar value is a token, not a
 * node. Node `n` has the first child `n + 1` if `n + 1 < next[n]`; the node after its subtree is
 * `next[n]`.
 */
export interface SyntaxTree {
  readonly source: Source
  readonly tokens: Tokens
  readonly count: number
  /** For each node, a `NodeKind`, with the bit `BROKEN` for a broken statement. */
  readonly kind: Uint8Array
  /** For each node, its first token. */
  readonly first: Int32Array
  /** For each node, the token after its last one; equal to `first` only in an empty file. */
  readonly limit: Int32Array
  /** For each node, the index after its subtree. */
  readonly next: Int32Array
}

/** The comments and blanks before a token, up to the previous token. */
export function gapBefore(tree: SyntaxTree, token: number): Range {
  const { tokens, source } = tree
  return {
    start: token === 0 ? 0 : (tokens.end[token - 1] as number),
    end: token < tokens.count ? (tokens.start[token] as number) : source.length,
  }
}
