import {
  Alternation,
  type Alternative,
  type CstParser,
  getLookaheadPaths,
  type IProduction,
  type LookaheadProductionType,
  NonTerminal,
  Option,
  Repetition,
  type Rule,
  Terminal,
  type TokenType,
} from 'chevrotain'
import { ConfParser, MAX_LOOKAHEAD, NODES, tokenTypes } from './grammar.js'
import { type GrammarTable, Op } from './table.js'

/**
 * A grammar in Chevrotain, and the tree kinds of its rules and tokens. The start rule is `File`.
 */
export interface Grammar {
  readonly parser: () => CstParser
  /** The token types, by their number in the token columns. */
  readonly tokenTypes: Readonly<Record<number, TokenType>>
  /** The node kinds of the rules that become nodes, by rule name. */
  readonly nodes: Readonly<Record<string, number>>
  readonly maxLookahead: number
}

/** The grammar of the conf language. */
export const confGrammar: Grammar = {
  parser: () => new ConfParser(),
  tokenTypes,
  nodes: NODES,
  maxLookahead: MAX_LOOKAHEAD,
}

/**
 * Compiles a grammar to the machine's table. Chevrotain checks the grammar and computes the
 * look-ahead.
 * @throws Error when the grammar is ambiguous or left-recursive, or uses what the machine lacks
 */
export function compileGrammar(grammar = confGrammar): GrammarTable {
  return new Compiler(grammar).run()
}

/**
 * A decision by the tokens ahead: for each next token, the alternative to take or a further trie.
 */
interface Trie {
  readonly choices: Map<number, number | Trie>
  /** The alternative for any other token, because its path ends here. */
  otherwise: number | undefined
}

class Compiler {
  // A target of 0 means "none" in a switch, so no instruction may have the address 0.
  readonly #code: number[] = [Op.Return]
  readonly #grammar: Grammar
  readonly #rules: Record<string, Rule>
  readonly #kindOf: ReadonlyMap<TokenType, number>
  /** The number of token kinds, which is the width of a switch. */
  readonly #kinds: number
  readonly #entries = new Map<string, number>()
  readonly #calls: { at: number; rule: string }[] = []
  readonly #loops: Record<string, number> = {}

