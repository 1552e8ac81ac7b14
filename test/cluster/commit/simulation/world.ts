import {
  InProcessBus,
  type InProcessConnection,
} from '../../../../src/cluster/bus/in-process-bus.js'
import { Subjects } from '../../../../src/cluster/bus/subjects.js'
import {
  type CommitOrder,
  type CommitOutcome,
  Coordinator,
} from '../../../../src/cluster/commit/coordinator/coordinator.js'
import type { CommitNotice } from '../../../../src/cluster/commit/coordinator/ports.js'
import { Participant } from '../../../../src/cluster/commit/participant/participant.js'
import { Random } from './random.js'
import { SimulatedConfiguration, SimulatedFiles } from './simulated-configuration.js'
import { type DiskHandle, SimulatedDisk } from './simulated-disk.js'
import { SimulatedTiming, VirtualTime } from './virtual-time.js'

export const HOUR = 3_600_000
export const MINUTE = 60_000

/** What the network does to messages. */
export interface Network {
  /** How many of a hundred are lost, and how many come twice. */
  lost: number
  doubled: number
  /** How long they take, in ms; those that take longer are overtaken. */
  delay: readonly [number, number]
}

/** Something that happened and must not. */
export type Violation = string

/** A cluster in one process, in which time, chance, disks and the network are simulated. */
export class World {
  readonly time = new VirtualTime()
  readonly random: Random
  readonly network: Network = { lost: 0, doubled: 0, delay: [1, 20] }
  readonly bus: InProcessBus
  readonly subjects = new Subjects('ec_cluster')
  readonly nodes: SimulatedNode[] = []
  readonly managers: SimulatedManager[] = []
  readonly said: string[] = []
  /** Every commit that anybody has begun, with what the user was told of it in the end. */
  readonly orders: Order[] = []
  #watchers = new Set<() => void>()

  constructor(seed: number) {
    this.random = new Random(seed)
    this.bus = new InProcessBus((_message, deliver) => {
      const { lost, doubled, delay } = this.network
      if (this.random.below(100) < lost) return
      const times = this.random.below(100) < doubled ? 2 : 1
      for (let time = 0; time < times; time++) {
        this.time.after(this.random.between(...delay), deliver)
      }
    })
  }

  /** A cluster that is up. */
  static async start(seed: number, nodes = 4, managers = 1): Promise<World> {
    const world = new World(seed)
    for (let index = 1; index <= nodes; index++) {
      const node = new SimulatedNode(world, `mta${index}`)
      world.nodes.push(node)
      await node.start()
    }
    for (let index = 1; index <= managers; index++) {
      const manager = new SimulatedManager(world, `mgr${index}`)
      world.managers.push(manager)
      await manager.start()
    }
    return world
  }

  get manager(): SimulatedManager {
    return this.managers[0] as SimulatedManager
  }

  node(index: number): SimulatedNode {
    return this.nodes[index] as SimulatedNode
  }

  anyNode(): SimulatedNode {
    return this.random.pick(this.nodes)
  }

