import { existsSync } from 'node:fs'
import {
  type Configuration,
  EnvironmentError,
  findInstalledMain,
  type LoadOptions,
  mainFileOfEnvironment,
} from '../../config/index.js'
import { Failure, NothingInstalled } from '../failure.js'
import type { Host } from '../host.js'
import { openProject } from '../recovery/open-project.js'
import { failure } from '../system-failure.js'
import { MAIN_FILES } from './names.js'
import { regularFilesOnly } from './regular-files.js'

/** A main file that nobody has named on the command line. */
export interface FoundMain {
  readonly path: string
  /** What led to it, to stand behind "found": `on the search path`. */
  readonly how: string
}

/**
 * Loads the configuration that the installation runs with: what its environment file names, else the
 * first main file that is found along the search path.
 * @param onFound is told which one that is before anything else is done
 * @throws Failure when there is none, or it cannot be read
 */
export async function loadInstalled(
  options: LoadOptions,
  host: Host,
  onFound: (found: FoundMain) => void = () => undefined,
): Promise<Configuration> {
  const named = await namedMain(options, host, onFound)
  if (named !== undefined) return named
  for (const name of MAIN_FILES) {
    try {
      const path = await findInstalledMain(name, options)
      onFound({ path, how: 'on the search path' })
      return await openProject(path, regularFilesOnly(options), host)
    } catch (error) {
      if (!(error instanceof EnvironmentError) || error.code !== 'ENOENT') throw failure(error)
    }
  }
  throw new NothingInstalled(
    `No ${MAIN_FILES.join(' or ')} on the search path. Name the main file with -c${besides()}.`,
  )
}

/** The working directory is no part of the search path, and who stands in it may not know. */
function besides(): string {
  const here = MAIN_FILES.find((name) => existsSync(name))
  return here === undefined ? '' : `: -c ${here} is the one in this folder`
}

async function namedMain(
  options: LoadOptions,
  host: Host,
  onFound: (found: FoundMain) => void,
): Promise<Configuration | undefined> {
  let where = ''
  try {
    const named = await mainFileOfEnvironment(options)
    if (named === undefined) return undefined
    const how = `CONFFILE names in ${named.environmentFile}`
    where = `, which ${how}`
    const isAbsolute = named.main.startsWith('/')
    const path = isAbsolute ? named.main : await findInstalledMain(named.main, options)
    onFound({ path, how: `as ${how}` })
    return await openProject(path, regularFilesOnly(options), host)
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    const kind = error.code === 'ENOENT' ? NothingInstalled : Failure
    throw new kind(`${error.path}: ${error.reason}${where}`)
  }
}
