/** Does one thing after the other, in the order in which they are asked for. */
export class Queue {
  #last: Promise<unknown> = Promise.resolve()

  run<T>(job: () => Promise<T>): Promise<T> {
    const result = this.#last.then(job)
    // What goes wrong with one is told to whoever asked for it, and does not stop the next.
    this.#last = result.catch(() => undefined)
    return result
  }
}
