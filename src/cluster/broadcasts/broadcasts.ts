import type { Bus, BusMessage, Subscription } from '../bus/bus.js'
import type { Subjects } from '../bus/subjects.js'
import type { Membership } from '../membership/membership.js'
import { type AnswerPart, decodeAnswerPart } from '../messages/answer.js'
import { encodeCommand, LONGEST_SENT_COMMAND } from '../messages/command.js'
import type { Timing } from '../timing.js'
import { AnswerAssembly, type WholeAnswer } from './answer-assembly.js'
import { Broadcast, type Sending, type Target } from './broadcast.js'
import { commandText } from './command-text.js'
import type { ControlCache } from './control-cache.js'
import type { KeptAnswer } from './kept-answer.js'

/** After how many milliseconds a node ends a command: as for the control connections of the product. */
const USUAL_PATIENCE = 60_000

/** How long an answer may be on its way when its node has ended the command, in ms. */
const ON_ITS_WAY = 5000

/** For how long the missing parts of an answer are waited for that was cut, in ms. */
const LATE = 60_000

/** How many bytes of answers that are not whole may wait: in all, and of one node. */
const MOST_WAITING = 64 * 1024 * 1024
const MOST_WAITING_OF_NODE = 8 * 1024 * 1024

/** How many runs of one node may be answering one command. */
const MOST_RUNS = 4

/** The longest head of a command that is sent, in bytes: nodes read no longer one. */
const LONGEST_PAYLOAD = 192 * 1024

/** The command cannot be sent: it is too long. */
export class CommandTooLong extends Error {
  override readonly name = 'CommandTooLong'
}

/** What was dropped of what came from the bus. */
export interface Dropped {
  /** From nodes that were not asked. */
  readonly unasked: number
  /** Further answers of nodes that have answered. */
  readonly double: number
  /** To commands that are no longer kept: they were flushed, replaced, or are too old. */
  readonly forgotten: number
  /** Answers for whose parts there was no room until they were whole. */
  readonly crowded: number
}

export interface BroadcastsOptions {
  readonly bus: Bus
  readonly subjects: Subjects
  readonly timing: Timing
  readonly membership: Membership
  readonly cache: ControlCache
  /** What tells a command from every other one: 128 random bits in hex. */
  readonly newId: () => string
}

interface SendOptions {
  /** Who asks for it: `SentCommand.issuer`. */
  readonly issuer: string
  readonly patience?: number
}

/** Sends commands to nodes, and puts their answers into the control cache. */
export class Broadcasts {
  readonly cache: ControlCache
  readonly #options: BroadcastsOptions
  /** Answers that are not whole, by id of the command, lower-case node and run. */
  readonly #assemblies = new Map<string, Map<string, Map<string, AnswerAssembly>>>()
  readonly #waitingOf = new Map<string, number>()
  #waiting = 0
  /** When commands were sent, by id, by the monotonic clock. */
  readonly #sentAt = new Map<string, number>()
  readonly #timers = new Map<string, () => void>()
  readonly #dropped = { unasked: 0, double: 0, forgotten: 0, crowded: 0 }
  #subscription: Subscription | undefined

  constructor(options: BroadcastsOptions) {
    this.#options = options
    this.cache = options.cache
  }

  /** Takes answers from now on. */
  start(): void {
    const { bus, subjects, membership } = this.#options
    const subject = subjects.ofNode('*').answer(membership.own.name)
    this.#subscription = bus.subscribe(subject, (message) => this.#take(message))
  }

