import type { Environment } from './environment.js'
import { isAbsolute, resolvePath } from './paths.js'
import type { Sysroot } from './sysroot.js'

/**
 * The default search path of the product for files named without a folder, in order (language spec
 * 5, version B). The working directory is never part of it.
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
 * The folders of a search path, as absolute paths in the running product.
 * @param searchPath colon-separated, instead of `EC_CONF_SEARCH_PATH` and the default; a relative
 *   entry is resolved against the working directory, an empty one is ignored
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
 * The name of the node when neither a flag nor the configuration gives it: `EC_NODE_NAME`, which
 * the start script exports, or the host name up to its first dot (language spec 5).
 */
export function environmentNodeName(environment: Environment): string {
  return environment.variable('EC_NODE_NAME') || (environment.hostName().split('.', 1)[0] as string)
}

/** The name of the subcluster when no flag gives it; `default` always exists. */
export function environmentSubcluster(environment: Environment): string {
  return environment.variable('EC_SUB_CLUSTER') || 'default'
}
