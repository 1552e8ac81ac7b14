import type { Configuration } from '../../config/index.js'
import type { Bus, BusMessage, Subscription } from '../bus/bus.js'
import type { Subjects } from '../bus/subjects.js'
import { ANSWER_PART } from '../messages/answer.js'
import { type NodePlace, subscribeSentTo } from '../node/sent-to-node.js'
import { WorkPlaces } from '../node/work-places.js'
import { keyedListing } from './keyed-listing.js'
import {
  decodeQuestion,
  encodeListingPart,
  encodeOptions,
  type ListingPart,
  type RunningQuestion,
} from './messages.js'

/** How many questions may wait for their answers. */
const WAITING = 16

export interface ListingEndOptions {
  readonly bus: Bus
  readonly subjects: Subjects
  readonly node: NodePlace & { readonly run: string }
  readonly source: ListingPart['source']
  /** What the node runs, or why nobody knows, in one line. */
  readonly running: () => Promise<Configuration | string>
}

/** A node's answers to the question what it runs. */
export class ListingEnd {
  readonly #options: ListingEndOptions
  readonly #places = new WorkPlaces(1, WAITING)
  #subscription: Subscription | undefined

  constructor(options: ListingEndOptions) {
    this.#options = options
  }

  start(): void {
    const { bus, subjects, node } = this.#options
    this.#subscription = subscribeSentTo(bus, subjects, node, (message) => this.#take(message))
  }

  stop(): void {
    this.#subscription?.end()
  }

  #take({ subject, payload }: BusMessage): void {
    const question = decodeQuestion(payload)
    if (question === undefined) return
    const manager = this.#options.subjects.senderOf(subject)
    // Whoever gets no answer asks again.
    this.#places.take(() => this.#answer(manager, question))
  }

  async #answer(manager: string, { id, nonce, wantsOptions }: RunningQuestion): Promise<void> {
    const { bus, subjects, node, source, running } = this.#options
    const { name, run, subcluster } = node
    const configuration = await running()
    const isKnown = typeof configuration !== 'string'
    const listing = isKnown ? await keyedListing(configuration, nonce) : undefined
    const failed = isKnown ? undefined : configuration
    const bytes = wantsOptions ? encodeOptions(listing?.options ?? []) : new Uint8Array()
    const parts = Math.max(1, Math.ceil(bytes.length / ANSWER_PART))
    const { digest = '' } = listing ?? {}
    for (let part = 0; part < parts; part++) {
      const piece = bytes.subarray(part * ANSWER_PART, (part + 1) * ANSWER_PART)
      const head = { id, run, subcluster, source, part, parts, digest, failed }
      bus.publish(
        subjects.ofNode(name).answer(manager),
        encodeListingPart({ ...head, bytes: piece }),
      )
    }
  }
}
