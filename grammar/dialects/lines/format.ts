import type { Source } from '../../../src/syntax/index.js'
import type { Reporter } from '../../findings/reporter.js'
import type { Layout } from '../../layout.js'
import type { Lexed } from '../../lexer/lexer.js'
import type { DialectNode, DialectToken } from '../kinds.js'

/** A format of which every line is one statement: a name, a separator and what stands behind it. */
export interface LineFormat {
  /** Splits a text into tokens: a line begins with `Head`, or with `Unknown` when it has no name. */
  readonly lex: (source: Source) => Lexed
  /** The node that a line becomes. */
  readonly node: DialectNode
  /** The kinds of the tokens that every line has behind its name, in order. */
  readonly required: readonly DialectToken[]
  /** What may stand behind these; nothing when absent. */
  readonly optional?: OptionalTokens
  readonly mistakes: LineMistakes
}

/**
 * Finds how far the tokens from `from` on belong to a line.
 * @param kinds the kinds of all tokens, with the end of the file behind them
 * @returns the first token that does not belong to it
 */
export type OptionalTokens = (kinds: Uint8Array, from: number) => number

/** A line that does not have the form of its format. Places are numbers of tokens. */
export interface BrokenLine {
  readonly say: Reporter
  readonly layout: Layout
  /** The first token of the line. */
  readonly first: number
  /** The first token that does not fit; it may stand on the next line. */
  readonly at: number
  /** The token behind those that belong to the broken line. */
  readonly limit: number
}

/** Reports what is wrong with the lines of a format. */
export interface LineMistakes {
  /** A line that begins with the separator. */
  nameless(line: BrokenLine): void
  /** A line that lacks a token it must have. */
  incomplete(line: BrokenLine): void
  /** A line that goes on behind all that it may have. */
  extra(line: BrokenLine): void
}
