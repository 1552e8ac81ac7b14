import { networkInterfaces } from 'node:os'
import { environmentNodeName, environmentSubcluster } from '../../config/environment/search-path.js'
import type { Configuration } from '../../config/index.js'
import { textOf } from '../../manager/settings.js'

/** Who a node is in its cluster. */
export interface NodeIdentity {
  readonly name: string
  /** In lower case (runtime spec 5). */
  readonly subcluster: string
  /** Where the others of the cluster reach it: `ip:port`; `0.0.0.0:0` where they do not. */
  readonly address: string
  readonly controlGroup: string
  readonly clusterGroup: string
}

const CLUSTER = [{ name: 'Cluster' }] as const

/** What an address is called that stands for all of a machine. */
const ANY_ADDRESS = /^(?:\*|0\.0\.0\.0|\[::\]|)$/

/**
 * Who the node of a configuration is: what it was loaded as, `cluster { nodename }`, the environment
 * with what cluster.boot says, the name of the host, in this order (language spec 5).
 * @param clusterGroup what the command line says of it
 */
export function nodeIdentity(
  configuration: Configuration,
  clusterGroup: string | undefined,
): NodeIdentity {
  const { environment, nodeName, subcluster } = configuration.options
  const group = (option: string) => textOf(configuration, CLUSTER, option)
  return {
    name: nodeName || group('nodename') || environmentNodeName(environment),
    subcluster: (subcluster || environmentSubcluster(environment)).toLowerCase(),
    address: nodeAddress(configuration),
    controlGroup: group('control_group') ?? 'ec_console',
    clusterGroup: clusterGroup ?? group('cluster_group') ?? 'ec_cluster',
  }
}

/** The first address at which the node listens to the others of its cluster. */
function nodeAddress({ root }: Configuration): string {
  const listens = root
    .scopesNamed('ECCluster_Listener')
    .flatMap((scope) => scope.scopesNamed('Listen'))
  const [, host = '', port] = /^(.*):(\d+)$/.exec(listens[0]?.instance ?? '') ?? []
  if (port === undefined) return '0.0.0.0:0'
  return `${ANY_ADDRESS.test(host) ? machineAddress() : host}:${port}`
}

/** The first address of this machine that others can reach. */
function machineAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((each) => each ?? [])
  const outside = all.find(({ family, internal }) => family === 'IPv4' && !internal)
  return outside?.address ?? '127.0.0.1'
}
