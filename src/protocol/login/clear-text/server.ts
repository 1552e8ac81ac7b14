import { decodeUtf8, encodeUtf8 } from '../../../syntax/utf8.js'
import { type RefusalReason, refused, type ServerLogin, type ServerStep } from '../mechanism.js'

/** What a store says of a user and a password. */
export type ClearTextVerdict =
  | { readonly kind: 'right' }
  | {
      readonly kind: 'refused'
      readonly reason: Exclude<RefusalReason, 'malformed'>
      /** For a log, without a secret. */
      readonly detail: string
    }

/** Checks a password; does the same work for an unknown user. A rejection is an error of the store. */
export type ClearTextCheck = (user: string, password: string) => Promise<ClearTextVerdict>

/** The server's end of LOGIN. */
export class LoginServer implements ServerLogin {
  readonly mechanism = 'LOGIN'
  readonly #check: ClearTextCheck
  #awaits: 'start' | 'user' | 'password' | 'nothing' = 'start'
  #user = ''

  constructor(check: ClearTextCheck) {
    this.#check = check
  }

  async step(payload: Uint8Array): Promise<ServerStep> {
    const text = decodeUtf8(payload)
    switch (this.#awaits) {
      case 'start':
        if (text !== '') return this.#malformed('an answer before the question')
        this.#awaits = 'user'
        return { kind: 'send', payload: encodeUtf8('Username:') }
      case 'user':
        if (text === '' || text.includes('\0')) return this.#malformed('no name of a user')
        this.#awaits = 'password'
        this.#user = text
        return { kind: 'send', payload: encodeUtf8('Password:') }
      case 'password':
        this.#awaits = 'nothing'
        return this.#judge(text)
      case 'nothing':
        return refused('malformed', 'a message behind the last one')
    }
  }

  async #judge(password: string): Promise<ServerStep> {
    const user = this.#user
    const verdict = await this.#verdict(password)
    if (verdict.kind === 'refused') return refused(verdict.reason, verdict.detail, user)
    return { kind: 'accepted', user, payload: new Uint8Array(0) }
  }

  async #verdict(password: string): Promise<ClearTextVerdict> {
    try {
      return await this.#check(this.#user, password)
    } catch (error) {
      const detail = error instanceof Error ? error.message : 'the store failed'
      return { kind: 'refused', reason: 'store-error', detail }
    }
  }

  #malformed(detail: string): ServerStep {
    this.#awaits = 'nothing'
    return refused('malformed', detail)
  }
}
