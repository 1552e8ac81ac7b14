import { hash } from 'node:crypto'
import type { Subscription } from '../bus/bus.js'
import type { KeptAnswer, NodeAnswer } from './kept-answer.js'

/** Who is asked. */
export type Target =
  | { readonly kind: 'all' }
  | { readonly kind: 'subcluster'; readonly name: string }
  | { readonly kind: 'node'; readonly name: string }

/** A node that was asked. */
export interface AskedNode {
  readonly name: string
  readonly subcluster: string | undefined
}

/** What was sent, to whom and when. */
export interface Sending {
  readonly id: string
  /** As typed, without `xml`. */
  readonly text: string
  readonly isXml: boolean
  /** `CommandText.key`. */
  readonly key: string
  readonly target: Target
  readonly issuer: string
  readonly sentAt: Date
  /** After how many milliseconds a node ends the command. */
  readonly patience: number
  /** By name. */
  readonly nodes: readonly AskedNode[]
}

/** What a node that was asked takes of the memory without its answer, in bytes. */
const NODE_SIZE = 256

/** A command that was sent to nodes, with what they have answered so far. */
export class Broadcast {
  readonly sending: Sending
  /** By lower-case name. */
  readonly #nodes: ReadonlyMap<string, AskedNode>
  readonly #answers = new Map<string, KeptAnswer>()
  /** Bytes that several nodes have answered are kept once. */
  readonly #contents = new Map<string, { readonly bytes: Uint8Array; nodes: number }>()
  readonly #listeners = new Set<(answer: NodeAnswer) => void>()
  #size: number
  #isOver = false

  constructor(sending: Sending) {
    this.sending = sending
    this.#nodes = new Map(sending.nodes.map((node) => [node.name.toLowerCase(), node]))
    this.#size = (this.#nodes.size + 1) * NODE_SIZE + sending.text.length * 2
  }

  /** What it takes of the memory, in bytes. */
  get size(): number {
    return this.#size
  }

  /** How many nodes were asked, and how many of them have answered. */
  get counts(): { readonly asked: number; readonly answered: number } {
    return { asked: this.#nodes.size, answered: this.#answers.size }
  }

  /** Whether no node works on it any more. */
  get isOver(): boolean {
    return this.#isOver
  }

  over(): void {
    this.#isOver = true
  }

  asked(name: string): AskedNode | undefined {
    return this.#nodes.get(name.toLowerCase())
  }

  answerOf(name: string): KeptAnswer | undefined {
    return this.#answers.get(name.toLowerCase())
  }

  /** All nodes that were asked, by name, with what they have answered. */
  get nodes(): NodeAnswer[] {
    return [...this.#nodes].map(([key, node]) => ({ ...node, answer: this.#answers.get(key) }))
  }

  /** The answers that there are, by the lower-case names of the nodes. */
  get answers(): ReadonlyMap<string, KeptAnswer> {
    return this.#answers
  }

  /** Keeps the answer of a node that was asked, in the place of one that it has. */
  keep(name: string, answer: KeptAnswer): void {
    const key = name.toLowerCase()
    const node = this.#nodes.get(key)
    if (node === undefined) return
    this.#release(this.#answers.get(key)?.bytes)
    const kept = { ...answer, bytes: this.#shared(answer.bytes) }
    this.#answers.set(key, kept)
    for (const listener of this.#listeners) listener({ ...node, answer: kept })
  }

  /** Calls back for each answer that comes from now on. */
  watch(listener: (answer: NodeAnswer) => void): Subscription {
    this.#listeners.add(listener)
    return { end: () => this.#listeners.delete(listener) }
  }

  #shared(bytes: Uint8Array): Uint8Array {
    if (bytes.length === 0) return bytes
    const digest = digestOf(bytes)
    const known = this.#contents.get(digest)
    if (known !== undefined) {
      known.nodes++
      return known.bytes
    }
    this.#contents.set(digest, { bytes, nodes: 1 })
    this.#size += bytes.length
    return bytes
  }

  #release(bytes: Uint8Array | undefined): void {
    if (bytes === undefined || bytes.length === 0) return
    const digest = digestOf(bytes)
    const known = this.#contents.get(digest)
    if (known === undefined || --known.nodes > 0) return
    this.#contents.delete(digest)
    this.#size -= bytes.length
  }
}

/** What tells the contents of answers apart. */
function digestOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64')
}
