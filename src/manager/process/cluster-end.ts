import type { Bus } from '../../cluster/bus/bus.js'
import { busSettings, serverName } from '../../cluster/bus/bus-settings.js'
import { openBus } from '../../cluster/bus/open-bus.js'
import { type ClusterSettings, ManagerEnd } from '../../cluster/manager-end/index.js'
import { SYSTEM_TIMING } from '../../cluster/system-timing.js'
import type { Configuration, LoadOptions } from '../../config/index.js'
import type { Program } from '../commands/index.js'
import type { Report } from '../records/paniclog.js'
import { numberOf, textOf } from '../settings.js'

/** A message bus, and its name for people. */
export interface NamedBus {
  readonly bus: Bus
  readonly name: string
}

export interface ClusterEndOptions {
  /** By default the one that the configuration names. */
  readonly bus?: NamedBus
  readonly load: LoadOptions
  /** Where a path of the product lies on this machine. */
  readonly place: (path: string) => string
  readonly report: (report: Report) => void
}

/** What the manager has of the cluster; without a bus it is alone. */
export function clusterEnd(
  configuration: Configuration,
  { clusterGroup, host, version }: Program,
  options: ClusterEndOptions,
): ManagerEnd {
  const say = (text: string, level: 'always' | 'error') =>
    options.report({ level, part: 'NET', source: 'cluster', text })
  const { bus, name } = options.bus ?? busOf(configuration, options, (line) => say(line, 'always'))
  return new ManagerEnd({
    ...{ clusterGroup, host, version, bus, say, load: options.load },
    busName: name,
    timing: SYSTEM_TIMING,
    epoch: Math.floor(Date.now() / 1000),
  })
}

/** The bus that a configuration names, and its servers as its name; it connects by itself. */
function busOf(
  configuration: Configuration,
  { place }: Pick<ClusterEndOptions, 'place'>,
  note: (line: string) => void,
): { readonly bus: Bus; readonly name: string | undefined } {
  const settings = busSettings(configuration)
  for (const problem of settings?.problems ?? []) note(problem)
  const isNamed = settings !== undefined && settings.servers.length > 0
  const bus = openBus(isNamed ? settings : undefined, { name: 'eccmgr', place, note })
  return { bus, name: isNamed ? settings.servers.map(serverName).join(', ') : undefined }
}

/** What a configuration says of the manager's part in the cluster. */
export function clusterSettings(
  configuration: Configuration,
  place: (path: string) => string,
): ClusterSettings {
  const path = textOf(configuration, [{ name: 'Logs' }], 'Control_Cache')
  return {
    nodeTimeout: numberOf(configuration, [{ name: 'Bus' }], 'node_timeout'),
    cacheFile: path === undefined || path === '' ? undefined : place(path),
  }
}
