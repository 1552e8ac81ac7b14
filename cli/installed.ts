import {
  type Configuration,
  EnvironmentError,
  type LoadOptions,
  mainFileOfEnvironment,
} from '../src/config/index.js'
import { Failure, NothingInstalled } from './failure.js'
import { MAIN_FILES } from './main-files.js'
import { loadRecovered } from './recovery/load-recovered.js'
import { failure } from './system-failure.js'

/**
 * Loads the configuration that the installation runs with: what its environment file names, else the
 * first main file that is found along the search path.
 * @throws Failure when there is none, or it can not be read
 */
export async function loadInstalled(options: LoadOptions): Promise<Configuration> {
  const named = await namedMain(options)
  if (named !== undefined) return named
  for (const name of MAIN_FILES) {
    try {
      return await loadRecovered(name, options)
    } catch (error) {
      if (!(error instanceof EnvironmentError) || error.code !== 'ENOENT') throw failure(error)
    }
  }
  throw new NothingInstalled(
    `No ${MAIN_FILES.join(' or ')} on the search path. Name the main file with -c.`,
  )
}

async function namedMain(options: LoadOptions): Promise<Configuration | undefined> {
  let where = ''
  try {
    const named = await mainFileOfEnvironment(options)
    if (named === undefined) return undefined
    where = `, which CONFFILE names in ${named.environmentFile}`
    return await loadRecovered(named.main, options)
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    const kind = error.code === 'ENOENT' ? NothingInstalled : Failure
    throw new kind(`${error.path}: ${error.reason}${where}`)
  }
}
