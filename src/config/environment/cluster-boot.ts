import { parseClusterBoot } from '../../../grammar/index.js'
import type { LoadOptions } from '../loading/load-options.js'
import { MOST_SETTINGS } from './environment-file.js'
import { sysrootOf } from './main-file.js'

/** The file from which the start scripts learn the name of the node (language spec 10.3). */
const CLUSTER_BOOT = '/opt/msys/ecelerity/etc/cluster.boot'

const VARIABLES = { node_name: 'EC_NODE_NAME', cluster_name: 'EC_SUB_CLUSTER' } as const

/**
 * The environment variables that the start scripts set from cluster.boot, as far as it has them:
 * the name of the node and of its subcluster (language spec 5).
 * @throws EnvironmentError when the file exists and cannot be read
 */
export async function clusterBootVariables(options: LoadOptions): Promise<Map<string, string>> {
  const { environment } = options
  const { path } = sysrootOf(options).inside(CLUSTER_BOOT)
  const variables = new Map<string, string>()
  if ((await environment.status(path))?.kind !== 'file') return variables
  const { root } = parseClusterBoot(await environment.readFile(path, false, MOST_SETTINGS), {
    name: path,
  })
  for (const [key, variable] of Object.entries(VARIABLES)) {
    const value = root.get(key)?.value
    if (value !== undefined) variables.set(variable, value)
  }
  return variables
}
