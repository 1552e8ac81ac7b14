/** Where an answer goes, piece by piece. What takes it may ask to wait. */
export interface Output {
  /** Says, before the first piece, that the answer is not to be paged. */
  unpaged?(): void | Promise<void>
  write(text: string): void | Promise<void>
}

/** For how long one session may keep the others waiting; in ms. */
const SLICE = 8

/** How many characters are handed on at once. */
const PIECE = 64 * 1024

/** Lets the other sessions have their turn. */
function othersTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Knows when it is time to let the others have their turn. */
export class Turns {
  #began = performance.now()

  /** Waits when this session has had its share. */
  async next(): Promise<void> {
    if (performance.now() - this.#began < SLICE) return
    await othersTurn()
    this.#began = performance.now()
  }
}

/** Writes a long answer while it is made, in slices between which others have their turn. */
export async function writeParts(parts: Iterable<string>, output: Output): Promise<void> {
  const turns = new Turns()
  let piece = ''
  for (const part of parts) {
    piece += part
    if (piece.length >= PIECE) {
      await output.write(piece)
      piece = ''
    }
    await turns.next()
  }
  if (piece !== '') await output.write(piece)
}

/** Takes an answer as one text. */
export class TextOutput implements Output {
  #text = ''

  get text(): string {
    return this.#text
  }

  write(text: string): void {
    this.#text += text
  }
}
