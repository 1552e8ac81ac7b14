import type { Bus } from '../cluster/bus/bus.js'
import { Subjects } from '../cluster/bus/subjects.js'
import type { Participant } from '../cluster/commit/index.js'
import { ListingEnd } from '../cluster/drift/listing-end.js'
import type { Presence } from '../cluster/messages/presence.js'
import { allowsCommand } from '../cluster/node/allow-list.js'
import { NodeEnd, type NodeLimits } from '../cluster/node/node-end.js'
import { randomHex } from '../cluster/random-hex.js'
import { SYSTEM_TIMING } from '../cluster/system-timing.js'
import type { Timing } from '../cluster/timing.js'
import type { Configuration } from '../config/index.js'
import { notifySystemd } from '../manager/process/notify-systemd.js'
import { definedAt, textsOf } from '../manager/settings.js'
import { visible } from '../report/index.js'
import { nodeCommits } from './commits.js'
import { ExecRunner } from './exec/exec-runner.js'
import { NodeRuntime, type NodeRuntimeOptions } from './runtime/node-runtime.js'
import { RuntimeRunner } from './runtime/runtime-runner.js'

export interface AgentOptions extends Omit<NodeRuntimeOptions, 'log'> {
  /** The program that carries commands out, with its first arguments; by default our own console. */
  readonly exec?: readonly [string, ...string[]] | undefined
  /**
   * Gives the bus that a configuration asks for, and every how many milliseconds a member says on it that
   * it is there.
   * @param note takes a line about the bus
   * @throws StartRefused
   */
  readonly busOf: (configuration: Configuration, note: (line: string) => void) => BusOfNode
  /** Takes a line for people, without a line end: what the agent of which node does. */
  readonly say: (line: string) => void
  readonly timing?: Timing
  readonly limits?: Partial<NodeLimits>
}

export interface BusOfNode {
  readonly bus: Bus
  readonly presenceEvery: number
}

const BUS = [{ name: 'Bus' }] as const

/** The end of one node: on the bus, and over its configuration or its console. */
export class Agent {
  readonly runtime: NodeRuntime
  readonly #options: AgentOptions
  readonly #bus: Bus
  readonly #node: NodeEnd
  readonly #listing: ListingEnd
  readonly #subjects: Subjects
  readonly #exec: ExecRunner | undefined
  #commits: Participant | undefined
  readonly #run = randomHex(8)
  readonly #badPatterns = new Set<string>()
  #stopping: Promise<void> | undefined
  #stopped: () => void = () => undefined

  /** Is fulfilled when it has stopped. */
  readonly stopped = new Promise<void>((resolve) => {
    this.#stopped = resolve
  })

  /** @throws StartRefused */
  static async start(options: AgentOptions): Promise<Agent> {
    // Who the node is stands in what is loaded first.
    let name = 'agent'
    const log = (line: string) => options.say(`${visible(name)}: ${line}`)
    const runtime = await NodeRuntime.start({ ...options, log })
    name = runtime.identity.name
    try {
      const agent = new Agent(options, runtime, log)
      // What a commit has left behind is ended before the node serves.
      await agent.#followCommits()
      agent.#node.start()
      agent.#listing.start()
      agent.#followBus()
      await notifySystemd('ready')
      return agent
    } catch (error) {
      await runtime.close()
      throw error
    }
  }

  private constructor(
    options: AgentOptions,
    runtime: NodeRuntime,
    readonly log: (line: string) => void,
  ) {
    this.#options = options
    this.runtime = runtime
    const { subcluster, clusterGroup } = runtime.identity
    const { files } = runtime.live
    const { bus, presenceEvery } = options.busOf(files, log)
    this.#bus = bus
    log(
      `starting: version ${options.version}, process ${process.pid}, subcluster ${visible(subcluster)}, main file ${visible(files.main.productPath)}`,
    )
    const { exec, timing = SYSTEM_TIMING, limits } = options
    const subjects = new Subjects(clusterGroup)
    this.#subjects = subjects
    this.#exec = exec === undefined ? undefined : new ExecRunner(exec, process.env)
    this.#listing = new ListingEnd({
      bus,
      subjects,
      node: { ...runtime.identity, run: this.#run },
      source: exec === undefined ? 'memory' : 'files',
      running: () => (exec === undefined ? this.#running() : this.#inFiles()),
    })
    this.#node = new NodeEnd({
      bus,
      presenceEvery,
      timing,
      log,
      subjects,
      facts: () => this.#facts(),
      runner:
        this.#exec ?? new RuntimeRunner(runtime, () => void this.stop('the command shutdown')),
      isAllowed: (command) => this.#isAllowed(command),
      ...(limits !== undefined && { limits }),
    })
  }

  async #followCommits(): Promise<void> {
    this.#commits = await nodeCommits(this.runtime, {
      bus: this.#bus,
      subjects: this.#subjects,
      timing: this.#options.timing ?? SYSTEM_TIMING,
      console: this.#exec,
      log: this.log,
    })
  }

  /** Reads the files again. */
  async reload(by: string): Promise<void> {
    const outcome = await this.runtime.live.reload({ user: by })
    if (outcome.kind === 'refused') for (const line of outcome.lines) this.log(visible(line))
  }

  stop(why: string): Promise<void> {
    this.#stopping ??= this.#stop(why)
    return this.#stopping
  }

  async #stop(why: string): Promise<void> {
    this.log(`stopping: ${why}`)
    const told = notifySystemd('stopping')
    this.#listing.stop()
    this.#commits?.stop()
    await this.#node.stop()
    await this.#bus.close()
    await this.runtime.close()
    await told
    this.log('stopped')
    this.#stopped()
  }

  async #running(): Promise<Configuration> {
    return this.runtime.live.current
  }

  /** What the files say now: another program runs them. @returns why they cannot be read */
  async #inFiles(): Promise<Configuration | string> {
    const { live } = this.runtime
    const outcome = await live.reload({ user: 'a manager that asks what runs' })
    return outcome.kind === 'refused' ? (outcome.lines[0] ?? '') : live.files
  }

  /** When all of the node listens: what is said of the bus is true for all of it. */
  #followBus(): void {
    this.#bus.watch((state) => {
      if (state === 'connected') void this.#sayConnected()
    })
    if (this.#bus.state === 'connected') void this.#sayConnected()
  }

  /** Says it when the bus knows to what this node listens. */
  async #sayConnected(): Promise<void> {
    await this.#bus.flush()
    if (this.#bus.state === 'connected') this.log('connected to the bus')
  }

  #facts(): Omit<Presence, 'isLeaving'> & { readonly subcluster: string } {
    const { name, subcluster, address, controlGroup, clusterGroup } = this.runtime.identity
    return {
      name,
      subcluster,
      type: 'Momentum',
      version: this.#options.version,
      address,
      groups: [controlGroup, `ec_sc_${subcluster}`, clusterGroup],
      privateName: `#ec0-${process.pid}#${name}`,
      run: this.#run,
    }
  }

  /** By the option `allow` of `Bus`, as it is now. */
  #isAllowed(command: string): boolean {
    const { current } = this.runtime.live
    const isSet = definedAt(current, BUS, 'allow') !== undefined
    const patterns = isSet ? textsOf(current, BUS, 'allow') : undefined
    return allowsCommand(patterns, command, (pattern) => {
      if (this.#badPatterns.has(pattern)) return
      this.#badPatterns.add(pattern)
      this.log(`a pattern of Bus.allow cannot be matched: ${visible(pattern)}`)
    })
  }
}
