import {
  NodeKind,
  type Source,
  type SyntaxTree,
  TokenKind,
  type Tokens,
} from '../src/syntax/index.js'
import { TreeBuilder } from './builder.js'
import { type GrammarTable, Op } from './table.js'

/** Scopes, arrays and dictionaries may be nested this deep: walks over the tree recurse. */
export const MAX_DEPTH = 256

/** A compiled grammar in the form that the machine reads. */
export interface MachineGrammar {
  readonly code: Int32Array
  readonly start: number
  /** Where the machine goes on in a body after a broken statement, by the kind of the body's node. */
  readonly loops: Int32Array
}

/** @param kinds the kinds of the nodes, by the names of their rules */
export function machineGrammar(
  { code, start, loops }: GrammarTable,
  kinds: Readonly<Record<string, number>>,
): MachineGrammar {
  const byKind = new Int32Array(Math.max(...Object.values(kinds)) + 1)
  for (const [rule, target] of Object.entries(loops)) byKind[kinds[rule] as number] = target
  return { code: Int32Array.from(code), start, loops: byKind }
}

/** Moves the machine to where it can go on, where the grammar does not. */
export interface MachineRecovery {
  /** @param distance how many tokens ahead of the machine the one lies that fits no rule */
  recover(distance: number): void
  /** Only a grammar with the conf language's scopes and lists has need of it. */
  readonly scopes?: {
    tooDeep(kind: NodeKind): void
    /** @returns whether the scope was none, and the machine was moved */
    splitScope(): boolean
  }
}

/**
 * Runs a compiled grammar over the tokens of a text and builds its tree. Every rule that makes a
 * node is one call, so the open nodes are the call stack, and there is no depth to overflow. Where
 * the grammar does not go on, the recovery moves the machine to a place where it does.
 */
export class Machine {
  readonly kinds: Uint8Array
  readonly builder: TreeBuilder
  // The machine's numbers begin as numbers: a field that begins undefined makes the hot loop slower.
  at = 0
  pc = 0
  /** Where each open node's rule returns to. */
  #returns = new Int32Array(64)
  height = 1
  depth = 0
  done = false

  constructor(
    readonly source: Source,
    readonly tokens: Tokens,
    readonly grammar: MachineGrammar,
    depth = 0,
  ) {
    this.pc = grammar.start
    this.depth = depth
    this.kinds = tokens.kind
    this.builder = new TreeBuilder((tokens.count >> 1) + 16)
  }

  run(recovery: MachineRecovery): SyntaxTree {
    const { kinds, builder } = this
    const { code } = this.grammar
    while (!this.done) {
      // The hot loop keeps its state in locals; recovery works on the fields.
      let { at, pc } = this
      let distance = 0
      run: for (;;) {
        switch (code[pc]) {
          case Op.Token:
            if (kinds[at] !== code[pc + 1]) break run
            at++
            pc += 2
            break
          case Op.Switch: {
            distance = code[pc + 1] as number
            const target = code[pc + 2 + (kinds[at + distance] as number)] as number
            if (target === 0) break run
            pc = target
            distance = 0
            break
          }
          case Op.Jump:
            pc = code[pc + 1] as number
            break
          case Op.Call:
            if (this.height === this.#returns.length) this.#returns = doubled(this.#returns)
            this.#returns[this.height++] = pc + 2
            pc = code[pc + 1] as number
            break
          case Op.Open: {
            const kind = code[pc + 1] as number
            if (nests(kind) && ++this.depth > MAX_DEPTH) {
              this.at = at
              recovery.scopes?.tooDeep(kind as NodeKind)
              at = this.at
              pc = this.pc
              break
            }
            if (kind === NodeKind.Scope && seemsSplit(kinds, at)) {
              this.at = at
              if (recovery.scopes?.splitScope()) {
                at = this.at
                pc = this.pc
                break
              }
            }
            builder.begin(kind, at)
            pc += 2
            break
          }
          case Op.Close: {
            if (this.height === 1 && kinds[at] !== TokenKind.EndOfFile) break run
            if (nests(builder.kindOf(builder.innermost))) this.depth--
            builder.end(at)
            pc++
            break
          }
          default:
            pc = this.#returns[--this.height] as number
            if (this.height === 0) {
              this.done = true
              break run
            }
        }
      }
      this.at = at
      this.pc = pc
      if (!this.done) recovery.recover(distance)
    }
    return builder.tree(this.source, this.tokens)
  }

  /** Goes on in the body of the innermost node, which must be one that has a body. */
  resume(): void {
    this.pc = this.grammar.loops[this.builder.kindOf(this.builder.innermost)] as number
  }

  /** Goes on at a token, in the body of the innermost node. */
  resumeAt(token: number): void {
    this.at = token
    this.resume()
  }

  /** Begins a scope's body for a header that the grammar did not accept. */
  enterScope(first: number, body: number): void {
    this.enter(NodeKind.Scope, first, body)
  }

  /** Begins the body of a node for a header that the grammar did not accept. */
  enter(kind: number, first: number, body: number): void {
    if (this.height === this.#returns.length) this.#returns = doubled(this.#returns)
    const parent = this.builder.kindOf(this.builder.innermost)
    this.#returns[this.height++] = this.grammar.loops[parent] as number
    if (nests(kind)) this.depth++
    this.builder.breaks(this.builder.begin(kind, first))
    this.resumeAt(body)
  }

  /** Ends the innermost node here, broken, and goes back to where its rule was called. */
  abandon(): void {
    const { builder } = this
    if (nests(builder.kindOf(builder.innermost))) this.depth--
    builder.breaks(builder.innermost)
    builder.end(this.at)
    this.pc = this.#returns[--this.height] as number
  }

  /** Goes back to where the rule was called whose node was not begun. */
  returnFromRule(): void {
    this.pc = this.#returns[--this.height] as number
  }

  /** Puts height and depth right after the builder dropped open nodes. */
  dropped(nesting: number): void {
    this.height = this.builder.open.length
    this.depth -= nesting
  }

  /** Steps over the instruction that failed, as if its token were there. */
  assumeToken(): void {
    this.pc += 2
  }
}

/** `Name = Word {`: the one form of a scope that can also be read otherwise. */
function seemsSplit(kinds: Uint8Array, at: number): boolean {
  return (
    kinds[at + 1] === TokenKind.Equals &&
    kinds[at + 2] === TokenKind.Word &&
    kinds[at + 3] === TokenKind.OpenBrace
  )
}

/** Whether a kind of node counts for the limit of depth. */
export function nests(kind: number): boolean {
  return kind === NodeKind.Scope || kind === NodeKind.Array || kind === NodeKind.Dictionary
}

function doubled(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(column.length * 2)
  wide.set(column)
  return wide
}
