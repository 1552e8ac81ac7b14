import type { Environment, LoadOptions } from '../../config/index.js'
import { visible } from '../../report/layout/visible.js'
import { Refusal } from '../failure.js'
import { shownPath } from '../paths/shown-path.js'

/**
 * Load options for a main file that nobody has named on the command line, but settings, a plan or a
 * folder: whatever has come into its place meanwhile, such as a pipe, is not waited for.
 */
export function regularFilesOnly(options: LoadOptions): LoadOptions {
  return reading(options, (environment, path, _named, most) =>
    environment.readFile(path, false, most),
  )
}

/**
 * Load options for what is to be written: a pipe or a device that somebody has named is refused before
 * it is read, for nothing can be put in its place.
 */
export function writtenFilesOnly(options: LoadOptions): LoadOptions {
  return reading(options, (environment, path, named, most) => {
    if (!named) return environment.readFile(path, false, most)
    const name = visible(shownPath(path))
    throw new Refusal(`${name}: is no regular file, so it is read-only: no change can be written`)
  })
}

function reading(
  options: LoadOptions,
  read: (
    environment: Environment,
    ...request: Parameters<Environment['readFile']>
  ) => ReturnType<Environment['readFile']>,
): LoadOptions {
  const { environment } = options
  const careful: Environment = Object.create(environment)
  return {
    ...options,
    environment: Object.assign(careful, {
      readFile: (...request: Parameters<Environment['readFile']>) => read(environment, ...request),
    }),
  }
}
