import { parseEnvironment } from '../../../grammar/index.js'
import type { LoadOptions } from '../loading/load-options.js'
import type { Environment } from './environment.js'
import { sysrootOf } from './main-file.js'
import { isAbsolute } from './paths.js'

/** The file that the start scripts source before they start a program (language spec 9). */
const ENVIRONMENT_FILE = '/opt/msys/ecelerity/etc/environment'

/** What such a file may hold, in bytes: a few lines. */
export const MOST_SETTINGS = 1024 * 1024

/** The main file that the environment file of the installation names. */
export interface NamedMainFile {
  /** Its path on this machine, below the sysroot, or a relative path for the search path. */
  readonly main: string
  /** The path of the environment file. */
  readonly environmentFile: string
}

/**
 * The value of `CONFFILE` in the environment file, which is never run (language spec 9).
 * @returns undefined when there is no such file, or the value cannot be known without running it
 * @throws EnvironmentError when the file exists and cannot be read
 */
export async function mainFileOfEnvironment(
  options: LoadOptions,
): Promise<NamedMainFile | undefined> {
  const { environment } = options
  const sysroot = sysrootOf(options)
  const { path } = sysroot.inside(ENVIRONMENT_FILE)
  if ((await environment.status(path))?.kind !== 'file') return undefined
  const main = await variableIn(environment, path, 'CONFFILE')
  if (!main) return undefined
  return { main: isAbsolute(main) ? sysroot.inside(main).path : main, environmentFile: path }
}

/** What an address may have of the environment of whoever asks: nothing that could be a secret. */
const SHOWN = /^(?:EC_\w+|HOSTNAME|LOGNAME|USER)$/

/**
 * The value of a variable in the environment file of the installation, such as an address. Who may write the
 * file decides where that leads, so nothing of the environment of whoever asks gets into it but names of the
 * host, of the user and of the product.
 * @returns undefined when there is no such file, or the value cannot be known without running it
 * @throws EnvironmentError when the file exists and cannot be read
 */
export async function environmentFileVariable(
  name: string,
  options: LoadOptions,
): Promise<string | undefined> {
  const { environment } = options
  const { path } = sysrootOf(options).inside(ENVIRONMENT_FILE)
  if ((await environment.status(path))?.kind !== 'file') return undefined
  return variableIn(environment, path, name, (other) =>
    SHOWN.test(other) ? environment.variable(other) : undefined,
  )
}

async function variableIn(
  environment: Environment,
  path: string,
  variable: string,
  inherited = (name: string) => environment.variable(name),
): Promise<string | undefined> {
  const { root } = parseEnvironment(await environment.readFile(path, false, MOST_SETTINGS), {
    name: path,
  })
  const variables = root.evaluate(inherited)
  return variables.get(variable)?.value
}
