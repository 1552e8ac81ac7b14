import type { Source } from './source.js'

/**
 * The tokens of a text, in columns. White space and comments are not stored: they are the gaps
 * between tokens. The last token is followed by sentinels of kind `EndOfFile`, at the text's end.
 */
export interface Tokens {
  readonly count: number
  readonly kind: Uint8Array
  readonly start: Int32Array
  readonly end: Int32Array
}

/**
 * The syntax tree of a text: its nodes in preorder, in columns. A scalar value is a token and not a
 * node. The first child of node `n` is `n + 1` when `n + 1 < next[n]`; the node behind the subtree
 * of `n` is `next[n]`.
 */
export interface SyntaxTree {
  readonly source: Source
  readonly tokens: Tokens
  readonly count: number
  /** A `NodeKind`, with the `BROKEN` bit set where the statement is not as it should be. */
  readonly kind: Uint8Array
  /** The first token of each node. */
  readonly first: Int32Array
  /** The token behind the last one of each node; equal to `first` only for an empty file. */
  readonly limit: Int32Array
  /** The index behind the subtree of each node. */
  readonly next: Int32Array
}

/** The comments and blanks before a token: the text between it and the token before it. */
export function gapBefore(tree: SyntaxTree, token: number): { start: number; end: number } {
  const { tokens, source } = tree
  return {
    start: token === 0 ? 0 : (tokens.end[token - 1] as number),
    end: token < tokens.count ? (tokens.start[token] as number) : source.length,
  }
}
