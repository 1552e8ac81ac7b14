import type { Client } from '../server/client.js'

/**
 * How long a client that says it asks for findings may take for its first question, in milliseconds.
 * That of CodeMirror says so, never asks, and shows what is sent.
 */
const FIRST_QUESTION = 1500

/** Whether a client asks for findings, by what it says and by what it does. */
export class AskingClient {
  #hasAsked = false
  #since: number | undefined

  constructor(readonly client: Client) {}

  /** Whether findings come as answers alone. */
  get asks(): boolean {
    const { pullDiagnostics, takesDiagnostics } = this.client
    return pullDiagnostics && (this.#hasAsked || !takesDiagnostics)
  }

  /** How much longer the client may take, from the first time that this is asked; milliseconds, or less than 0. */
  timeLeft(): number {
    if (!this.client.pullDiagnostics) return 0
    this.#since ??= performance.now()
    return this.#since + FIRST_QUESTION - performance.now()
  }

  /** The client has asked. @returns whether it was the first time */
  hasAsked(): boolean {
    const isFirst = !this.#hasAsked
    this.#hasAsked = true
    return isFirst
  }
}
