import type { Configuration, LoadOptions } from '../../config/index.js'
import { systemReason } from '../../project/system-reason.js'
import { Broadcasts } from '../broadcasts/broadcasts.js'
import { ControlCache } from '../broadcasts/control-cache.js'
import { CacheFile } from '../broadcasts/file/cache-file.js'
import type { Bus } from '../bus/bus.js'
import { NODE_TIMEOUT } from '../bus/bus-settings.js'
import { Subjects } from '../bus/subjects.js'
import { expectedPeers, expectedTogether, NOTHING_EXPECTED } from '../membership/expected-nodes.js'
import { Membership } from '../membership/membership.js'
import { randomHex } from '../random-hex.js'
import type { Timing } from '../timing.js'
import { readMbusFile } from './mbus-file.js'

export interface ManagerEndOptions {
  /** The bus, and what it is called in front of people; undefined where the manager is alone. */
  readonly bus: Bus
  readonly busName: string | undefined
  readonly timing: Timing
  readonly clusterGroup: string
  /** The host of the manager. */
  readonly host: string
  readonly version: string
  readonly epoch: number
  /** Where its main file and the product's other files lie. */
  readonly load: LoadOptions
  /** Takes a line for a log; what is in it is not made harmless. */
  readonly say: (line: string, level: 'always' | 'error') => void
}

/** What the configuration says of the manager's part in the cluster. */
export interface ClusterSettings {
  /** In seconds. */
  readonly nodeTimeout: number | undefined
  /** The file of the control cache, on this machine. */
  readonly cacheFile: string | undefined
}

/** What the manager has of the cluster: its end of the bus, the members, and their answers. */
export class ManagerEnd {
  readonly bus: Bus
  readonly busName: string | undefined
  readonly subjects: Subjects
  readonly timing: Timing
  readonly membership: Membership
  readonly broadcasts: Broadcasts
  readonly #options: ManagerEndOptions
  readonly #ending = new AbortController()
  #mbus = NOTHING_EXPECTED
  #cacheFile: CacheFile | undefined
  #cachePath: string | undefined
  #epoch: number

  constructor(options: ManagerEndOptions) {
    const { bus, timing, clusterGroup, host, version, epoch, say } = options
    this.#options = options
    this.#epoch = epoch
    this.bus = bus
    this.busName = options.busName
    this.timing = timing
    this.subjects = new Subjects(clusterGroup)
    const shared = { bus, timing, subjects: this.subjects }
    this.membership = new Membership({
      ...shared,
      own: {
        name: host,
        subcluster: undefined,
        type: 'Manager',
        version,
        address: '0.0.0.0:0',
        groups: [clusterGroup],
        privateName: `#${host}#${host}`,
        run: randomHex(16),
        epoch,
        isLeaving: false,
      },
      nodeTimeout: NODE_TIMEOUT * 1000,
      say: (line) => say(line, 'always'),
    })
    this.broadcasts = new Broadcasts({
      ...shared,
      membership: this.membership,
      cache: new ControlCache(timing),
      newId: () => randomHex(16),
    })
  }

  /** Takes part in the cluster from now on. */
  start(): void {
    this.membership.start()
    this.broadcasts.start()
  }

  /** The epoch of this manager, which grows with each start and each take-over: of two managers the one with the higher epoch counts. */
  get epoch(): number {
    return this.#epoch
  }

  set epoch(epoch: number) {
    this.#epoch = epoch
    this.membership.epoch = epoch
  }

  /** The member that leads: of the managers the one with the highest epoch. */
  get leader(): string {
    const { own, managers } = this.membership
    const all = [own, ...managers]
    return all.reduce((a, b) => ((b.epoch ?? 0) > (a.epoch ?? 0) ? b : a)).name
  }

  /** Is aborted when the manager ends: nobody waits for answers any more. */
  get ending(): AbortSignal {
    return this.#ending.signal
  }

  /** Reads the nodes that `mbus.conf` names; `follow` makes them count. */
  async readMembers(): Promise<void> {
    const { expectation, mistake } = await readMbusFile(this.#options.load, this.#mbus)
    if (mistake !== undefined) this.#options.say(mistake, 'error')
    this.#mbus = expectation
  }

  /** Does from now on what a configuration says; of files it reads none but a new `Control_Cache`. */
  async follow(configuration: Configuration, settings: ClusterSettings): Promise<void> {
    this.membership.nodeTimeout = (settings.nodeTimeout ?? NODE_TIMEOUT) * 1000
    const peers = expectedPeers(configuration)
    this.membership.expect(expectedTogether([this.#mbus, peers], this.#options.host))
    await this.#followCacheFile(settings.cacheFile)
  }

  /** Waits until what has happened so far is in the log, and the answers are on the disk. */
  async flush(): Promise<void> {
    this.membership.flush()
    await this.#cacheFile?.flush()
  }

  /** Wakes whoever waits for answers. */
  end(): void {
    this.#ending.abort()
  }

  /** Leaves the cluster. */
  async close(): Promise<void> {
    this.end()
    this.membership.close()
    this.broadcasts.close()
    await this.#cacheFile?.close()
    await this.bus.close()
  }

  async #followCacheFile(path: string | undefined): Promise<void> {
    if (path === this.#cachePath) return
    const { cache } = this.broadcasts
    await this.#closeCacheFile()
    this.#cachePath = path
    if (path === undefined) return
    try {
      const { file, broadcasts } = await CacheFile.open(path, {
        timing: this.timing,
        cache,
        say: (line) => this.#options.say(line, 'error'),
      })
      this.#cacheFile = file
      this.broadcasts.restore(broadcasts)
      cache.recorder = file
      // What has happened before belongs into the file too, and what is too old does not.
      if (broadcasts.length > 0 || cache.broadcasts.length > 0) file.writeAll()
    } catch (error) {
      const reason = `Control_Cache ${path} is not used: ${systemReason(error)}`
      this.#options.say(`${reason}. Answers are kept in memory`, 'error')
    }
  }

  async #closeCacheFile(): Promise<void> {
    this.broadcasts.cache.recorder = undefined
    await this.#cacheFile?.close()
    this.#cacheFile = undefined
  }
}
