import { encodeUtf8 } from '../../../syntax/utf8.js'
import { type ClientIdentity, type ClientLogin, type ClientStep, failed } from '../mechanism.js'

/** The client's end of LOGIN: the name, then the password as it is. The server proves nothing. */
export class LoginClient implements ClientLogin {
  readonly mechanism = 'LOGIN'
  readonly #answers: string[]

  constructor({ user, password }: ClientIdentity) {
    this.#answers = [user, password]
  }

  /** The server asks first. */
  start(): Uint8Array {
    return new Uint8Array(0)
  }

  /** The words of the questions differ between servers; their order does not. */
  async step(): Promise<ClientStep> {
    const answer = this.#answers.shift()
    if (answer === undefined) return failed('The server sent one message of LOGIN too many.')
    return { kind: 'send', payload: encodeUtf8(answer) }
  }

  finish(): ClientStep | undefined {
    if (this.#answers.length === 0) return undefined
    return failed('The server accepted a login that has not taken place.')
  }
}
