import { type Range, Source, type TextEdit } from '../../syntax/index.js'

/** A range of the original text, or text from an edit. */
type Piece = Range | { readonly text: string }

/** A text that is edited repeatedly, and knows the edits that lead to it from its original. */
export class PieceText {
  #pieces: Piece[]

  constructor(readonly original: Source) {
    this.#pieces = [{ start: 0, end: original.length }]
  }

  get text(): string {
    return this.#pieces.map((piece) => this.#textOf(piece)).join('')
  }

  get bytes(): Uint8Array {
    return new Source(this.text).bytes
  }

  /** An independent copy with the same edits. */
  copy(): PieceText {
    const copy = new PieceText(this.original)
    copy.#pieces = this.#pieces
    return copy
  }

  /** @param edits of the present text, in order and disjoint */
  apply(edits: readonly TextEdit[]): void {
    const pieces: Piece[] = []
    const rest = [...this.#pieces].reverse()
    let at = 0
    const take = (end: number, keep: boolean) => {
      while (at < end) {
        const piece = rest.pop() as Piece
        const length = lengthOf(piece)
        const part = at + length > end ? split(piece, end - at) : undefined
        if (part !== undefined) rest.push(part.right)
        const left = part?.left ?? piece
        if (keep) pieces.push(left)
        at += lengthOf(left)
      }
    }
    for (const edit of edits) {
      take(edit.start, true)
      take(edit.end, false)
      if (edit.text !== '') pieces.push({ text: edit.text })
    }
    this.#pieces = [...pieces, ...rest.reverse()]
  }

  /** The edits that turn the original text into the present one. */
  edits(): TextEdit[] {
    const edits: TextEdit[] = []
    let at = 0
    let text = ''
    const flush = (start: number) => {
      if (start > at || text !== '') edits.push({ start: at, end: start, text })
      text = ''
    }
    for (const piece of this.#pieces) {
      if ('text' in piece) text += piece.text
      else if (piece.end > piece.start) {
        flush(piece.start)
        at = piece.end
      }
    }
    flush(this.original.length)
    return edits
  }

  #textOf(piece: Piece): string {
    return 'text' in piece ? piece.text : this.original.text.slice(piece.start, piece.end)
  }
}

function lengthOf(piece: Piece): number {
  return 'text' in piece ? piece.text.length : piece.end - piece.start
}

function split(piece: Piece, at: number): { left: Piece; right: Piece } {
  if ('text' in piece) {
    return { left: { text: piece.text.slice(0, at) }, right: { text: piece.text.slice(at) } }
  }
  const { start, end } = piece
  return { left: { start, end: start + at }, right: { start: start + at, end } }
}
