import { dirname } from 'node:path'
import { type Configuration, type LoadOptions, load } from '../../config/index.js'
// Not from the room's index: what writes files loads much that reading does not need.
import { unfinishedBeside } from '../../node/transactions/unfinished.js'
import type { Host } from '../host.js'

/**
 * Loads a main file after what others have left in the middle of a write was finished or undone, and
 * what was not confirmed in time was taken back: so this may write, which `load` never does. The host
 * is told what was ended.
 * @param main a path, relative to the working directory
 * @throws EnvironmentError when the main file cannot be read
 */
export async function openProject(
  main: string,
  options: LoadOptions,
  host: Host,
): Promise<Configuration> {
  // Which files may be written is known only from the configuration itself.
  const configuration = await load(main, options)
  const found = unfinishedBeside(dirname(configuration.main.realPath))
  if (found === undefined) return configuration
  const { recoverProject } = await import('./recover-project.js')
  const hasEnded = recoverProject(configuration, host)
  // Another process may have ended what this one has read the half of.
  return hasEnded || found === 'writes' ? load(main, options) : configuration
}
