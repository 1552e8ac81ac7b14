import { type Configuration, type LoadOptions, load } from '../src/config/index.js'
// Not from the room's index: what writes files loads much that reading does not need.
import { nodeEnvironment } from '../src/node/environment.js'
import type { ConfigurationFlags } from './flags.js'
import { failure } from './system-failure.js'

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
 * Loads the configuration that the flags mean; without `--config` the one that the installation runs
 * with.
 * @throws Failure when there is none, or it can not be read
 */
export async function loadConfiguration(flags: ConfigurationFlags): Promise<Configuration> {
  const options = loadOptions(flags)
  if (flags.config !== undefined) return loadMain(flags.config, options)
  const { loadInstalled } = await import('./installed.js')
  return loadInstalled(options)
}

/** Loads a main file by its name. @throws Failure */
async function loadMain(main: string, options: LoadOptions): Promise<Configuration> {
  try {
    return await load(main, options)
  } catch (error) {
    throw failure(error, main)
  }
}
