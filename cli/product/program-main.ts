import { resolve } from 'node:path'
import { EnvironmentError, findInstalledMain, type LoadOptions } from '../../src/config/index.js'
import { Failure } from '../../src/project/failure.js'
import { failure } from '../../src/project/system-failure.js'

/**
 * The absolute path of the main file that a program of the product runs with.
 * @param named on the command line
 * @param usual what is looked for on the search path when none is named
 * @throws Failure
 */
export async function programMain(
  named: string | undefined,
  usual: string,
  load: LoadOptions,
): Promise<string> {
  const isName = named === undefined || !named.includes('/')
  try {
    if (!isName) return resolve(named)
    return await findInstalledMain(named ?? usual, load)
  } catch (error) {
    // A bare name that is not on the search path may be one in this folder.
    if (named !== undefined) return resolve(named)
    if (!(error instanceof EnvironmentError)) throw error
    if (error.code !== 'ENOENT') throw failure(error)
    throw new Failure(`No ${usual} on the search path. Name the main file with -c.`)
  }
}
