import {
  type Bus,
  type BusMessage,
  type BusState,
  LONGEST_PAYLOAD,
  type Subscription,
} from './bus.js'
import { SubjectTree } from './subject-tree.js'

type Taker = (message: BusMessage) => void

/** Decides about a message on its way: calls `deliver` now, later, twice or never. */
export type Passage = (message: BusMessage, deliver: () => void) => void

/** Delivers each message once, behind what runs now. */
const AT_ONCE: Passage = (_message, deliver) => {
  setImmediate(deliver)
}

/**
 * The bus of members that are in one process: of a manager without any other machine, of tests, and
 * of simulations, which decide by a `Passage` what becomes of each message.
 */
export class InProcessBus {
  readonly #takers = new SubjectTree<Taker>()
  readonly #passage: Passage

  constructor(passage: Passage = AT_ONCE) {
    this.#passage = passage
  }

  /** The end of one member. */
  connect(): InProcessConnection {
    return new InProcessConnection(this.#takers, this.#passage)
  }
}

export class InProcessConnection implements Bus {
  readonly #takers: SubjectTree<Taker>
  readonly #passage: Passage
  readonly #subscriptions = new Set<Subscription>()
  readonly #watchers = new Set<(state: BusState) => void>()
  #state: BusState = 'connected'

  constructor(takers: SubjectTree<Taker>, passage: Passage) {
    this.#takers = takers
    this.#passage = passage
  }

  get state(): BusState {
    return this.#state
  }

  /** @throws RangeError when the payload is too long */
  publish(subject: string, payload: Uint8Array): void {
    if (payload.length > LONGEST_PAYLOAD) throw new RangeError(`payload of ${payload.length} bytes`)
    if (this.#state !== 'connected') return
    const message = { subject, payload }
    for (const take of this.#takers.matching(subject)) this.#passage(message, () => take(message))
  }

  subscribe(subject: string, take: Taker): Subscription {
    const whenConnected: Taker = (message) => {
      if (this.#state === 'connected' && this.#subscriptions.has(subscription)) take(message)
    }
    const subscription: Subscription = {
      end: () => {
        this.#takers.remove(subject, whenConnected)
        this.#subscriptions.delete(subscription)
      },
    }
    this.#takers.add(subject, whenConnected)
    this.#subscriptions.add(subscription)
    return subscription
  }

  watch(listener: (state: BusState) => void): Subscription {
    this.#watchers.add(listener)
    return { end: () => this.#watchers.delete(listener) }
  }

  async flush(): Promise<void> {
    // A message is on its way as soon as it is published.
  }

  async close(): Promise<void> {
    for (const subscription of this.#subscriptions) subscription.end()
    this.#become('closed')
  }

  /** Cuts this member off from the others. */
  cut(): void {
    this.#become('disconnected')
  }

  /** Ends a cut. */
  mend(): void {
    this.#become('connected')
  }

  #become(state: BusState): void {
    if (this.#state === state || this.#state === 'closed') return
    this.#state = state
    for (const listener of this.#watchers) listener(state)
  }
}
