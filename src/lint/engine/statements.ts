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

/** The number of what is no option or stanza, or a broken one. */
const NO_STATEMENT = -1

const known = new WeakMap<Configuration, Statements>()

/** The statements of a configuration and of its changes in memory. Looks once, however many ask. */
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
 * Numbers the options and the heads of stanzas in some texts, the same text with the same number. A
 * large configuration says few things very often: what is known of a statement is known by its
 * number of all that read the same, without another look at the text.
 */
export class Statements {
  readonly #clean = new Map<Surroundings, Set<number>>()
  /** By document: the number of each node. */
  readonly #numbers = new Map<Document, Int32Array>()
  /** By number: the number of its name. */
  readonly #names: number[] = []
  readonly #nameNumbers = new Map<string, number>()
  readonly #optionNames = new Set<string>()

  constructor(documents: readonly Document[]) {
    const texts = new Map<string, number>()
    for (const document of documents) this.#numbers.set(document, this.#number(document, texts))
  }

  /** The number of each node of a document, from 0; less for all but sound options and stanzas. */
  of(document: Document): Int32Array {
    const numbers = this.#numbers.get(document)
    if (numbers === undefined) throw new Error('the document is not among those that were numbered')
    return numbers
  }

  /** The statements in which all rules together found nothing where they stand in these surroundings. */
  cleanIn(surroundings: Surroundings): Set<number> {
    let clean = this.#clean.get(surroundings)
    if (clean === undefined) {
      clean = new Set()
      this.#clean.set(surroundings, clean)
    }
    return clean
  }

  /** The number of a statement's name, from 0, whatever its case. */
  nameOf(statement: number): number {
    return this.#names[statement] as number
  }

  /** Whether an option or a scope of this lower-case name is written anywhere, broken or not. */
  hasName(name: string): boolean {
    return this.#nameNumbers.has(name)
  }

  /** How many names there are. */
  get nameCount(): number {
    return this.#nameNumbers.size
  }

  /**
   * The names of all options in lower case, those of broken ones too: what is not among them needs
   * no look at any scope.
   */
  get optionNames(): ReadonlySet<string> {
    return this.#optionNames
  }

  /** @param texts the number of each text so far */
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

/** Of an option its end, of a stanza that of its opening brace: all of the text that belongs to it. */
function endOf({ tokens, first, limit }: SyntaxTree, node: number, kind: number): number {
  let token = (limit[node] as number) - 1
  if (kind === NodeKind.Scope) {
    token = first[node] as number
    while (tokens.kind[token] !== TokenKind.OpenBrace) token++
  }
  return tokens.end[token] as number
}
