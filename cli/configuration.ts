import {
  type Configuration,
  EnvironmentError,
  type LoadOptions,
  load,
} from '../src/config/index.js'
// Not from the room's index: what writes files loads much that reading does not need.
import { nodeEnvironment } from '../src/node/environment.js'
import { Failure } from './failure.js'
import type { ConfigurationFlags } from './flags.js'

/** The names that a main file has when no flag names it, in the order they are looked for. */
export const MAIN_FILES = ['eccluster.conf', 'ecelerity.conf'] as const

/** What the flags say about loading. */
export function loadOptions(flags: ConfigurationFlags): LoadOptions {
  return {
    environment: nodeEnvironment(),
    sysroot: flags.sysroot,
    searchPath: flags.searchPath,
    nodeName: flags.node,
    role: flags.role,
  }
}

/**
 * Loads the configuration that the flags mean; without `--config` the first main file that is found
 * along the search path.
 * @throws Failure when there is none, or it can not be read
 */
export async function loadConfiguration(flags: ConfigurationFlags): Promise<Configuration> {
  const options = loadOptions(flags)
  if (flags.config !== undefined) return loadMain(flags.config, options)
  for (const name of MAIN_FILES) {
    try {
      return await load(name, options)
    } catch (error) {
      if (!(error instanceof EnvironmentError) || error.code !== 'ENOENT') throw failure(error)
    }
  }
  throw new Failure(`No ${MAIN_FILES.join(' or ')} on the search path. Name the main file with -c.`)
}

/** Loads a main file by its name. @throws Failure */
async function loadMain(main: string, options: LoadOptions): Promise<Configuration> {
  try {
    return await load(main, options)
  } catch (error) {
    throw failure(error, main)
  }
}

/** What the system said about a file, in one line. Anything else is passed on. */
export function failure(error: unknown, name?: string): unknown {
  if (!(error instanceof EnvironmentError)) return error
  return new Failure(`${name ?? error.path}: ${error.reason}`)
}