  watch(listener: () => void) {
    this.#watchers.add(listener)
    return { end: () => this.#watchers.delete(listener) }
  }

  membersChanged(): void {
    for (const listener of [...this.#watchers]) listener()
  }

  /** Ends every fault, and lets time pass until nothing is to come of itself. */
  async heal(): Promise<void> {
    Object.assign(this.network, { lost: 0, doubled: 0, delay: [1, 20] })
    for (const node of this.nodes) {
      node.disk.isFull = false
      node.files.isFull = false
      node.disk.killer = undefined
      node.files.killer = undefined
      node.files.pace = 0
      node.files.ill = undefined
      node.files.invalid = undefined
      node.mend()
      if (!node.isUp) await node.start()
    }
    for (const manager of this.managers) {
      manager.disk.isFull = false
      manager.disk.killer = undefined
      manager.mend()
      if (!manager.isUp && !manager.isGone) await manager.start()
    }
    await this.time.run(3 * HOUR)
  }

  /** What is wrong now that everything is over. */
  violations(): Violation[] {
    return [
      ...this.nodes.flatMap((node) => node.violations()),
      ...this.orders.flatMap((order) => this.#orderViolations(order)),
      ...this.#unlisted(),
    ]
  }

  /** Nodes that run something else than the others must say so themselves. */
  #unlisted(): Violation[] {
    const quiet = this.nodes.filter((node) => !node.isListed())
    const digests = new Set(quiet.map(({ files }) => files.running))
    return digests.size > 1
      ? [
          `nodes differ and are not listed: ${quiet.map(({ name, files }) => `${name} ${files.running.slice(0, 6)}`).join(', ')}`,
        ]
      : []
  }

  #orderViolations({ txid, line, outcome }: Order): Violation[] {
    if (txid === '') return []
    const found: Violation[] = []
    const states = this.nodes.map((node) => [node, node.participant?.ended(txid)?.state] as const)
    const confirmed = states.filter(([, state]) => state === 'confirmed')
    const taken = states.filter(
      ([node, state]) => (state === 'aborted' || state === 'rolled-back') && !node.isNew,
    )
    if (confirmed.length > 0 && taken.length > 0) {
      found.push(
        `${line}: confirmed on ${names(confirmed)} and ${taken[0]?.[1]} on ${names(taken)}`,
      )
    }
    if (outcome?.kind === 'confirmed' && taken.length > 0) {
      found.push(
        `${line}: the user was told that it is confirmed, and ${names(taken)} has taken it back`,
      )
    }
    if ((outcome?.kind === 'cancelled' || outcome?.kind === 'refused') && confirmed.length > 0) {
      found.push(
        `${line}: the user was told that it is ${outcome.kind}, and ${names(confirmed)} has confirmed it`,
      )
    }
    for (const [node, state] of states) {
      const count = node.files.count(line)
      if (state === 'confirmed' && count !== 2 && !node.isEdited)
        found.push(`${line}: confirmed on ${node.name}, where it stands ${count} times`)
      if ((state === 'aborted' || state === 'rolled-back') && count !== 0 && !node.isNew) {
        found.push(`${line}: ${state} on ${node.name}, where it stands ${count} times`)
      }
      if (count > 2) found.push(`${line}: made twice on ${node.name}`)
    }
    return found
  }
}

function names(all: readonly (readonly [SimulatedNode, unknown])[]): string {
  return all.map(([{ name }]) => name).join(', ')
}

export interface Order {
  txid: string
  readonly line: string
  outcome: CommitOutcome | undefined
}

/** What a machine of the cluster has, whether its program runs or not. */
abstract class Machine {
  readonly disk = new SimulatedDisk()
  readonly #offset: number
  #boots = 1
  protected timing: SimulatedTiming | undefined
  protected connection: InProcessConnection | undefined
  protected handle: DiskHandle | undefined
  #isCut = false

  constructor(
    readonly world: World,
    readonly name: string,
  ) {
    // Clocks an hour apart, in both directions.
    this.#offset = world.random.between(-HOUR, HOUR)
  }

  get isUp(): boolean {
    return this.connection !== undefined
  }

  get isPresent(): boolean {
    return this.connection?.state === 'connected'
  }

  protected openUp(): void {
    const { world } = this
    this.timing = new SimulatedTiming(world.time, this.#offset, `${this.name} boot ${this.#boots}`)
    this.handle = this.disk.handle(() => this.kill())
    this.connection = world.bus.connect()
    if (this.#isCut) this.connection.cut()
  }

  /** Ends the process between one step and the next. */
  kill(): void {
    this.timing?.end()
    this.handle?.end()
    void this.connection?.close()
    this.connection = undefined
    this.world.membersChanged()
  }

  /** Ends the process, and starts the system again. */
  reboot(): void {
    this.kill()
    this.#boots++
  }

  cut(): void {
    this.#isCut = true
    this.connection?.cut()
    this.world.membersChanged()
  }

  mend(): void {
    if (!this.#isCut) return
    this.#isCut = false
    this.connection?.mend()
    this.world.membersChanged()
  }

  protected abstract run(): Promise<void>

  async start(): Promise<void> {
    if (this.isUp) return
    this.openUp()
    const { timing } = this
    let isDone = false
    const running = this.run().then(
      () => {
        isDone = true
      },
      (error: unknown) => {
        isDone = true
        this.world.said.push(`${this.name}: ${error instanceof Error ? error.message : error}`)
        if (this.timing === timing) this.kill()
      },
    )
    void running
    // A start that is killed on its way never comes to its end.
    for (let turn = 0; turn < 50 && !isDone; turn++) await this.world.time.run(0)
    this.world.membersChanged()
  }

  /** Starts the program some time later, unless it runs by then. */
  startAfter(milliseconds: number): void {
    this.world.time.after(milliseconds, () => {
      void this.startNow()
    })
  }

  /** Starts without waiting for it. */
  async startNow(): Promise<void> {
    if (this.isUp) return
    this.openUp()
    const { timing } = this
    try {
      await this.run()
      this.world.membersChanged()
    } catch (error) {
      this.world.said.push(`${this.name}: ${error instanceof Error ? error.message : error}`)
      if (this.timing === timing) {
        this.kill()
        this.startAfter(10_000)
      }
    }
  }

  protected pause(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.timing?.after(milliseconds, resolve)
    })
  }
}

export class SimulatedNode extends Machine {
  readonly files = new SimulatedFiles()
  /** Lines that somebody has written into the files, past the commits. */
  readonly edits: string[] = []
  participant: Participant | undefined
  /** The disk of the node was replaced: what the node knew is lost. */
  isNew = false
  #configuration: SimulatedConfiguration | undefined

  get isEdited(): boolean {
    return this.edits.length > 0
  }

  override kill(): void {
    this.#configuration?.end()
    this.participant?.stop()
    super.kill()
  }

  protected override async run(): Promise<void> {
    const { world, timing, connection, handle, files } = this
    if (timing === undefined || connection === undefined || handle === undefined) return
    files.load()
    const configuration = new SimulatedConfiguration(
      files,
      (milliseconds) => new Promise((resolve) => timing.after(milliseconds, resolve)),
      () => this.kill(),
    )
    this.#configuration = configuration
    const participant = await Participant.start({
      node: this.name,
      bus: connection,
      subjects: world.subjects,
      timing,
      disk: handle,
      configuration,
      say: (line) => world.said.push(`${this.name}: ${line}`),
    })
    if (this.connection === connection) this.participant = participant
  }

  /** Somebody changes a file. @param isLoaded it is loaded too */
  edit(line: string, isLoaded: boolean): void {
    const { texts } = this.files
    const path = this.world.random.pick([...texts.keys()])
    texts.set(path, `${texts.get(path) ?? ''}${line}\n`)
    this.edits.push(line)
    if (isLoaded) this.files.load()
  }

  /** Whether it says itself that it runs something else than the others. */
  isListed(): boolean {
    if (this.isEdited || this.isNew) return true
    return this.world.orders.some(({ txid }) => {
      const ended = this.participant?.ended(txid)
      return ended?.state === 'diverged' || ended?.state === 'abort-error'
    })
  }

  violations(): Violation[] {
    const { participant, files, name } = this
    if (participant === undefined) return [`${name} does not run`]
    const found: Violation[] = []
    if (participant.held !== undefined) found.push(`${name} still holds ${participant.held.state}`)
    if (participant.isArmed) found.push(`${name} is still armed`)
    if (files.isHeld) found.push(`${name} refuses edits`)
    if (files.running !== files.digest() && !this.isEdited)
      found.push(`${name} runs something else than its files say`)
    for (const line of this.edits) {
      if (files.count(line) === 0) found.push(`${name} has lost the edit ${line}`)
    }
    return found
  }
}

export class SimulatedManager extends Machine {
  coordinator: Coordinator | undefined
  readonly notices: CommitNotice[] = []
  /** The manager does not come back. */
  isGone = false

  override kill(): void {
    this.coordinator?.stop()
    super.kill()
  }

  protected override async run(): Promise<void> {
    const { world, timing, connection, handle } = this
    if (timing === undefined || connection === undefined || handle === undefined) return
    const coordinator = await Coordinator.start({
      manager: this.name,
      bus: connection,
      subjects: world.subjects,
      timing,
      disk: handle,
      random: (bytes) => world.random.hex(bytes),
      members: {
        get expected() {
          return world.nodes.map(({ name }) => ({ node: name, subcluster: 'default' }))
        },
        get present() {
          const present = world.nodes.filter(({ isPresent }) => isPresent)
          return present.map(({ name }) => ({ node: name, subcluster: 'default' }))
        },
        watch: (listener) => world.watch(listener),
      },
      tell: (notice) => this.notices.push(notice),
      say: (line) => world.said.push(`${this.name}: ${line}`),
    })
    if (this.connection === connection) this.coordinator = coordinator
  }

  /** Begins a commit of one line. */
  begin(more: Partial<CommitOrder> = {}): Order {
    const { world } = this
    const line = `Line ${world.orders.length + 1}`
    const order: Order = { txid: '', line, outcome: undefined }
    world.orders.push(order)
    void this.coordinator
      ?.commit({
        changes: [line],
        by: 'joe',
        length: 10 * MINUTE,
        begun: (txid) => {
          order.txid = txid
        },
        ...more,
      })
      .then((outcome) => {
        // A manager that is killed tells nobody.
        if (outcome.kind !== 'stopped') order.outcome = outcome
      })
    return order
  }

  /** Lets time pass until a commit waits for its confirmation, or is decided. */
  async untilProvisional(
    { txid, outcome }: Order | { txid: string; outcome: unknown },
    most = 5 * MINUTE,
  ): Promise<void> {
    const end = this.world.time.now + most
    const isOver = (order: Pick<Order, 'txid' | 'outcome'>) =>
      order.outcome !== undefined ||
      this.notices.some((notice) => 'txid' in notice && notice.txid === order.txid)
    const order = this.world.orders.find((each) => each.txid === txid && each.outcome === outcome)
    while (order !== undefined && !isOver(order) && this.world.time.now < end) {
      await this.world.time.run(50)
    }
  }
}
