import { compareDiagnostics, type Diagnostic } from '../../src/diagnostics/index.js'
import { Source, type SyntaxTree } from '../../src/syntax/index.js'
import { withoutEchoes } from '../findings/echoes.js'
import type { ParseOptions } from '../parse.js'
import { unreadable } from '../unreadable.js'
import { DialectDocument } from './document.js'

/** What was read of a text: its tree, and what is wrong with it. */
export interface Reading {
  readonly tree: SyntaxTree
  /** What the lexer found. */
  readonly lexical: readonly Diagnostic[]
  /** What was found in the lexer's tokens; some of it may be mistakes that the lexer has found too. */
  readonly found: readonly Diagnostic[]
}

/** What makes a dialect. */
export interface Dialect<Root> {
  readonly read: (source: Source) => Reading
  readonly view: new (tree: SyntaxTree, index: number) => Root
  /** Finds what is wrong in statements that the grammar accepts. */
  readonly check?: (root: Root) => readonly Diagnostic[]
}

/**
 * Parses a text in a sibling dialect into a tree that has lost nothing. Never throws: what is wrong
 * is in `diagnostics`, and the tree has all that could be read.
 */
export function parseDialect<Root>(
  dialect: Dialect<Root>,
  text: string | Uint8Array,
  options: ParseOptions = {},
): DialectDocument<Root> {
  const name = options.name ?? ''
  const source = typeof text === 'string' ? new Source(text, name) : Source.fromBytes(text, name)
  const refused = unreadable(source)
  if (refused) {
    return new DialectDocument(source, refused.tree, refused.diagnostics, dialect.view)
  }
  const { tree, lexical, found } = dialect.read(source)
  const checked = dialect.check?.(new dialect.view(tree, 0)) ?? []
  const ours = withoutEchoes(source, lexical, [...found, ...checked])
  const diagnostics = [...lexical, ...ours].sort(compareDiagnostics)
  return new DialectDocument(source, tree, diagnostics, dialect.view)
}
