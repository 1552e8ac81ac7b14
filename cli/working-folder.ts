/** Leads to the working directory whatever its name, and when it has none any more. */
const UNNAMED = '/proc/self/cwd'

/**
 * Lets a run go on whose working directory was removed, or has a name that is no UTF-8, of which Node
 * makes another one. Absolute paths mean what they always do; in a folder that is gone a relative one
 * names nothing.
 */
export function standAnywhere(): void {
  try {
    if (!process.cwd().includes('\ufffd')) return
  } catch {
    // The working directory is gone.
  }
  process.cwd = () => UNNAMED
}
