import { compareDiagnostics, type Diagnostic } from '../../src/diagnostics/index.js'
import { Source, type SyntaxTree } from '../../src/syntax/index.js'
import { withoutEchoes } from '../findings/echoes.js'
import type { Lexed } from '../lexer/lexer.js'
import { Machine, type MachineGrammar } from '../machine.js'
import type { ParseOptions } from '../parse.js'
import { unreadable } from '../unreadable.js'
import { DialectDocument } from './document.js'
import type { LineRecovery } from './recovery.js'

/** What makes a dialect. */
export interface Dialect<Root> {
  readonly lex: (source: Source) => Lexed
  readonly grammar: MachineGrammar
  readonly recovery: new (machine: Machine) => LineRecovery
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
  const { tokens, diagnostics: lexical } = dialect.lex(source)
  const machine = new Machine(source, tokens, dialect.grammar)
  const recovery = new dialect.recovery(machine)
  const tree = machine.run(recovery)
  const found = [
    ...recovery.diagnostics,
    ...(dialect.check ? dialect.check(new dialect.view(tree, 0)) : []),
  ]
  const diagnostics = [...lexical, ...withoutEchoes(source, lexical, found)]
  return new DialectDocument(source, tree, diagnostics.sort(compareDiagnostics), dialect.view)
}
