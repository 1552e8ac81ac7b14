import type { Bus, Subscription } from '../bus/bus.js'
import type { Subjects } from '../bus/subjects.js'
import { encodePresence, isRollCall, type Presence } from '../messages/presence.js'
import type { Timing } from '../timing.js'

/** Over how many milliseconds the answers to a roll call spread. */
const SPREAD = 250

export interface PresenceOptions {
  readonly bus: Bus
  readonly subjects: Subjects
  readonly timing: Timing
  /** What is said of the node. */
  readonly facts: () => Omit<Presence, 'isLeaving'>
  /** Every how many milliseconds. */
  readonly every: number
  /** From 0 to below 1. */
  readonly random: () => number
}

/** Says again and again that a node is there, when it is asked, and that it goes. */
export class PresenceSender {
  readonly #options: PresenceOptions
  readonly #subscriptions: Subscription[] = []
  #stopWaiting: () => void = () => undefined
  #stopPause: (() => void) | undefined

  constructor(options: PresenceOptions) {
    this.#options = options
  }

  start(): void {
    const { bus, subjects } = this.#options
    const { presence } = subjects.ofManager('*')
    this.#subscriptions.push(
      bus.subscribe(presence, ({ payload }) => {
        if (isRollCall(payload)) this.#answerRollCall()
      }),
      bus.watch((state) => {
        if (state === 'connected') this.#say(false)
      }),
    )
    this.#sayAndWait()
  }

  /** Says that the node goes. */
  stop(): void {
    this.#stopWaiting()
    this.#stopPause?.()
    for (const subscription of this.#subscriptions) subscription.end()
    this.#say(true)
  }

  #sayAndWait(): void {
    const { timing, every } = this.#options
    this.#say(false)
    this.#stopWaiting = timing.after(every, () => this.#sayAndWait())
  }

  /** After a short pause, so that not all nodes speak at once. */
  #answerRollCall(): void {
    const { timing, random } = this.#options
    this.#stopPause ??= timing.after(random() * SPREAD, () => {
      this.#stopPause = undefined
      this.#say(false)
    })
  }

  #say(isLeaving: boolean): void {
    const { bus, subjects, facts } = this.#options
    const own = facts()
    const subject = subjects.ofNode(own.name).presence
    bus.publish(subject, encodePresence({ ...own, isLeaving }))
  }
}
