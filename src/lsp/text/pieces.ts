import type { Pieces } from '../../syntax/index.js'

/** How long work keeps everything else waiting, in milliseconds. */
const PIECE = 10

/** How many steps are done before the clock is looked at. */
const STEPS = 256

/**
 * Does work in pieces, between which messages are read and answered.
 * @param goesOn throws when nobody waits for it any more; asked between two pieces
 */
export async function inPieces<T>(
  work: Pieces<T>,
  goesOn: () => void = () => undefined,
): Promise<T> {
  let until = performance.now() + PIECE
  for (let step = 1; ; step++) {
    const { done, value } = work.next()
    if (done) return value
    if (step % STEPS !== 0 || performance.now() < until) continue
    await new Promise((resolve) => setImmediate(resolve))
    goesOn()
    until = performance.now() + PIECE
  }
}
