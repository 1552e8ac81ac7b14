import {
  NodeKind,
  type Source,
  type SyntaxTree,
  TokenKind,
  type Tokens,
} from '../src/syntax/index.js'
import { TreeBuilder } from './builder.js'
import { type GrammarTable, Op } from './table.js'

/** How deep scopes, arrays and dictionaries may nest, because walks over the tree recurse. */
export const MAX_DEPTH = 256

/** A compiled grammar in the form that the machine runs. */
export interface MachineGrammar {
  readonly code: Int32Array
  readonly start: number
  /**
   * By the kind of a node with a body, the address where its body continues after a broken
   * statement.
   */
  readonly loops: Int32Array
}

/** @param kinds the kinds of the nodes, by rule name */
export function machineGrammar(
  { code, start, loops }: GrammarTable,
  kinds: Readonly<Record<string, number>>,
): MachineGrammar {
  const byKind = new Int32Array(Math.max(...Object.values(kinds)) + 1)
  for (const [rule, target] of Object.entries(loops)) byKind[kinds[rule] as number] = target
  return { code: Int32Array.from(code), start, loops: byKind }
}

/** Moves the machine to a place where it can continue when the grammar cannot. */
export interface MachineRecovery {
  /** @param distance how many tokens after the machine's place the unexpected token is */
  recover(distance: number): void
  /** Needed only by the grammar of the conf language, which has scopes and lists. */
  readonly scopes?: {
    tooDeep(kind: NodeKind): void
    /** @returns whether this was no scope, and the machine was moved */
    splitScope(): boolean
  }
}

/**
 * Runs a compiled grammar over the tokens of a text and builds its tree. Every rule that makes a
 * node is one call, so the stack of open nodes is the call stack, and no recursion can overflow.
 * Where the grammar does not accept a token, the recovery moves the machine to a place where it can
 * continue.
 */
export class Machine {
  readonly kinds: Uint8Array
  readonly builder: TreeBuilder
  // These fields are numbers from the start, because fields that were undefined slow the hot loop.
  at = 0
  pc = 0
  /** For each open node, the return address of its rule. */
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
      // The hot loop keeps its state in local variables; the recovery works on the fields.
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

  /** Continues in the body of the innermost node, which must have a body. */
  resume(): void {
    this.pc = this.grammar.loops[this.builder.kindOf(this.builder.innermost)] as number
  }

  /** Continues at a token, in the body of the innermost node. */
  resumeAt(token: number): void {
    this.at = token
    this.resume()
  }

  /** Enters the body of a scope whose header the grammar did not accept. */
  enterScope(first: number, body: number): void {
    this.enter(NodeKind.Scope, first, body)
  }

  /** Enters the body of a node whose header the grammar did not accept. */
  enter(kind: number, first: number, body: number): void {
    if (this.height === this.#returns.length) this.#returns = doubled(this.#returns)
    const parent = this.builder.kindOf(this.builder.innermost)
    this.#returns[this.height++] = this.grammar.loops[parent] as number
    if (nests(kind)) this.depth++
    this.builder.breaks(this.builder.begin(kind, first))
    this.resumeAt(body)
  }

  /** Ends the innermost node here as broken, and returns from its rule. */
  abandon(): void {
    const { builder } = this
    if (nests(builder.kindOf(builder.innermost))) this.depth--
    builder.breaks(builder.innermost)
    builder.end(this.at)
    this.pc = this.#returns[--this.height] as number
  }

  /** Returns from a rule whose node was not begun. */
  returnFromRule(): void {
    this.pc = this.#returns[--this.height] as number
  }

  /** Restores height and depth after the builder has dropped open nodes. */
  dropped(nesting: number): void {
    this.height = this.builder.open.length
    this.depth -= nesting
  }

  /** Skips the failed instruction, as if its token were there. */
  assumeToken(): void {
    this.pc += 2
  }
}

/** Whether the tokens are `Name = Word {`, the only form of a scope with another reading. */
function seemsSplit(kinds: Uint8Array, at: number): boolean {
  return (
    kinds[at + 1] === TokenKind.Equals &&
    kinds[at + 2] === TokenKind.Word &&
    kinds[at + 3] === TokenKind.OpenBrace
  )
}

/** Whether a kind of node counts towards the limit of depth. */
export function nests(kind: number): boolean {
  return kind === NodeKind.Scope || kind === NodeKind.Array || kind === NodeKind.Dictionary
}

function doubled(column: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const wide = new Int32Array(column.length * 2)
  wide.set(column)
  return wide
}
