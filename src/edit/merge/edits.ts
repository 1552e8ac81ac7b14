import { applyEdits, sortEdits, type TextEdit } from '../../syntax/index.js'
import type { MergeDecisions } from './decisions.js'
import type { Item, ScopeNode } from './file-tree.js'
import { insertPieces } from './insert.js'
import type { Taken } from './one-sided.js'
import { blankLines, type Piece, pieceOf } from './pieces.js'
import { kindOf, Places } from './places.js'
import { removeItem, replaceBy, replaceComments } from './take.js'

/** The edits of our text that make the changes of their side. */
export interface MergeEdits {
  /** The edits, disjoint; insertions at the same place are in order. */
  readonly edits: readonly TextEdit[]
  /** Whether an item of ours stays where it is. */
  readonly stays: (ours: Item) => boolean
}

export function editsFor(decisions: MergeDecisions): MergeEdits {
  const writer = new EditWriter(decisions)
  for (const each of decisions.taken) writer.take(each)
  // Inner scopes come first, so that a stanza that moves takes their edits along.
  for (const scope of [...decisions.pairs.keys()].reverse()) writer.insert(scope)
  return { edits: joined(writer.edits), stays: writer.stays }
}

class EditWriter {
  edits: TextEdit[] = []
  readonly #gone = new Set<Item>()
  /**
   * Items of theirs to write into ours, with their pieces; undefined for one written with another.
   */
  readonly #coming = new Map<Item, (() => Piece) | undefined>()
  /** The items of `#coming` that ours has at another place. */
  readonly #moving = new Set<Item>()
  readonly #places: Places
  /** The edits that insert something between statements. */
  readonly #insertions = new Set<TextEdit>()
  readonly stays = (ours: Item): boolean => !this.#gone.has(ours)

  constructor(readonly decisions: MergeDecisions) {
    this.#places = new Places(decisions.pairs, this.stays)
    for (const each of decisions.taken) {
      if (each.kind === 'remove') for (const { item } of each.ours) this.#gone.add(item)
      if (each.kind === 'move') for (const item of each.ours) this.#gone.add(item)
    }
  }

  take(taken: Taken): void {
    switch (taken.kind) {
      case 'replace':
        this.edits.push(replaceBy(taken.ours, taken.theirs))
        return
      case 'remove':
        for (const removal of taken.ours) this.edits.push(removeItem(removal))
        return
      case 'inside':
        for (const edit of taken.edits) this.edits.push(edit)
        return
      case 'comment':
        this.edits.push(replaceComments(taken.ours, taken.theirs, taken.where))
        return
      case 'add': {
        const [first, ...others] = taken.theirs
        if (first === undefined) return
        // All stanzas of a new scope stay together, because their order decides which definition
        // counts.
        this.#coming.set(first, () => together(taken.theirs.map(pieceOf)))
        for (const item of others) this.#coming.set(item, undefined)
        return
      }
      case 'move':
        this.#moving.add(taken.theirs)
        this.#coming.set(taken.theirs, () =>
          together(taken.ours.map((item) => this.#carry(item, taken.theirs))),
        )
    }
  }

  /** Inserts the new items of a scope; adjacent ones in a single edit. */
  insert({ blocks }: ScopeNode): void {
    for (const { items } of blocks) {
      for (const run of this.#runsIn(items)) {
        const pieces = run.flatMap((item) => this.#coming.get(item)?.() ?? [])
        if (pieces.length === 0) continue
        const edit = insertPieces(this.#places.spotFor(run), pieces)
        this.#insertions.add(edit)
        this.edits.push(edit)
      }
    }
  }

  /**
   * Groups adjacent new items. Items of different ordered kinds, and moved items, get separate
   * groups, because ours may have added something between them.
   */
  #runsIn(items: readonly Item[]): Item[][] {
    const runs: Item[][] = []
    let kind: string | undefined
    let last: Item | undefined
    for (const item of items) {
      const isComing = this.#coming.has(item)
      const own = kindOf(item)
      const goesAlong =
        last !== undefined && (own ?? kind) === (kind ?? own) && !this.#moving.has(item)
      if (isComing && goesAlong) runs.at(-1)?.push(item)
      else if (isComing) {
        runs.push([item])
        kind = undefined
      }
      kind = own ?? kind
      last = isComing ? item : undefined
    }
    return runs
  }

  /** Removes an item of ours with the edits inside it, to insert it at another place. */
  #carry(ours: Item, theirs: Item): Piece {
    const { block, start, tail } = ours
    const { text } = block.document.source
    // Insertions directly before or after the item are not part of it.
    const isOutside = (edit: TextEdit) =>
      edit.start < start ||
      edit.end > tail.end ||
      (this.#insertions.has(edit) && (edit.start === start || edit.end === tail.end))
    const isInside = (edit: TextEdit) => !isOutside(edit)
    const inside = sortEdits(this.edits.filter(isInside))
    this.edits = this.edits.filter((edit) => !isInside(edit))
    this.edits.push(removeItem({ item: ours, keeps: [] }))
    const within = (edit: TextEdit) => ({
      ...edit,
      start: edit.start - start,
      end: edit.end - start,
    })
    const words = applyEdits(text.slice(start, tail.end), inside.map(within))
    return {
      lines: (indent) => (ours.beginsLine ? words : indent + words),
      short: undefined,
      ...blankLines(theirs),
    }
  }
}

function together(pieces: readonly Piece[]): Piece {
  const [first, ...others] = pieces
  if (first === undefined || others.length === 0) return first as Piece
  return {
    ...first,
    lines: (indent, newline) => pieces.map(({ lines }) => lines(indent, newline)).join(newline),
    short: undefined,
  }
}

/** Merges deletions that overlap. */
function joined(edits: readonly TextEdit[]): TextEdit[] {
  const done: TextEdit[] = []
  for (const edit of sortEdits(edits)) {
    const last = done.at(-1)
    const overlaps =
      last !== undefined && last.text === '' && edit.text === '' && edit.start < last.end
    if (overlaps) done[done.length - 1] = { ...last, end: Math.max(last.end, edit.end) }
    else done.push(edit)
  }
  return done
}