  close(): void {
    this.#subscription?.end()
    for (const stop of this.#timers.values()) stop()
    this.#timers.clear()
    this.#assemblies.clear()
  }

  get dropped(): Dropped {
    return this.#dropped
  }

  /**
   * Sends a command to the nodes that are there now.
   * @param typed with or without `xml` before it
   * @returns undefined where nobody is there to get it: then nothing is sent
   * @throws CommandTooLong
   */
  send(
    target: Target,
    typed: string,
    { issuer, patience = USUAL_PATIENCE }: SendOptions,
  ): Broadcast | undefined {
    const { timing, newId, bus, cache } = this.#options
    const nodes = this.#nodesOf(target)
    const command = commandText(typed)
    const sending: Sending = {
      ...command,
      ...{ id: newId(), target, issuer, patience, sentAt: timing.now() },
      nodes: nodes.map(({ name, subcluster }) => ({ name, subcluster })),
    }
    const payload = encodeCommand({
      ...{ id: sending.id, text: command.text, isXml: command.isXml },
      ...{ issuer: issuer.slice(0, 1000), patience },
    })
    if (command.text.length > LONGEST_SENT_COMMAND || payload.length > LONGEST_PAYLOAD) {
      throw new CommandTooLong()
    }
    if (nodes.length === 0) return undefined
    const broadcast = new Broadcast(sending)
    cache.add(broadcast)
    this.#sentAt.set(sending.id, timing.monotonic())
    this.#endLater(broadcast, patience + ON_ITS_WAY)
    this.#forgetOthers()
    bus.publish(this.#subjectOf(target), payload)
    return broadcast
  }

  /** Forgets all answers; those that are still on their way are dropped. */
  flush(): void {
    this.cache.flush()
    this.#forgetOthers()
  }

  /** Goes on with commands that an earlier run of the manager has sent. */
  restore(broadcasts: readonly Broadcast[]): void {
    this.cache.restore(broadcasts)
    const now = this.#options.timing.now().getTime()
    for (const broadcast of this.cache.broadcasts) {
      const { id, sentAt, patience } = broadcast.sending
      if (this.#timers.has(id) || broadcast.isOver) continue
      const rest = sentAt.getTime() + patience + ON_ITS_WAY - now
      // The wall clock may have jumped: nobody waits for longer than when it was sent.
      if (rest > 0) this.#endLater(broadcast, Math.min(rest, patience + ON_ITS_WAY))
      else broadcast.over()
    }
  }

  #nodesOf(target: Target) {
    const { membership } = this.#options
    if (!membership.isConnected) return []
    switch (target.kind) {
      case 'all':
        return membership.present
      case 'subcluster':
        return membership.inSubcluster(target.name)
      case 'node': {
        const node = membership.node(target.name)
        return node === undefined ? [] : [node]
      }
    }
  }

  #subjectOf(target: Target): string {
    const { subjects, membership } = this.#options
    const own = subjects.ofManager(membership.own.name)
    switch (target.kind) {
      case 'all':
        return own.all
      case 'subcluster':
        return own.subcluster(target.name)
      case 'node':
        return own.node(target.name)
    }
  }

  #take({ subject, payload }: BusMessage): void {
    const part = decodeAnswerPart(payload)
    if (part === undefined) return
    const node = this.#options.subjects.senderOf(subject)
    const broadcast = this.cache.get(part.id)
    if (broadcast === undefined) {
      this.#dropped.forgotten++
      return
    }
    if (broadcast.asked(node) === undefined) {
      this.#dropped.unasked++
      return
    }
    const known = broadcast.answerOf(node)
    const isBegun = this.#assemblies.get(part.id)?.get(node)?.has(part.run) === true
    if (known !== undefined && !isBegun) {
      // An answer of several parts counts once.
      if (part.end !== undefined) this.#dropped.double++
      return
    }
    this.#assemble(broadcast, node, part)
  }

