import type { Bus } from '../../cluster/bus/bus.js'
import { InProcessBus } from '../../cluster/bus/in-process-bus.js'
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

/** What the manager has of the cluster; without a bus it is alone. */
export function clusterEnd(
  { bus, load }: { readonly bus?: NamedBus; readonly load: LoadOptions },
  { clusterGroup, host, version }: Program,
  report: (report: Report) => void,
): ManagerEnd {
  return new ManagerEnd({
    ...{ clusterGroup, host, version, load },
    bus: bus?.bus ?? new InProcessBus().connect(),
    busName: bus?.name,
    timing: SYSTEM_TIMING,
    epoch: Math.floor(Date.now() / 1000),
    say: (text, level) => report({ level, part: 'NET', source: 'cluster', text }),
  })
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
