import {
  BROKEN,
  type NodeKind,
  type Source,
  type SyntaxTree,
  type Tokens,
} from '../src/syntax/index.js'

/**
 * Builds the columns of a tree while the machine runs: the nodes in preorder, and the stack of open
 * nodes.
 */
export class TreeBuilder {
  kind: Uint8Array
  first: Int32Array
  limit: Int32Array
  next: Int32Array
  count = 0
  /** The open nodes, outermost first. */
  readonly open: number[] = []

  constructor(capacity: number) {
    this.kind = new Uint8Array(capacity)
    this.first = new Int32Array(capacity)
    this.limit = new Int32Array(capacity)
    this.next = new Int32Array(capacity)
  }

  begin(kind: number, token: number): number {
    if (this.count === this.kind.length) this.#grow()
    const node = this.count++
    this.kind[node] = kind
    this.first[node] = token
    this.open.push(node)
    return node
  }

  /** Ends the innermost open node; its last token is the one before `token`. */
  end(token: number): void {
    const node = this.open.pop() as number
    this.limit[node] = token
    this.next[node] = this.count
  }

  /** The innermost open node. */
  get innermost(): number {
    return this.open[this.open.length - 1] as number
  }

  kindOf(node: number): NodeKind {
    return ((this.kind[node] as number) & ~BROKEN) as NodeKind
  }

  breaks(node: number): void {
    this.kind[node] = (this.kind[node] as number) | BROKEN
  }

  /** Adds a broken node of the tokens from `first` up to `limit`, exclusive. */
  broken(kind: NodeKind, first: number, limit: number): void {
    this.begin(kind | BROKEN, first)
    this.end(limit)
  }

  /**
   * Takes back what was read from `token` on, in the nodes from `from` on: nodes that begin there
   * are removed, open ones too, and nodes that reach beyond `token` end there.
   */
  rewind(token: number, from: number): void {
    while (this.count > from && (this.first[this.count - 1] as number) >= token) {
      if (this.innermost === this.count - 1) this.open.pop()
      this.count--
    }
    for (let node = this.count - 1; node >= from; node--) {
      if ((this.limit[node] as number) > token) this.limit[node] = token
      if ((this.next[node] as number) > this.count) this.next[node] = this.count
    }
  }

  tree(source: Source, tokens: Tokens): SyntaxTree {
    return {
      source,
      tokens,
      count: this.count,
      kind: this.kind.slice(0, this.count),
      first: this.first.slice(0, this.count),
      limit: this.limit.slice(0, this.count),
      next: this.next.slice(0, this.count),
    }
  }

  #grow(): void {
    const capacity = this.kind.length * 2 + 16
    const kind = new Uint8Array(capacity)
    kind.set(this.kind)
    this.kind = kind
    this.first = wider(this.first, capacity)
    this.limit = wider(this.limit, capacity)
    this.next = wider(this.next, capacity)
  }
}

function wider(column: Int32Array, capacity: number): Int32Array {
  const wide = new Int32Array(capacity)
  wide.set(column)
  return wide
}
