/** Runs an action whose failure is no news: there is something better to say already. */
export function ignoreErrors(action: () => void): void {
  try {
    action()
  } catch {
    // What is left is swept away by the next run.
  }
}
