import type { Document } from '../../../grammar/index.js'
import type { Configuration } from '../../config/index.js'
import { lowerCase } from '../../config/merging/lower-case.js'
import {
  BROKEN,
  NodeKind,
  OptionView,
  ScopeView,
  type SyntaxTree,
  TokenKind,
} from '../../syntax/index.js'
import type { Surroundings } from '../names/surroundings.js'

/** The number of a node that is not an option or a stanza, or is broken. */
const NO_STATEMENT = -1

const known = new WeakMap<Configuration, Statements>()

/** The statements of a configuration and of its changes in memory, computed once. */
export function statementsOf(configuration: Configuration): Statements {
  let statements = known.get(configuration)
  if (statements === undefined) {
    const { files, changes } = configuration
    const all = [...files, ...changes.map(({ file }) => file)]
    statements = new Statements(all.map(({ document }) => document))
    known.set(configuration, statements)
  }
  return statements
}

/**
 * Numbers the options and the stanza heads of some texts; equal texts get the same number. A large
 * configuration repeats few statements very often, so what is known of one statement is known of
 * all with its number, without another look at the text.
 */
export class Statements {
  readonly #clean = new Map<Surroundings, Set<number>>()
  /** For each document, the number of each node's statement. */
  readonly #numbers = new Map<Document, Int32Array>()
  /** For each statement number, the number of its name. */
  readonly #names: number[] = []
  readonly #nameNumbers = new Map<string, number>()
  readonly #optionNames = new Set<string>()

  constructor(documents: readonly Document[]) {
    const texts = new Map<string, number>()
    for (const document of documents) this.#numbers.set(document, this.#number(document, texts))
  }

  /**
   * The statement number of each node, 0-based; -1 for nodes that are no sound option or stanza.
   */
  of(document: Document): Int32Array {
    const numbers = this.#numbers.get(document)
    if (numbers === undefined) throw new Error('the document is not among those that were numbered')
    return numbers
  }

  /** The numbers of statements in which no rule found anything in these surroundings. */
  cleanIn(surroundings: Surroundings): Set<number> {
    let clean = this.#clean.get(surroundings)
    if (clean === undefined) {
      clean = new Set()
      this.#clean.set(surroundings, clean)
    }
    return clean
  }

  /** The number of a statement's name, 0-based; names that differ only in case share one. */
  nameOf(statement: number): number {
    return this.#names[statement] as number
  }

  /** Whether any option or scope has this name, even a broken one. @param name in lower case */
  hasName(name: string): boolean {
    return this.#nameNumbers.has(name)
  }

  /** All names of options and scopes, even broken ones, in lower case. */
  get names(): readonly string[] {
    return [...this.#nameNumbers.keys()]
  }

  /** The number of different names. */
  get nameCount(): number {
    return this.#nameNumbers.size
  }

  /**
   * The lower-case names of all options, even broken ones; a name not in this set need not be
   * searched for in any scope.
   */
  get optionNames(): ReadonlySet<string> {
    return this.#optionNames
  }

  /** @param texts the numbers given so far, by statement text */
  #number({ tree }: Document, texts: Map<string, number>): Int32Array {
    const numbers = new Int32Array(tree.count).fill(NO_STATEMENT)
    const { text } = tree.source
    for (let node = 1; node < tree.count; node++) {
      const kind = tree.kind[node] as number
      if (kind === NodeKind.Option || kind === NodeKind.Scope) {
        const statement = text.slice(startOf(tree, node), endOf(tree, node, kind))
        let number = texts.get(statement)
        if (number === undefined) {
          number = this.#names.push(this.#nameAt(tree, node, kind)) - 1
          texts.set(statement, number)
        }
        numbers[node] = number
      } else if (kind === (NodeKind.Option | BROKEN) || kind === (NodeKind.Scope | BROKEN)) {
        this.#nameAt(tree, node, kind)
      }
    }
    return numbers
  }

  #nameAt(tree: SyntaxTree, node: number, kind: number): number {
    const isOption = (kind & ~BROKEN) === NodeKind.Option
    const name = lowerCase((isOption ? new OptionView(tree, node) : new ScopeView(tree, node)).name)
    if (isOption) this.#optionNames.add(name)
    let number = this.#nameNumbers.get(name)
    if (number === undefined) {
      number = this.#nameNumbers.size
      this.#nameNumbers.set(name, number)
    }
    return number
  }
}

function startOf({ tokens, first }: SyntaxTree, node: number): number {
  return tokens.start[first[node] as number] as number
}

/**
 * The end of a statement's text: of an option its own end, of a stanza that of its opening brace.
 */
function endOf({ tokens, first, limit }: SyntaxTree, node: number, kind: number): number {
  let token = (limit[node] as number) - 1
  if (kind === NodeKind.Scope) {
    token = first[node] as number
    while (tokens.kind[token] !== TokenKind.OpenBrace) token++
  }
  return tokens.end[token] as number
}
