import type { Document } from '../../../grammar/index.js'
import type { ScopePath } from '../../config/index.js'
import { BROKEN, NodeKind, nodeAt, type Range, ScopeView } from '../../syntax/index.js'

interface ScopePlace extends Range {
  readonly view: ScopeView
  readonly outer: ScopePlace | undefined
}

/** In which stanzas the places of a text lie: one pass over the tree, then a search a question. */
export class ScopePlaces {
  /** In the order of the text. */
  readonly #places: readonly ScopePlace[]

  constructor({ tree }: Document) {
    const places: ScopePlace[] = []
    for (let node = 0; node < tree.count; node++) {
      if (((tree.kind[node] as number) & ~BROKEN) !== NodeKind.Scope) continue
      const view = nodeAt(tree, node)
      if (!(view instanceof ScopeView)) continue
      const { start, end } = view
      places.push({ view, start, end, outer: around(places.at(-1), start) })
    }
    this.#places = places
  }

  /** The stanzas around a place, as written in this text; the name of a stanza is inside of it. */
  at(index: number): ScopePath {
    const path: { name: string; instance?: string }[] = []
    for (let place = around(this.#lastBefore(index), index); place; place = place.outer) {
      const { name, instance } = place.view
      path.unshift(instance === undefined ? { name } : { name, instance: instance.value })
    }
    return path
  }

  #lastBefore(index: number): ScopePlace | undefined {
    let low = 0
    let high = this.#places.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#places[middle] as ScopePlace).start <= index) low = middle + 1
      else high = middle
    }
    return this.#places[low - 1]
  }
}

/** The innermost stanza that holds a place: one that begins before it, or one around that. */
function around(place: ScopePlace | undefined, index: number): ScopePlace | undefined {
  let innermost = place
  while (innermost !== undefined && innermost.end <= index) innermost = innermost.outer
  return innermost
}
