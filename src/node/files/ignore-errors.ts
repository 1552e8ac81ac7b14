/** Runs an action whose failure is no news: there is something better to say already. */
export function ignoreErrors(action: () => void): void {
  try {
    action()
  } catch {
    // What is left is swept away by the next run.
  }
}

/** What a question to the system gives; undefined where the answer is an error. */
export function askQuietly<T>(ask: () => T): T | undefined {
  try {
    return ask()
  } catch {
    return undefined
  }
}
