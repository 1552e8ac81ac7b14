import type { Diagnostic } from '../src/diagnostics/index.js'
import type { Range } from '../src/syntax/index.js'
import { NodeKind, type Source, type SyntaxTree, type Tokens } from '../src/syntax/index.js'
import { Layout } from './layout.js'
import { Machine, machineGrammar } from './machine.js'
import type { Imbalance } from './recovery/imbalance.js'
import { Recovery } from './recovery/recovery.js'
import { table } from './table.generated.js'

export interface MachineResult {
  readonly tree: SyntaxTree
  readonly diagnostics: readonly Diagnostic[]
  readonly imbalance: Imbalance
  /** The ranges of other languages in the text. */
  readonly foreign: readonly Range[]
}

const GRAMMAR = machineGrammar(table, NodeKind)

/**
 * Runs the machine with the grammar of the conf language. Where the grammar does not accept a
 * token, `Recovery` reports why. When it takes one kind of bracket for another, only the tree's own
 * tokens change, so that the text can be read again from the given ones.
 * @param depth how many scopes are around the text
 */
export function runMachine(source: Source, tokens: Tokens, depth = 0): MachineResult {
  const own: Tokens = { ...tokens, kind: tokens.kind.slice() }
  const machine = new Machine(source, own, GRAMMAR, depth)
  const recovery = new Recovery(machine, new Layout(source, own))
  const tree = machine.run(recovery)
  return {
    tree,
    diagnostics: recovery.diagnostics,
    imbalance: recovery.scopes.imbalance,
    foreign: recovery.foreign,
  }
}
