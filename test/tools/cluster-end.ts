import { InProcessBus, type InProcessConnection } from '../../src/cluster/bus/in-process-bus.js'
import { ManagerEnd } from '../../src/cluster/manager-end/index.js'
import { nodeEnvironment } from '../../src/node/index.js'
import { loadFiles } from './load-files.js'
import { scratch } from './scratch.js'
import { settled, VirtualTiming } from './virtual-timing.js'

/** What a manager has of a cluster, in virtual time. */
export class TestEnd {
  readonly said: string[] = []

  private constructor(
    readonly bus: InProcessBus,
    readonly timing: VirtualTiming,
    readonly connection: InProcessConnection,
    readonly root: string,
  ) {}

  #end: ManagerEnd | undefined

  get end(): ManagerEnd {
    if (this.#end === undefined) throw new Error('it was not started')
    return this.#end
  }

  static async start({
    bus = new InProcessBus(),
    timing = new VirtualTiming(),
    host = 'mgr1',
    cacheFile = undefined as string | undefined,
    epoch = 1,
  } = {}): Promise<TestEnd> {
    const its = new TestEnd(bus, timing, bus.connect(), scratch())
    its.#end = new ManagerEnd({
      ...{ timing, host, epoch, bus: its.connection, busName: 'bus' },
      clusterGroup: 'ec_cluster',
      version: '0.1.0',
      load: { environment: nodeEnvironment(), sysroot: its.root },
      say: (line) => its.said.push(line),
    })
    await its.follow({ cacheFile })
    its.#end.start()
    await settled()
    return its
  }

  /** Does what a configuration says. */
  async follow({
    text = '',
    cacheFile = undefined as string | undefined,
    nodeTimeout = undefined as number | undefined,
  }): Promise<void> {
    const configuration = await loadFiles({ '/c/eccluster.conf': text })
    await this.end.follow(configuration, { nodeTimeout, cacheFile })
  }

  /** The nodes that are there. */
  get present(): readonly string[] {
    return this.end.membership.present.map(({ name }) => name)
  }

  /** What is in the log so far, and not twice. */
  async log(): Promise<readonly string[]> {
    await this.end.flush()
    return this.said.splice(0)
  }
}
