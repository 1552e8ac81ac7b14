import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ClosingReason } from '../../protocol/index.js'
import type { Listener } from '../listeners/listener.js'
import type { House } from './house.js'
import { Session } from './session.js'

/** How long commands may run on when the manager stops, in ms. */
const LAST_COMMANDS = 5000

/** All console sessions. */
export class Sessions {
  readonly #house: House
  readonly #byNumber = new Map<number, Session>()
  #last = 0

  constructor(house: House) {
    this.#house = house
  }

  get count(): number {
    return this.#byNumber.size
  }

  /** Takes a new connection. */
  take(socket: Socket, listener: Listener): void {
    this.#last++
    const session = new Session(this.#last, socket, listener, this.#house, ({ number }) =>
      this.#byNumber.delete(number),
    )
    this.#byNumber.set(session.number, session)
    session.start().catch((error: Error) => {
      const text = `internal error: ${error.stack ?? error.message}`
      this.#house.report({ level: 'critical', part: 'CONSL', source: 'control', text })
      socket.destroy()
    })
  }

  get(number: number | undefined): Session | undefined {
    return number === undefined ? undefined : this.#byNumber.get(number)
  }

  /** Tells all of them something unasked. */
  notify(text: string): void {
    for (const session of this.#byNumber.values()) session.notify(text)
  }

  /** Closes those that came in through a listener. */
  closeOf(listener: Listener, reason: ClosingReason, text: string): void {
    for (const session of [...this.#byNumber.values()]) {
      if (session.listener === listener) session.close(reason, text)
    }
  }

  /** Waits until the last one is gone, but not for ever: a command may run for long. */
  async allGone(): Promise<void> {
    const deadline = performance.now() + LAST_COMMANDS
    while (this.#byNumber.size > 0 && performance.now() < deadline) await sleep(10)
  }

  closeAll(reason: ClosingReason, text: string): void {
    for (const session of [...this.#byNumber.values()]) session.close(reason, text)
  }
}
