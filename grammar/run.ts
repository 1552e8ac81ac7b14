import type { Diagnostic } from '../src/diagnostics/index.js'
import { NodeKind, type Source, type SyntaxTree, type Tokens } from '../src/syntax/index.js'
import { Layout } from './layout.js'
import { Machine, machineGrammar } from './machine.js'
import { Recovery } from './recovery/recovery.js'
import { table } from './table.generated.js'

/** How many braces do not match: what the repair of braces starts from. */
export interface Imbalance {
  /** Opening braces of stanzas that were still open at the end. */
  readonly open: readonly number[]
  /** Closing braces that closed nothing. */
  readonly extra: readonly number[]
  /** Where broken statements end that could be headers of stanzas without their braces. */
  readonly headers: readonly number[]
}

export interface MachineResult {
  readonly tree: SyntaxTree
  readonly diagnostics: readonly Diagnostic[]
  readonly imbalance: Imbalance
  /** Pieces of other languages in the text. */
  readonly foreign: readonly { readonly start: number; readonly end: number }[]
}

const GRAMMAR = machineGrammar(table, NodeKind)

/**
 * Runs the machine with the grammar of the conf language. Where the grammar does not go on,
 * `Recovery` reports why.
 * @param depth how many scopes stand around the text
 */
export function runMachine(source: Source, tokens: Tokens, depth = 0): MachineResult {
  const machine = new Machine(source, tokens, GRAMMAR, depth)
  const recovery = new Recovery(machine, new Layout(source, tokens))
  const tree = machine.run(recovery)
  return {
    tree,
    diagnostics: recovery.say.diagnostics,
    imbalance: recovery.scopes.imbalance,
    foreign: recovery.foreign.ranges,
  }
}
