import { EnvironmentError } from '../../src/config/index.js'
import type { Positional } from '../command.js'
import { CONFIGURATION } from '../flags.js'
import { failure } from '../system-failure.js'

const { config: _, ...LOADING } = CONFIGURATION

/** The flags that say how BASE and OVERLAY are read: BASE is the main file. */
export const OVERLAY_FLAGS = LOADING

export const OVERLAY_WORDS: readonly Positional[] = [
  { name: 'base', describe: 'The main file', count: 'one', completes: 'files' },
  { name: 'overlay', describe: 'The overlay', count: 'one', completes: 'files' },
]

/** Runs a step that reads files; what can not be read is a failure in one line. */
export async function reading<T>(step: Promise<T>, names: readonly string[]): Promise<T> {
  try {
    return await step
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    throw failure(
      error,
      names.find((name) => error.path.endsWith(name)),
    )
  }
}
