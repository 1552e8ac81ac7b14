/** What time it is, and being told when some of it has passed. Tests bring their own. */
export interface Clock {
  now(): Date
  /**
   * Runs an action once, so many milliseconds from now, whatever is done to the system's clock.
   * @returns what takes it back
   */
  after(milliseconds: number, action: () => void): () => void
}

/** The clock of this machine. What waits for it does not keep the process alive. */
export const SYSTEM_CLOCK: Clock = {
  now: () => new Date(),
  after: (milliseconds, action) => {
    const timer = setTimeout(action, milliseconds)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
