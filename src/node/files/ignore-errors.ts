/** Runs an action and ignores its error: the caller already has something better to say. */
export function ignoreErrors(action: () => void): void {
  try {
    action()
  } catch {
    // The next run sweeps away what this action leaves.
  }
}

/** The answer of the system; undefined when it is an error. */
export function askQuietly<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}
