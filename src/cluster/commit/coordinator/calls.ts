import type { Bus, Subscription } from '../../bus/bus.js'
import type { Subjects } from '../../bus/subjects.js'
import type { Timing } from '../../timing.js'
import { type CommitAnswer, type CommitRequest, decodeAnswer, encodeRequest } from '../messages.js'
import { nextPause, type PauseLimits } from '../next-pause.js'
import type { Ending } from './ending.js'

/** How often a message is sent again as long as it is not answered. */
const SEND_AGAIN: PauseLimits = [1000, 15_000]

interface Waiting {
  /** Sends the message now. */
  readonly send: () => void
  readonly take: (answer: CommitAnswer) => void
  /** Ends the waiting without a word. */
  readonly drop: () => void
}

/** Asks nodes, again and again until they answer. */
export class Calls {
  readonly #bus: Bus
  readonly #subjects: Subjects
  readonly #manager: string
  readonly #timing: Timing
  readonly #waiting = new Map<string, Set<Waiting>>()
  readonly #subscription: Subscription

  constructor(bus: Bus, subjects: Subjects, manager: string, timing: Timing) {
    this.#bus = bus
    this.#subjects = subjects
    this.#manager = manager
    this.#timing = timing
    const answers = subjects.ofNode('*').answer(manager)
    this.#subscription = bus.subscribe(answers, ({ subject, payload }) => {
      const answer = decodeAnswer(payload)
      if (answer === undefined) return
      const waiting = this.#waiting.get(keyOf(subjects.senderOf(subject), answer))
      for (const each of waiting ?? []) each.take(answer)
    })
  }

  /**
   * @param patience in ms; without it only `ending` ends the asking
   * @returns undefined when no answer has come
   */
  ask(
    node: string,
    request: CommitRequest,
    patience: number | undefined,
    ending?: Ending,
  ): Promise<CommitAnswer | undefined> {
    return new Promise((resolve) => {
      const key = keyOf(node, request)
      let pause = 0
      let stopSending: () => void = () => undefined
      let stopWatching: () => void = () => undefined
      const drop = () => {
        stopSending()
        stopWaiting?.()
        stopWatching()
        this.#remove(key, waiting)
      }
      const end = (answer: CommitAnswer | undefined) => {
        drop()
        resolve(answer)
      }
      const send = () => {
        stopSending()
        pause = nextPause(pause, SEND_AGAIN)
        stopSending = this.#timing.after(pause, send)
        this.#bus.publish(
          this.#subjects.ofManager(this.#manager).node(node),
          encodeRequest(request),
        )
      }
      const waiting: Waiting = { send, take: end, drop }
      const stopWaiting =
        patience === undefined ? undefined : this.#timing.after(patience, () => end(undefined))
      if (ending?.isOver) {
        end(undefined)
        return
      }
      if (ending !== undefined) stopWatching = ending.watch(() => end(undefined))
      this.#add(key, waiting)
      send()
    })
  }

  /** Sends now what a node has not answered: it is there again. */
  nudge(node: string): void {
    for (const [key, all] of this.#waiting) {
      if (!key.startsWith(`${node} `)) continue
      for (const { send } of all) send()
    }
  }

  /** Sends nothing any more; what is asked is never answered. */
  stop(): void {
    this.#subscription.end()
    for (const all of [...this.#waiting.values()]) for (const { drop } of [...all]) drop()
  }

  #add(key: string, waiting: Waiting): void {
    const all = this.#waiting.get(key) ?? new Set()
    all.add(waiting)
    this.#waiting.set(key, all)
  }

  #remove(key: string, waiting: Waiting): void {
    const all = this.#waiting.get(key)
    all?.delete(waiting)
    if (all?.size === 0) this.#waiting.delete(key)
  }
}

function keyOf(
  node: string,
  { txid, phase, sequence }: Pick<CommitRequest, 'txid' | 'phase' | 'sequence'>,
): string {
  return [node, txid, phase, sequence].join(' ')
}
