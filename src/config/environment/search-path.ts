import type { Environment } from './environment.js'
import { isAbsolute, resolvePath } from './paths.js'
import type { Sysroot } from './sysroot.js'

/**
 * Where the product looks for a file that is named without a folder, in this order (language spec
 * 5, version B of the documented path). The working directory is never part of it.
 */
const PREFIX = '/opt/msys/ecelerity'
const DEFAULT_SEARCH_PATH = ['etc', 'etc/conf/global', 'etc/conf/{NODENAME}', 'etc/conf/default']
  .map((entry) => `${PREFIX}/${entry}`)
  .join(':')

export interface NodeNames {
  readonly nodeName: string
  readonly subcluster: string
}

/**
 * The folders of a search path, absolute, as the running product names them.
 * @param searchPath colon-separated; instead of `EC_CONF_SEARCH_PATH` and of the default. A relative
 *   entry stands for a folder below the working directory; empty ones are passed over.
 */
export function searchFolders(
  environment: Environment,
  sysroot: Sysroot,
  names: NodeNames,
  searchPath: string | undefined,
): string[] {
  const text = searchPath || environment.variable('EC_CONF_SEARCH_PATH') || DEFAULT_SEARCH_PATH
  return text
    .split(':')
    .filter((entry) => entry !== '')
    .map((entry) => {
      const named = entry
        .replaceAll('{NODENAME}', () => names.nodeName)
        .replaceAll('{SUBCLUSTER}', () => names.subcluster)
      const folder = resolvePath(environment.workingDirectory, named)
      return isAbsolute(named) ? folder : sysroot.productPath(folder)
    })
}

/**
 * The node's name when neither a flag nor the configuration gives one: what the start script
 * exports, else the host name up to its first dot.
 */
export function environmentNodeName(environment: Environment): string {
  return environment.variable('EC_NODE_NAME') || (environment.hostName().split('.', 1)[0] as string)
}

/** The subcluster's name when no flag gives one; `default` is the one that always exists. */
export function environmentSubcluster(environment: Environment): string {
  return environment.variable('EC_SUB_CLUSTER') || 'default'
}