  #assemble(broadcast: Broadcast, node: string, part: AnswerPart): void {
    const runs = this.#runsOf(part.id, node)
    const assembly = runs.get(part.run) ?? new AnswerAssembly()
    const before = assembly.held
    if (!runs.has(part.run) && runs.size >= MOST_RUNS) {
      if (part.end !== undefined) this.#dropped.double++
      return
    }
    runs.set(part.run, assembly)
    const whole = assembly.take(part)
    this.#count(node, assembly.held - before)
    if (whole !== undefined) return this.#whole(broadcast, node, part.run, whole)
    const isCrowded =
      this.#waiting > MOST_WAITING || (this.#waitingOf.get(node) ?? 0) > MOST_WAITING_OF_NODE
    if (!isCrowded) return
    this.#dropped.crowded++
    this.#whole(broadcast, node, part.run, { status: 'no-room', bytes: new Uint8Array() })
  }

  #whole(
    broadcast: Broadcast,
    node: string,
    run: string,
    { status, bytes }: Pick<WholeAnswer, 'bytes'> & Pick<KeptAnswer, 'status'>,
  ): void {
    this.#forget(broadcast.sending.id, node)
    const { isOver } = broadcast
    const took = this.#since(broadcast)
    this.cache.answer(broadcast, node, { status, bytes, isLate: isOver, took, run })
  }

  #since({ sending }: Broadcast): number {
    const { timing } = this.#options
    const sentAt = this.#sentAt.get(sending.id)
    const took =
      sentAt === undefined
        ? timing.now().getTime() - sending.sentAt.getTime()
        : timing.monotonic() - sentAt
    return Math.max(Math.round(took), 0)
  }

  #endLater(broadcast: Broadcast, milliseconds: number): void {
    const { id } = broadcast.sending
    this.#timers.set(
      id,
      this.#options.timing.after(milliseconds, () => this.#over(broadcast)),
    )
  }

  /** What has not become whole until now is cut; the rest of it may still come, and then is late. */
  #over(broadcast: Broadcast): void {
    const { id } = broadcast.sending
    this.#timers.delete(id)
    if (this.cache.get(id) !== broadcast) return
    broadcast.over()
    if (this.#assemblies.has(id)) {
      const forget = this.#options.timing.after(LATE, () => {
        this.#timers.delete(id)
        this.#forgetAll(id)
      })
      this.#timers.set(id, forget)
    }
    for (const [node, runs] of this.#assemblies.get(id) ?? []) {
      const [longest] = [...runs].sort(([, a], [, b]) => b.held - a.held)
      if (longest === undefined) continue
      const [run, assembly] = longest
      const took = this.#since(broadcast)
      this.cache.answer(broadcast, node, { ...assembly.cut(), isLate: false, took, run })
    }
  }

  #runsOf(id: string, node: string): Map<string, AnswerAssembly> {
    const nodes = this.#assemblies.get(id) ?? new Map<string, Map<string, AnswerAssembly>>()
    this.#assemblies.set(id, nodes)
    const runs = nodes.get(node) ?? new Map<string, AnswerAssembly>()
    nodes.set(node, runs)
    return runs
  }

  #forget(id: string, node: string): void {
    const nodes = this.#assemblies.get(id)
    for (const assembly of nodes?.get(node)?.values() ?? []) this.#count(node, -assembly.held)
    nodes?.delete(node)
    if (nodes?.size === 0) this.#assemblies.delete(id)
  }

  #forgetAll(id: string): void {
    for (const node of [...(this.#assemblies.get(id)?.keys() ?? [])]) this.#forget(id, node)
  }

  /** Forgets what belongs to commands that are no longer kept. */
  #forgetOthers(): void {
    for (const id of [...this.#assemblies.keys()]) {
      if (this.cache.get(id) === undefined) this.#forgetAll(id)
    }
    for (const [id, stop] of this.#timers) {
      if (this.cache.get(id) !== undefined) continue
      stop()
      this.#timers.delete(id)
    }
    for (const id of this.#sentAt.keys()) {
      if (this.cache.get(id) === undefined) this.#sentAt.delete(id)
    }
  }

  #count(node: string, bytes: number): void {
    this.#waiting += bytes
    const all = (this.#waitingOf.get(node) ?? 0) + bytes
    if (all > 0) this.#waitingOf.set(node, all)
    else this.#waitingOf.delete(node)
  }
}
