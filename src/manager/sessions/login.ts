import type { RefusalReason } from '../../protocol/index.js'
import {
  LOGIN_REFUSED,
  type LoginStart,
  type LoginStep,
  type ServerLogin,
} from '../../protocol/index.js'
import type { OfferedMechanism } from '../access/login-servers.js'
import type { Line } from './line.js'

/** How many logins may fail on one connection. */
const MOST_ATTEMPTS = 3

/** What came of a frame of a login. */
export type LoginProgress =
  | { readonly kind: 'goes-on' }
  | { readonly kind: 'accepted'; readonly user: string; readonly logs: boolean }
  | {
      readonly kind: 'refused'
      /** As the client has said it; empty when it came not so far. */
      readonly user: string
      readonly logs: boolean
      readonly reason: RefusalReason
      /** For a log. */
      readonly detail: string
      /** No further one may be tried. */
      readonly isLast: boolean
    }
  /** The frame is none that may come. */
  | { readonly kind: 'out-of-turn' }

/** The logins that one connection tries, one after the other. */
export class Login {
  #attempt: { readonly server: ServerLogin; readonly logs: boolean } | undefined
  #failed = 0

  /**
   * @param pause waits for as long as a refusal costs, from a moment on (`performance.now`): what a
   *   store takes more or less time for does not show in it
   */
  constructor(
    readonly offered: readonly OfferedMechanism[],
    private readonly line: Line,
    private readonly pause: (since: number) => Promise<void>,
  ) {}

  async take(frame: LoginStart | LoginStep): Promise<LoginProgress> {
    const since = performance.now()
    if (frame.kind === 'login-start') {
      const offered = this.offered.find(({ mechanism }) => mechanism === frame.mechanism)
      if (this.#attempt !== undefined || offered === undefined) return { kind: 'out-of-turn' }
      this.#attempt = { server: offered.begin(), logs: offered.logs }
    }
    const attempt = this.#attempt
    if (attempt === undefined) return { kind: 'out-of-turn' }
    const { server, logs } = attempt
    const step = await server.step(frame.payload)
    if (step.kind === 'send') {
      await this.line.send({ kind: 'login-step', payload: step.payload })
      return { kind: 'goes-on' }
    }
    this.#attempt = undefined
    if (step.kind === 'accepted') {
      const { user, payload } = step
      await this.line.send({ kind: 'login-end', accepted: true, payload, text: user })
      return { kind: 'accepted', user, logs }
    }
    await this.pause(since)
    this.#failed++
    await this.line.send({
      kind: 'login-end',
      accepted: false,
      payload: new Uint8Array(),
      text: LOGIN_REFUSED,
    })
    const { user = '', reason, detail } = step
    return { kind: 'refused', user, logs, reason, detail, isLast: this.#failed >= MOST_ATTEMPTS }
  }
}
