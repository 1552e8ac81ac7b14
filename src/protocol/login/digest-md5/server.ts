import { decodeUtf8, encodeUtf8 } from '../../../syntax/utf8.js'
import { ask, type Credentials, type CredentialsOf, refusalOf } from '../credentials.js'
import type { Decoys } from '../decoys.js'
import { refused, type ServerLogin, type ServerStep } from '../mechanism.js'
import { makeNonce } from '../nonce.js'
import { sameBytes } from '../same-bytes.js'
import { type Directives, only, quoted, readDirectives } from './directives.js'
import { digestHash, digestResponse, NONCE_COUNT, SERVICE } from './response.js'

export interface DigestServerOptions {
  readonly credentialsOf: CredentialsOf
  readonly decoys: Decoys
  /** The one realm that is offered (runtime spec 2.1). */
  readonly realm: string
  /** The server's nonce; given by tests only. */
  readonly nonce?: string
  /** The service that the client must name; given by tests only. */
  readonly service?: string
}

/** What a client says in its answer. */
interface Answer {
  readonly user: string
  readonly clientNonce: string
  readonly uri: string
  readonly response: string
  readonly authorization?: string
}

/** The server's end of DIGEST-MD5 (RFC 2831), qop `auth`, one login for a nonce. */
export class DigestServer implements ServerLogin {
  readonly mechanism = 'DIGEST-MD5'
  readonly #options: DigestServerOptions
  readonly #nonce: string
  #awaits: 'start' | 'answer' | 'nothing' = 'start'

  constructor(options: DigestServerOptions) {
    this.#options = options
    this.#nonce = options.nonce ?? makeNonce()
  }

  async step(payload: Uint8Array): Promise<ServerStep> {
    switch (this.#awaits) {
      case 'start':
        return this.#challenge(payload)
      case 'answer':
        this.#awaits = 'nothing'
        return this.#judge(payload)
      case 'nothing':
        return refused('malformed', 'a message behind the last one')
    }
  }

  #challenge(payload: Uint8Array): ServerStep {
    if (payload.length > 0) {
      this.#awaits = 'nothing'
      return refused('malformed', 'an answer before the challenge')
    }
    this.#awaits = 'answer'
    const challenge = [
      `realm=${quoted(this.#options.realm)}`,
      `nonce=${quoted(this.#nonce)}`,
      'qop="auth"',
      'charset=utf-8',
      'algorithm=md5-sess',
    ]
    return { kind: 'send', payload: encodeUtf8(challenge.join(',')) }
  }

  async #judge(payload: Uint8Array): Promise<ServerStep> {
    const directives = readDirectives(decodeUtf8(payload))
    const answer = directives && this.#readAnswer(directives)
    if (answer === undefined) return refused('malformed', 'the answer is none to this challenge')
    const { user } = answer
    const { credentialsOf, decoys, realm } = this.#options
    const credentials = await ask(credentialsOf, user, realm)
    const ha1 =
      this.#hashFrom(credentials, user) ?? decoys.bytes('ha1', user).toString('hex', 0, 16)
    const exchange = { ...answer, ha1, nonce: this.#nonce }
    const expected = digestResponse(exchange, 'AUTHENTICATE')
    const right = sameBytes(encodeUtf8(answer.response), encodeUtf8(expected))
    const refusal = refusalOf(credentials, user, ['clear', 'ha1'])
    if (refusal !== undefined) return refusal
    if (!right) return refused('wrong-password', 'the response is wrong', user)
    const proof = encodeUtf8(`rspauth=${digestResponse(exchange, '')}`)
    return { kind: 'accepted', user, payload: proof }
  }

  #hashFrom(credentials: Credentials, user: string): string | undefined {
    switch (credentials.kind) {
      case 'clear':
        return digestHash(user, this.#options.realm, credentials.password)
      case 'ha1':
        return credentials.ha1
      default:
        return undefined
    }
  }

  #readAnswer(directives: Directives): Answer | undefined {
    const value = (name: string) => only(directives, name)
    const user = value('username')
    const clientNonce = value('cnonce')
    const uri = value('digest-uri')
    const response = value('response')
    if (!user || user.includes('\0') || !clientNonce || !uri || !response) return undefined
    if (value('nonce') !== this.#nonce || value('nc') !== NONCE_COUNT) return undefined
    // A client that does not know the directives leaves them out: `auth`, and a realm without a name.
    if ((directives.has('realm') ? value('realm') : '') !== this.#options.realm) return undefined
    if (directives.has('qop') && value('qop') !== 'auth') return undefined
    if (directives.has('charset') && value('charset')?.toLowerCase() !== 'utf-8') return undefined
    if (!uri.startsWith(`${this.#options.service ?? SERVICE}/`)) return undefined
    const authorization = directives.has('authzid') ? value('authzid') : user
    // Nobody acts for somebody else.
    if (authorization !== user) return undefined
    const acting = directives.has('authzid') ? { authorization } : {}
    return { user, clientNonce, uri, response, ...acting }
  }
}
