import type { Timing } from '../timing.js'
import type { Broadcast, Target } from './broadcast.js'
import type { KeptAnswer, NodeAnswer } from './kept-answer.js'

/** How much the control cache holds. */
export interface CacheLimits {
  /** How many commands. */
  readonly commands: number
  /** Of all answers together, in bytes. */
  readonly bytes: number
  /** Of the answers of one node, in bytes: it cannot push out those of the others. */
  readonly nodeBytes: number
  /** For how long a command is kept, in ms. */
  readonly age: number
}

export const USUAL_CACHE_LIMITS: CacheLimits = {
  commands: 100,
  bytes: 64 * 1024 * 1024,
  nodeBytes: 16 * 1024 * 1024,
  age: 24 * 60 * 60 * 1000,
}

/** What happens in the control cache, for whoever keeps it on a disk. */
export interface CacheRecorder {
  sent(broadcast: Broadcast): void
  answered(broadcast: Broadcast, node: string, answer: KeptAnswer): void
  removed(id: string): void
  flushed(): void
}

/**
 * The answers of nodes to the last commands (runtime spec 4). A command takes the place of an earlier
 * one of the same text to the same nodes; one to all nodes takes that of every earlier one of its text.
 */
export class ControlCache {
  readonly #timing: Timing
  readonly #limits: CacheLimits
  /** By id, the oldest first. */
  readonly #broadcasts = new Map<string, Broadcast>()
  /** What each node takes, by lower-case name. */
  readonly #bytesOf = new Map<string, number>()
  #size = 0
  #recorder: CacheRecorder | undefined

  constructor(timing: Timing, limits: CacheLimits = USUAL_CACHE_LIMITS) {
    this.#timing = timing
    this.#limits = limits
  }

  set recorder(recorder: CacheRecorder | undefined) {
    this.#recorder = recorder
  }

  /** All commands, the oldest first. */
  get broadcasts(): readonly Broadcast[] {
    this.#forgetOld()
    return [...this.#broadcasts.values()]
  }

  /** What all takes of the memory, in bytes. */
  get size(): number {
    return this.#size
  }

  get(id: string): Broadcast | undefined {
    return this.#broadcasts.get(id)
  }

  /** Takes a command that is being sent. */
  add(broadcast: Broadcast): void {
    const { key, target } = broadcast.sending
    for (const { sending } of this.broadcasts) {
      const isReplaced = target.kind === 'all' || sameTarget(target, sending.target)
      if (sending.key === key && isReplaced) this.#remove(sending.id)
    }
    this.#put(broadcast)
    this.#recorder?.sent(broadcast)
    this.#makeRoom(broadcast)
  }

  /**
   * Takes commands that were kept on a disk; those that are here stay.
   * @param broadcasts the oldest first
   */
  restore(broadcasts: readonly Broadcast[]): void {
    const here = [...this.#broadcasts.values()]
    const earlier = broadcasts.filter(({ sending }) => !this.#broadcasts.has(sending.id))
    this.#broadcasts.clear()
    this.#bytesOf.clear()
    this.#size = 0
    for (const broadcast of [...earlier, ...here]) this.#put(broadcast)
    this.#forgetOld()
    this.#makeRoom(undefined)
  }

  /**
   * Keeps the answer of a node.
   * @returns it as it is kept: without its bytes where there is no room for them
   */
  answer(broadcast: Broadcast, node: string, answer: KeptAnswer): KeptAnswer {
    this.#makeRoomOf(node, answer.bytes.length, broadcast)
    const { size } = broadcast
    const hasRoom = this.#sizeFrom(broadcast) + answer.bytes.length <= this.#limits.bytes
    const kept = hasRoom ? answer : { ...answer, status: 'no-room' as const, bytes: NOTHING }
    this.#count(node, kept.bytes.length - (broadcast.answerOf(node)?.bytes.length ?? 0))
    broadcast.keep(node, kept)
    this.#size += broadcast.size - size
    this.#recorder?.answered(broadcast, node, kept)
    this.#makeRoom(broadcast)
    return kept
  }

  /** Forgets all. @returns how many commands there were */
  flush(): number {
    const count = this.#broadcasts.size
    this.#broadcasts.clear()
    this.#bytesOf.clear()
    this.#size = 0
    this.#recorder?.flushed()
    return count
  }

  /**
   * The last answers of nodes to commands of a text, by name.
   * @returns undefined where no such command was sent
   */
  answersTo(key: string): NodeAnswer[] | undefined {
    const sent = this.broadcasts.filter(({ sending }) => sending.key === key)
    if (sent.length === 0) return undefined
    const [only] = sent
    if (only !== undefined && sent.length === 1) return only.nodes
    const nodes = new Map<string, NodeAnswer>()
    for (const broadcast of sent) {
      for (const node of broadcast.nodes) nodes.set(node.name.toLowerCase(), node)
    }
    return [...nodes.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, node]) => node)
  }

  /** What a command and all later ones take: the earlier ones can be removed for them. */
  #sizeFrom(broadcast: Broadcast): number {
    let size = this.#size
    for (const each of this.#broadcasts.values()) {
      if (each === broadcast) break
      size -= each.size
    }
    return size
  }

