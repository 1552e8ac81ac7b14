import { type FileView, NodeKind, type ScopeView } from '../../syntax/index.js'
import type { Statements } from '../engine/statements.js'

/** Finds options of the same name in one body. */
export class RepeatedNames {
  /** For each name: the 1-based number of the body that had it last, and the node there. */
  readonly #bodies: Int32Array
  readonly #nodes: Int32Array
  #body = 0

  /** @param numbers the statement number of each node of the file */
  constructor(
    readonly statements: Statements,
    readonly numbers: Int32Array,
  ) {
    this.#bodies = new Int32Array(statements.nameCount)
    this.#nodes = new Int32Array(statements.nameCount)
  }

  /**
   * The nodes of options whose name an earlier option has, each with the first node of that name.
   */
  in({ tree, index }: FileView | ScopeView): readonly (readonly [node: number, first: number])[] {
    const found: (readonly [number, number])[] = []
    const body = ++this.#body
    const limit = tree.next[index] as number
    for (let node = index + 1; node < limit; node = tree.next[node] as number) {
      if (tree.kind[node] !== NodeKind.Option) continue
      const name = this.statements.nameOf(this.numbers[node] as number)
      if (this.#bodies[name] === body) found.push([node, this.#nodes[name] as number])
      else {
        this.#bodies[name] = body
        this.#nodes[name] = node
      }
    }
    return found
  }
}