  constructor(grammar: Grammar) {
    this.#grammar = grammar
    this.#rules = grammar.parser().getGAstProductions()
    this.#kindOf = new Map(
      Object.entries(grammar.tokenTypes).map(([kind, type]) => [type, Number(kind)]),
    )
    this.#kinds = Math.max(...this.#kindOf.values()) + 1
  }

  run(): GrammarTable {
    const { nodes } = this.#grammar
    for (const rule of Object.values(this.#rules)) {
      if (!(rule.name in nodes)) continue
      this.#entries.set(rule.name, this.#code.length)
      this.#code.push(Op.Open, nodes[rule.name] as number)
      this.#sequence(rule.definition, rule)
      this.#code.push(Op.Close, Op.Return)
    }
    for (const { at, rule } of this.#calls) this.#code[at] = this.#entries.get(rule) as number
    return {
      code: this.#code,
      start: this.#entries.get('File') as number,
      loops: this.#loops,
    }
  }

  #sequence(productions: readonly IProduction[], rule: Rule): void {
    for (const production of productions) this.#production(production, rule)
  }

  #production(production: IProduction, rule: Rule): void {
    if (production instanceof Terminal) {
      this.#code.push(Op.Token, this.#kindOf.get(production.terminalType) as number)
    } else if (production instanceof NonTerminal) {
      const called = production.referencedRule
      if (called.name in this.#grammar.nodes) {
        this.#code.push(Op.Call, 0)
        this.#calls.push({ at: this.#code.length - 1, rule: called.name })
      } else this.#sequence(called.definition, called)
    } else if (production instanceof Alternation) {
      this.#alternation(production, rule)
    } else if (production instanceof Option) {
      const paths = this.#paths('Option', production.idx, rule)
      const skip = this.#switch(paths.slice(0, 1), true)
      this.#patch(skip, 0)
      this.#sequence(production.definition, rule)
      this.#patch(skip, -1)
    } else if (production instanceof Repetition) {
      const head = this.#code.length
      this.#loops[rule.name] = head
      const exit = this.#switch(this.#paths('Repetition', production.idx, rule).slice(0, 1), true)
      this.#patch(exit, 0)
      this.#sequence(production.definition, rule)
      this.#code.push(Op.Jump, head)
      this.#patch(exit, -1)
    } else throw new Error(`the machine has no instruction for ${production.constructor.name}`)
  }

  #alternation(production: Alternation, rule: Rule): void {
    const slots = this.#switch(this.#paths('Alternation', production.idx, rule), false)
    const exits: number[] = []
    production.definition.forEach((alternative, index) => {
      this.#patch(slots, index)
      this.#sequence((alternative as Alternative).definition, rule)
      this.#code.push(Op.Jump, 0)
      exits.push(this.#code.length - 1)
    })
    for (const exit of exits) this.#code[exit] = this.#code.length
  }

  #paths(prodType: LookaheadProductionType, occurrence: number, rule: Rule): TokenType[][][] {
    return getLookaheadPaths({
      occurrence,
      rule,
      prodType,
      maxLookahead: this.#grammar.maxLookahead,
    })
  }

  /**
   * Emits the switches that choose an alternative by the tokens ahead.
   * @param optional whether any other token skips the production instead of being an error
   * @returns the slots to fill in, by alternative; -1 is the way past an optional production
   */
  #switch(paths: readonly TokenType[][][], optional: boolean): Map<number, number[]> {
    const slots = new Map<number, number[]>()
    const trie = buildTrie(paths, this.#kindOf)
    if (optional) trie.otherwise = -1
    this.#emit(trie, 0, slots)
    return slots
  }

  #emit(trie: Trie, distance: number, slots: Map<number, number[]>): void {
    const base = this.#code.length
    this.#code.push(Op.Switch, distance)
    for (let kind = 0; kind < this.#kinds; kind++) this.#code.push(0)
    for (let kind = 0; kind < this.#kinds; kind++) {
      const choice = trie.choices.get(kind) ?? trie.otherwise
      const slot = base + 2 + kind
      if (typeof choice === 'object') {
        this.#code[slot] = this.#code.length
        this.#emit(choice, distance + 1, slots)
      } else if (choice !== undefined) {
        slots.set(choice, [...(slots.get(choice) ?? []), slot])
      }
    }
  }

  /** Makes the slots of an alternative lead to the next instruction. */
  #patch(slots: Map<number, number[]>, alternative: number): void {
    for (const slot of slots.get(alternative) ?? []) this.#code[slot] = this.#code.length
  }
}

/**
 * Builds the trie of all paths. As in Chevrotain, the first of two alternatives with the same path
 * wins, and a path that begins another one wins where the longer one fails.
 */
function buildTrie(paths: readonly TokenType[][][], kindOf: ReadonlyMap<TokenType, number>): Trie {
  const root: Trie = { choices: new Map(), otherwise: undefined }
  paths.forEach((sequences, alternative) => {
    for (const sequence of sequences) {
      const kinds = sequence.map((type) => kindOf.get(type) as number)
      insert(root, kinds, alternative)
    }
  })
  return root
}

function insert(root: Trie, sequence: readonly number[], alternative: number): void {
  let node = root
  for (const [distance, kind] of sequence.entries()) {
    const next = node.choices.get(kind)
    const last = distance === sequence.length - 1
    if (typeof next === 'object') {
      if (last) next.otherwise ??= alternative
      node = next
    } else if (next !== undefined) {
      return
    } else if (last) {
      node.choices.set(kind, alternative)
    } else {
      const deeper: Trie = { choices: new Map(), otherwise: undefined }
      node.choices.set(kind, deeper)
      node = deeper
    }
  }
}
