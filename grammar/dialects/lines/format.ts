import type { Source } from '../../../src/syntax/index.js'
import type { Reporter } from '../../findings/reporter.js'
import type { Layout } from '../../layout.js'
import type { Lexed } from '../../lexer/lexer.js'
import type { DialectNode, DialectToken } from '../kinds.js'

/** A format in which every line is one statement: a name, a separator and a value or fields. */
export interface LineFormat {
  /** Splits a text into tokens: a line begins with `Head`, or without a name with `Unknown`. */
  readonly lex: (source: Source) => Lexed
  /** The kind of node that a line becomes. */
  readonly node: DialectNode
  /** The token kinds that must follow the name on every line, in order. */
  readonly required: readonly DialectToken[]
  /** The tokens that may follow the required ones; none when absent. */
  readonly optional?: OptionalTokens
  readonly mistakes: LineMistakes
}

/**
 * Finds how many tokens from `from` on belong to a line.
 * @param kinds the kinds of all tokens, with the end of the file as the last
 * @returns the first token that does not belong to the line
 */
export type OptionalTokens = (kinds: Uint8Array, from: number) => number

/** A line that does not have the form of its format; all places are token numbers. */
export interface BrokenLine {
  readonly say: Reporter
  readonly layout: Layout
  /** The first token of the line. */
  readonly first: number
  /** The first token that does not fit; it may be on the next line. */
  readonly at: number
  /** The end of the broken line's tokens, exclusive. */
  readonly limit: number
}

/** Reports mistakes in the lines of a format. */
export interface LineMistakes {
  /** A line that begins with the separator. */
  nameless(line: BrokenLine): void
  /** A line without one of the required tokens. */
  incomplete(line: BrokenLine): void
  /** A line with more tokens than it may have. */
  extra(line: BrokenLine): void
}
