import type { ValueView } from '../../syntax/index.js'
import { BROKEN, NodeKind, OptionView, ScopeView, type SyntaxTree } from '../../syntax/index.js'
import type { Definition, Inclusion, Stanza } from '../model.js'

/**
 * The text of one inclusion in the order of reading: its statements, and at each include statement
 * the included texts. A file that is included twice has one tree and two readings.
 */
export class Reading {
  readonly tree: SyntaxTree
  /** Nodes of the include statements that included a text, in the order of the text. */
  readonly #includes: number[] = []
  readonly #nested: Reading[][] = []
  /** For each of these, how many places in the order the texts included up to here take. */
  readonly #shift: number[] = []

  /** @param base place of the text's first node in the order of reading */
  constructor(
    readonly inclusion: Inclusion,
    readonly base: number,
  ) {
    this.tree = inclusion.file.document.tree
  }

  /** How many places in the order of reading this text takes, with its included texts. */
  get size(): number {
    return this.tree.count + (this.#shift.at(-1) ?? 0)
  }

  /** The place in the order of reading where the next text included at `statement` begins. */
  nextBase(statement: number): number {
    return this.base + statement + 1 + (this.#shift.at(-1) ?? 0)
  }

  /**
   * Adds an included text that was read completely. Must be called in the order of the statements.
   */
  add(statement: number, nested: Reading): void {
    const last = this.#includes.length - 1
    const shift = (this.#shift[last] ?? 0) + nested.size
    if (this.#includes[last] === statement) {
      this.#nested[last]?.push(nested)
      this.#shift[last] = shift
    } else {
      this.#includes.push(statement)
      this.#nested.push([nested])
      this.#shift.push(shift)
    }
  }

  /** The texts included at an include statement. */
  takenInAt(statement: number): readonly Reading[] {
    const at = this.#includesBefore(statement)
    return this.#includes[at] === statement ? (this.#nested[at] ?? []) : []
  }

  /** The place of a node in the order of reading, over all files. */
  orderOf(node: number): number {
    return this.base + node + (this.#shift[this.#includesBefore(node) - 1] ?? 0)
  }

  #includesBefore(node: number): number {
    let low = 0
    let high = this.#includes.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#includes[middle] as number) < node) low = middle + 1
      else high = middle
    }
    return low
  }
}

/** An option statement in a reading. */
export class WrittenDefinition implements Definition {
  constructor(
    readonly reading: Reading,
    readonly index: number,
  ) {}
  get inclusion(): Inclusion {
    return this.reading.inclusion
  }
  get node(): OptionView {
    return new OptionView(this.reading.tree, this.index)
  }
  get name(): string {
    return this.node.name
  }
  get value(): ValueView {
    // An option without a value is broken, and never becomes a definition.
    return this.node.value as ValueView
  }
  get order(): number {
    return this.reading.orderOf(this.index)
  }
}

/** The statements in a stanza, or in the whole text, of a reading. */
export class Body implements Stanza {
  /** @param index the scope's node; 0, the file itself, for a whole text */
  constructor(
    readonly reading: Reading,
    readonly index: number,
  ) {}
  get inclusion(): Inclusion {
    return this.reading.inclusion
  }
  get node(): ScopeView {
    return new ScopeView(this.reading.tree, this.index)
  }
  get order(): number {
    return this.reading.orderOf(this.index)
  }
}

/**
 * Calls `visit` for each option, or for each scope statement, of a body, in the order of reading,
 * including those of texts included directly in it.
 */
export function eachStatement(
  reading: Reading,
  body: number,
  wanted: typeof NodeKind.Option | typeof NodeKind.Scope,
  visit: (reading: Reading, node: number) => void,
): void {
  const { kind, next } = reading.tree
  const limit = next[body] as number
  for (let node = body + 1; node < limit; node = next[node] as number) {
    const nodeKind = (kind[node] as number) & ~BROKEN
    if (nodeKind === wanted) visit(reading, node)
    else if (nodeKind === NodeKind.Include) {
      for (const nested of reading.takenInAt(node)) eachStatement(nested, 0, wanted, visit)
    }
  }
}
