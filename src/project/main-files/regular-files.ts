import type { Environment, LoadOptions } from '../../config/index.js'

/**
 * Load options for a main file that nobody has named on the command line, but settings, a plan or a
 * folder: whatever has come into its place meanwhile, such as a pipe, is not waited for.
 */
export function regularFilesOnly(options: LoadOptions): LoadOptions {
  const { environment } = options
  const careful: Environment = Object.create(environment)
  return {
    ...options,
    environment: Object.assign(careful, {
      readFile: (path: string, _named?: boolean, most?: number) =>
        environment.readFile(path, false, most),
    }),
  }
}
