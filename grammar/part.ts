import { BROKEN, NodeKind, type Range, type SyntaxTree, TokenKind } from '../src/syntax/index.js'
import { Document } from './document.js'

/**
 * The part of a document that concerns some places in its text: text and tokens are the same, but
 * the tree has only the statements at these places, the stanzas around them, and the options beside
 * them. Checks of statements take time in proportion to their number, and large files have many.
 */
export function partOf(document: Document, places: readonly Range[]): Document {
  return new PartDocument(document, new Pruner(document.tree, places).run(), places)
}

/** A document with only the comments at and between the places. */
class PartDocument extends Document {
  constructor(
    { source, diagnostics }: Document,
    tree: SyntaxTree,
    readonly places: readonly Range[],
  ) {
    super(source, tree, diagnostics)
  }

  override comments(range?: Range) {
    if (range !== undefined) return super.comments(range)
    const start = this.places.reduce((least, place) => Math.min(least, place.start), Infinity)
    const end = this.places.reduce((most, place) => Math.max(most, place.end), -Infinity)
    const { source } = this
    return super.comments({
      start: source.lineStart(source.lineAt(start)),
      end: source.lineStart(source.lineAt(end) + 1),
    })
  }
}

class Pruner {
  readonly #kept: number[] = []
  /** For each kept node, the index after its subtree in the new tree. */
  readonly #next: number[] = []

  constructor(
    readonly tree: SyntaxTree,
    readonly places: readonly Range[],
  ) {}

  run(): SyntaxTree {
    this.#body(0)
    const { tree } = this
    const column = (old: Int32Array) => Int32Array.from(this.#kept, (node) => old[node] as number)
    return {
      ...tree,
      count: this.#kept.length,
      kind: Uint8Array.from(this.#kept, (node) => tree.kind[node] as number),
      first: column(tree.first),
      limit: column(tree.limit),
      next: Int32Array.from(this.#next),
    }
  }

  /** Keeps a file or a stanza with its relevant contents. */
  #body(node: number): void {
    const { tree } = this
    const row = this.#keep(node)
    const limit = tree.next[node] as number
    const children: number[] = []
    for (let child = node + 1; child < limit; child = tree.next[child] as number) {
      children.push(child)
    }
    const places = this.places.filter((place) => node === 0 || this.#touches(node, place))
    // When stanzas in this body contain all places, the body itself is unchanged.
    const isInner = places.some((place) => !children.some((child) => this.#holds(child, place)))
    for (const child of children) {
      const isTouched = this.places.some((place) => this.#touches(child, place))
      if (isTouched && this.#isScope(child) && !this.#changesHead(child)) this.#body(child)
      else if (isTouched || (isInner && this.#isOption(child))) this.#whole(child)
    }
    this.#next[row] = this.#kept.length
  }

  #whole(node: number): void {
    const limit = this.tree.next[node] as number
    const shift = this.#kept.length - node
    for (let each = node; each < limit; each++) {
      this.#kept.push(each)
      this.#next.push((this.tree.next[each] as number) + shift)
    }
  }

  #keep(node: number): number {
    this.#next.push(0)
    return this.#kept.push(node) - 1
  }

  #touches(node: number, { start, end }: Range): boolean {
    return this.#start(node) <= end && this.#end(node) >= start
  }

  /** Whether a stanza contains a place, between its name and its last brace. */
  #holds(node: number, { start, end }: Range): boolean {
    return this.#isScope(node) && this.#start(node) < start && this.#end(node) > end
  }

  /** Whether a place that touches a stanza reaches beyond its braces. */
  #changesHead(node: number): boolean {
    const { tokens } = this.tree
    const first = this.tree.first[node] as number
    const limit = this.tree.limit[node] as number
    let open = first
    while (open < limit - 1 && tokens.kind[open] !== TokenKind.OpenBrace) open++
    const inner = tokens.end[open] ?? 0
    const close = tokens.start[limit - 1] ?? 0
    return this.places.some(
      (place) => this.#touches(node, place) && (place.start < inner || place.end > close),
    )
  }

  #isScope(node: number): boolean {
    return ((this.tree.kind[node] as number) & ~BROKEN) === NodeKind.Scope
  }

  #isOption(node: number): boolean {
    return ((this.tree.kind[node] as number) & ~BROKEN) === NodeKind.Option
  }

  #start(node: number): number {
    return this.tree.tokens.start[this.tree.first[node] as number] as number
  }

  #end(node: number): number {
    return this.tree.tokens.end[(this.tree.limit[node] as number) - 1] as number
  }
}
