import { type Configuration, EnvironmentError } from '../../src/config/index.js'
import { failure } from '../../src/project/system-failure.js'
import type { Positional } from '../arguments/command.js'
import { CONFIGURATION, type ConfigurationFlags } from '../arguments/flags.js'
import { loadConfiguration } from '../configuration.js'

const { config: _, ...LOADING } = CONFIGURATION

/** The flags that say how BASE and OVERLAY are read: BASE is the main file. */
export const OVERLAY_FLAGS = LOADING

export const OVERLAY_WORDS: readonly Positional[] = [
  { name: 'base', describe: 'The main file', count: 'one', completes: 'files' },
  {
    name: 'overlay',
    describe: 'The overlay: a file or a folder',
    count: 'one',
    completes: 'files',
  },
  { name: 'more', describe: 'More of them; a later one wins', count: 'many', completes: 'files' },
]

export const REQUIRE = {
  type: 'texts',
  describe: 'A scope that BASE must have without the overlay: "datasource ecdb"',
} as const

/** What the words and flags of an overlay command mean. */
export interface OverlayWords {
  /** The base, as it is now. */
  readonly configuration: Configuration
  readonly base: string
  readonly overlays: readonly string[]
}

/** @throws Failure when the base cannot be read */
export async function overlayWords(
  flags: Omit<ConfigurationFlags, 'config'> & { readonly words: readonly string[] },
): Promise<OverlayWords> {
  const [base = '', ...overlays] = flags.words
  const configuration = await loadConfiguration({ ...flags, config: base })
  return { configuration, base, overlays }
}

/** Runs a step that reads files; what cannot be read is a failure in one line. */
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
