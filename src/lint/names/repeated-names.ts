import { type FileView, NodeKind, type ScopeView } from '../../syntax/index.js'
import type { Statements } from '../engine/statements.js'

/** Finds options that stand in one body and have the same name. */
export class RepeatedNames {
  /** By name: the body in which it was last seen, by a number from 1, and the node that had it. */
  readonly #bodies: Int32Array
  readonly #nodes: Int32Array
  #body = 0

  /** @param numbers of the nodes of the file that the bodies are in */
  constructor(
    readonly statements: Statements,
    readonly numbers: Int32Array,
  ) {
    this.#bodies = new Int32Array(statements.nameCount)
    this.#nodes = new Int32Array(statements.nameCount)
  }

  /** The options whose name another one before has, with the first one of that name, as nodes. */
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
