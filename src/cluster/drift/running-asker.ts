import type { Bus, BusMessage, Subscription } from '../bus/bus.js'
import type { Subjects } from '../bus/subjects.js'
import type { Timing } from '../timing.js'
import type { KeyedOption } from './keyed-listing.js'
import { decodeListingPart, decodeOptions, encodeQuestion, type ListingPart } from './messages.js'

/** What a node says that it runs. */
export interface Running {
  readonly node: string
  readonly subcluster: string
  readonly source: ListingPart['source']
  readonly digest: string
  /** Why the node does not know what it runs. */
  readonly failed: string | undefined
  /** Undefined where nobody has asked for them, and where they cannot be read. */
  readonly options: readonly KeyedOption[] | undefined
}

/** How many bytes the options of one node may have together, and in how many parts they may come. */
const MOST_BYTES = 64 * 1024 * 1024
const MOST_PARTS = 4096

/** How many nodes may answer one question. */
const MOST_NODES = 10_000

export interface Asking {
  /** Where the question goes: a subject of this manager. */
  readonly subject: string
  readonly nonce: string
  /** The only node that is to answer with its options; without one only digests are wanted. */
  readonly optionsOf?: string
  /** How many milliseconds it may take. */
  readonly patience: number
  /** Whether nobody else is waited for. */
  readonly isEnough: (answers: ReadonlyMap<string, Running>) => boolean
}

/** Asks nodes what they run. */
export class RunningAsker {
  readonly #bus: Bus
  readonly #subjects: Subjects
  readonly #manager: string
  readonly #timing: Timing
  readonly #newId: () => string

  constructor(options: {
    readonly bus: Bus
    readonly subjects: Subjects
    /** Under which name this process may speak on the bus. */
    readonly manager: string
    readonly timing: Timing
    readonly newId: () => string
  }) {
    this.#bus = options.bus
    this.#subjects = options.subjects
    this.#manager = options.manager
    this.#timing = options.timing
    this.#newId = options.newId
  }

  /** @returns who has answered in time, by the names in lower case */
  async ask({ subject, nonce, optionsOf, patience, isEnough }: Asking) {
    const wantsOptions = optionsOf !== undefined
    const id = this.#newId()
    const answers = new Map<string, Running>()
    const answering = new Map<string, Assembly>()
    let subscription: Subscription | undefined
    let endOfPatience: (() => void) | undefined
    await new Promise<void>((resolve) => {
      const take = ({ subject: from, payload }: BusMessage) => {
        const part = decodeListingPart(payload)
        if (part?.id !== id) return
        const node = this.#subjects.senderOf(from)
        // What nobody has asked for is not held: there is no end to it.
        if (wantsOptions ? node !== optionsOf : part.bytes.length > 0 || part.parts !== 1) return
        if (answers.has(node) || (answering.size >= MOST_NODES && !answering.has(node))) return
        const assembly = answering.get(node) ?? new Assembly(part)
        answering.set(node, assembly)
        const bytes = assembly.take(part)
        if (bytes === undefined) return
        answering.delete(node)
        const { subcluster, source, digest, failed } = part
        const options = wantsOptions ? decodeOptions(bytes) : undefined
        answers.set(node, { node, subcluster, source, digest, failed, options })
        if (isEnough(answers)) resolve()
      }
      subscription = this.#bus.subscribe(this.#subjects.ofNode('*').answer(this.#manager), take)
      endOfPatience = this.#timing.after(patience, resolve)
      this.#bus.publish(subject, encodeQuestion({ id, nonce, wantsOptions }))
      if (isEnough(answers)) resolve()
    })
    subscription?.end()
    endOfPatience?.()
    return answers
  }
}

/** The parts of one answer, in any order, each once. */
class Assembly {
  readonly #run: string
  readonly #count: number
  readonly #parts = new Map<number, Uint8Array>()
  #bytes = 0

  constructor({ run, parts }: ListingPart) {
    this.#run = run
    this.#count = parts
  }

  /** @returns all bytes, when the last part has come; undefined before, and for what is too much */
  take({ run, part, parts, bytes }: ListingPart): Uint8Array | undefined {
    if (run !== this.#run || parts !== this.#count || part >= parts || this.#parts.has(part)) {
      return undefined
    }
    if (parts > MOST_PARTS) return undefined
    if (this.#bytes + bytes.length > MOST_BYTES) return undefined
    this.#bytes += bytes.length
    this.#parts.set(part, bytes)
    if (this.#parts.size < this.#count) return undefined
    return Buffer.concat([...this.#parts].sort(([a], [b]) => a - b).map(([, each]) => each))
  }
}