  #put(broadcast: Broadcast): void {
    this.#broadcasts.set(broadcast.sending.id, broadcast)
    this.#size += broadcast.size
    for (const [node, { bytes }] of broadcast.answers) this.#count(node, bytes.length)
  }

  #remove(id: string): void {
    const broadcast = this.#broadcasts.get(id)
    if (broadcast === undefined) return
    this.#broadcasts.delete(id)
    this.#size -= broadcast.size
    for (const [node, { bytes }] of broadcast.answers) this.#count(node, -bytes.length)
    this.#recorder?.removed(id)
  }

  #count(node: string, bytes: number): void {
    if (bytes === 0) return
    const key = node.toLowerCase()
    const all = (this.#bytesOf.get(key) ?? 0) + bytes
    if (all > 0) this.#bytesOf.set(key, all)
    else this.#bytesOf.delete(key)
  }

  #forgetOld(): void {
    const oldest = this.#timing.now().getTime() - this.#limits.age
    for (const [id, { sending }] of this.#broadcasts) {
      if (sending.sentAt.getTime() < oldest) this.#remove(id)
    }
  }

  /** Removes the oldest commands, and never the one that is being worked on. */
  #makeRoom(current: Broadcast | undefined): void {
    for (const [id, broadcast] of this.#broadcasts) {
      const isFull =
        this.#size > this.#limits.bytes || this.#broadcasts.size > this.#limits.commands
      if (!isFull) return
      if (broadcast !== current) this.#remove(id)
    }
  }

  /** Gives the bytes of a node's earlier answers away, where a new one needs their place. */
  #makeRoomOf(node: string, bytes: number, current: Broadcast): void {
    const key = node.toLowerCase()
    for (const broadcast of this.#broadcasts.values()) {
      if ((this.#bytesOf.get(key) ?? 0) + bytes <= this.#limits.nodeBytes) return
      const answer = broadcast.answerOf(node)
      if (broadcast === current || answer === undefined || answer.bytes.length === 0) continue
      const { size } = broadcast
      const emptied = { ...answer, status: 'no-room' as const, bytes: NOTHING }
      broadcast.keep(node, emptied)
      this.#count(node, -answer.bytes.length)
      this.#size += broadcast.size - size
      this.#recorder?.answered(broadcast, node, emptied)
    }
  }
}

const NOTHING = new Uint8Array()

function sameTarget(a: Target, b: Target): boolean {
  if (a.kind === 'all' || b.kind === 'all') return a.kind === b.kind
  return a.kind === b.kind && a.name.toLowerCase() === b.name.toLowerCase()
}
