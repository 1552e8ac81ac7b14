import type { Document } from '../../../grammar/index.js'
import type { ScopePath } from '../../config/index.js'
import {
  BROKEN,
  NodeKind,
  nodeAt,
  partitionPoint,
  type Range,
  ScopeView,
} from '../../syntax/index.js'

interface ScopePlace extends Range {
  readonly view: ScopeView
  readonly outer: ScopePlace | undefined
}

/** Finds the stanzas around a position: one pass over the tree, then one search per question. */
export class ScopePlaces {
  /** Sorted by position in the text. */
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

  /** The stanzas around a position, as written in this text; the head of a stanza belongs to it. */
  at(index: number): ScopePath {
    const path: { name: string; instance?: string }[] = []
    for (let place = around(this.#lastBefore(index), index); place; place = place.outer) {
      const { name, instance } = place.view
      path.unshift(instance === undefined ? { name } : { name, instance: instance.value })
    }
    return path
  }

  #lastBefore(index: number): ScopePlace | undefined {
    const places = this.#places
    const before = partitionPoint(places.length, (at) => (places[at] as ScopePlace).start <= index)
    return places[before - 1]
  }
}

/** The innermost stanza that contains a position: the given one, or one around it. */
function around(place: ScopePlace | undefined, index: number): ScopePlace | undefined {
  let innermost = place
  while (innermost !== undefined && innermost.end <= index) innermost = innermost.outer
  return innermost
}
