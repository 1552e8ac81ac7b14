import { compareDiagnostics, type Diagnostic } from '../../src/diagnostics/index.js'
import { Source, type SyntaxTree } from '../../src/syntax/index.js'
import { withoutEchoes } from '../findings/echoes.js'
import type { ParseOptions } from '../parse.js'
import { unreadable } from '../unreadable.js'
import { DialectDocument } from './document.js'

/** The result of reading a text: its tree and the findings. */
export interface Reading {
  readonly tree: SyntaxTree
  /** The findings of the lexer. */
  readonly lexical: readonly Diagnostic[]
  /** The findings of the parser; some may repeat mistakes that the lexer has found. */
  readonly found: readonly Diagnostic[]
}

/** Defines a dialect. */
export interface Dialect<Root> {
  readonly read: (source: Source) => Reading
  readonly view: new (tree: SyntaxTree, index: number) => Root
  /** Finds mistakes in statements that the grammar accepts. */
  readonly check?: (root: Root) => readonly Diagnostic[]
}

/**
 * Parses a text in a sibling dialect into a lossless tree. Never throws: mistakes are in
 * `diagnostics`, and the tree has everything that could be read.
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
