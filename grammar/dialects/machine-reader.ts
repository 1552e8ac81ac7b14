import type { Source } from '../../src/syntax/index.js'
import type { Lexed } from '../lexer/lexer.js'
import { Machine, machineGrammar } from '../machine.js'
import type { GrammarTable } from '../table.js'
import type { Reading } from './dialect.js'
import { DialectNode } from './kinds.js'
import type { LineRecovery } from './recovery.js'

/** Makes the reader of a dialect with a grammar, whose compiled table the machine runs. */
export function machineReader(
  lex: (source: Source) => Lexed,
  table: GrammarTable,
  recoveryOf: new (machine: Machine) => LineRecovery,
): (source: Source) => Reading {
  const grammar = machineGrammar(table, DialectNode)
  return (source) => {
    const { tokens, diagnostics: lexical } = lex(source)
    const machine = new Machine(source, tokens, grammar)
    const recovery = new recoveryOf(machine)
    return { tree: machine.run(recovery), lexical, found: recovery.diagnostics }
  }
}
