import { dirname } from 'node:path'
import type { Bus } from '../../cluster/bus/bus.js'
import { busSettings, serverName } from '../../cluster/bus/bus-settings.js'
import { openBus } from '../../cluster/bus/open-bus.js'
import { type CommitNotice, Coordinator } from '../../cluster/commit/index.js'
import { JournalFiles } from '../../cluster/journal/journal-files.js'
import { journalPlace } from '../../cluster/journal/journal-place.js'
import { type ClusterSettings, ManagerEnd } from '../../cluster/manager-end/index.js'
import { randomHex } from '../../cluster/random-hex.js'
import { SYSTEM_TIMING } from '../../cluster/system-timing.js'
import type { Configuration, LoadOptions } from '../../config/index.js'
import type { Program } from '../commands/index.js'
import type { Report } from '../records/paniclog.js'
import { numberOf, textOf } from '../settings.js'
import { NodeFilesInThread } from '../worker/node-files/node-files-in-thread.js'
import type { LoadedFiles } from './load-files.js'

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
    // Until the journal says more.
    epoch: 0,
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

/**
 * Begins to make cluster commits, and first goes on with those that an earlier run of the manager has
 * left.
 * @param tell takes what every session is to be told
 * @returns undefined where it is alone, and where the journal cannot be kept, which it says
 */
export async function managerCommits(
  cluster: ManagerEnd,
  { configuration, site }: LoadedFiles,
  { host }: Pick<Program, 'host'>,
  report: (report: Report) => void,
  tell: (notice: CommitNotice) => void,
): Promise<Coordinator | undefined> {
  const say = (text: string, level: 'always' | 'error' = 'always') =>
    report({ level, part: 'NET', source: 'cluster', text })
  if (cluster.busName === undefined) return undefined
  const { bus, subjects, timing, membership } = cluster
  try {
    const folder = dirname(configuration.main.realPath)
    const disk = await JournalFiles.in(await journalPlace(folder, 'manager', host))
    const nodes = () => {
      const all = [...membership.expected, ...membership.present].map(member)
      return [...new Map(all.map((each) => [each.node, each])).values()]
    }
    const coordinator = await Coordinator.start({
      ...{ bus, subjects, timing, disk, tell, say },
      files: new NodeFilesInThread({
        ...{ load: configuration.options, site, nodes },
        onTrouble: (line) => say(line, 'error'),
      }),
      manager: host,
      random: randomHex,
      members: {
        get expected() {
          return membership.expected.map(member)
        },
        get present() {
          return membership.present.map(member)
        },
        watch: (listener) => membership.watch(listener),
      },
    })
    cluster.epoch = coordinator.epoch
    return coordinator
  } catch (error) {
    const { message } = error as Error
    say(`no cluster commits are made: the journal cannot be kept: ${message}`, 'error')
    return undefined
  }
}

function member({
  name,
  subcluster,
}: {
  readonly name: string
  readonly subcluster?: string | undefined
}) {
  return { node: name.toLowerCase(), subcluster: subcluster ?? '' }
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
