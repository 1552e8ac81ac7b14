/**
 * Work that can be left off and gone on with: it yields often, between steps that take microseconds, and
 * returns what comes of it.
 */
export type Pieces<T> = Generator<undefined, T>

/** All of the work at once. */
export function atOnce<T>(work: Pieces<T>): T {
  for (;;) {
    const { done, value } = work.next()
    if (done) return value
  }
}
