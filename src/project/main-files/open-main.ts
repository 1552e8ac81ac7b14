import type { Configuration, LoadOptions } from '../../config/index.js'
import type { Host } from '../host.js'
import { openProject } from '../recovery/open-project.js'
import { failure } from '../system-failure.js'

/** Opens a main file by the name that somebody gave it. @throws Failure when it cannot be read */
export async function openMain(
  main: string,
  options: LoadOptions,
  host: Host,
): Promise<Configuration> {
  try {
    return await openProject(main, options, host)
  } catch (error) {
    throw failure(error, main)
  }
}
