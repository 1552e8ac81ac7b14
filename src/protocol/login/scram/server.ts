import { decodeUtf8, encodeUtf8 } from '../../../syntax/utf8.js'
import { ask, type Credentials, type CredentialsOf, refusalOf } from '../credentials.js'
import type { Decoys } from '../decoys.js'
import { refused, type ServerLogin, type ServerStep } from '../mechanism.js'
import { makeNonce } from '../nonce.js'
import { sameBytes } from '../same-bytes.js'
import { DEFAULT_ITERATIONS, hmac, storedKey, xor } from './keys.js'
import { type ClientFirst, readClientFinal, readClientFirst } from './messages.js'
import { type ScramVerifier, verifierOf } from './verifier.js'

export interface ScramServerOptions {
  readonly credentialsOf: CredentialsOf
  readonly decoys: Decoys
  /** The realm that the store is asked with; SCRAM itself has none. */
  readonly realm: string
  /** Iterations for clear-text passwords and unknown users; those of the store's verifiers, if any. */
  readonly iterations?: number
  /** What the server adds to the nonce; given by tests only. */
  readonly nonce?: string
}

/** How long a made-up salt is: as PostgreSQL's. */
const SALT_BYTES = 16

interface Exchange {
  readonly first: ClientFirst
  readonly nonce: string
  readonly serverFirst: string
  readonly credentials: Credentials
  readonly salt: Uint8Array
  readonly iterations: number
}

/** The server's end of SCRAM-SHA-256 (RFC 5802, RFC 7677). */
export class ScramServer implements ServerLogin {
  readonly mechanism = 'SCRAM-SHA-256'
  readonly #options: ScramServerOptions
  #exchange: Exchange | undefined
  #ended = false

  constructor(options: ScramServerOptions) {
    this.#options = options
  }

  async step(payload: Uint8Array): Promise<ServerStep> {
    if (this.#ended) return refused('malformed', 'a message behind the last one')
    const text = decodeUtf8(payload)
    if (this.#exchange === undefined) return this.#first(text)
    this.#ended = true
    return this.#final(this.#exchange, text)
  }

  async #first(text: string): Promise<ServerStep> {
    const first = readClientFirst(text)
    if (first === undefined) {
      this.#ended = true
      return refused('malformed', 'the first message is none of SCRAM')
    }
    const { credentialsOf, decoys, realm, iterations = DEFAULT_ITERATIONS } = this.#options
    const nonce = first.nonce + (this.#options.nonce ?? makeNonce())
    const credentials = await ask(credentialsOf, first.user, realm)
    const known =
      credentials.kind === 'scram'
        ? credentials.verifier
        : { salt: decoys.bytes('salt', first.user).subarray(0, SALT_BYTES), iterations }
    const salt = Buffer.from(known.salt).toString('base64')
    const serverFirst = `r=${nonce},s=${salt},i=${known.iterations}`
    this.#exchange = {
      first,
      nonce,
      serverFirst,
      credentials,
      salt: known.salt,
      iterations: known.iterations,
    }
    return { kind: 'send', payload: encodeUtf8(serverFirst) }
  }

  async #final(exchange: Exchange, text: string): Promise<ServerStep> {
    const { first, credentials } = exchange
    const verifier = await this.#verifier(exchange)
    const final = readClientFinal(text)
    if (final === undefined || final.header !== first.header || final.nonce !== exchange.nonce) {
      return refused('malformed', 'the last message is none of this login', first.user)
    }
    const signed = encodeUtf8(`${first.bare},${exchange.serverFirst},${final.withoutProof}`)
    const signature = hmac(verifier.storedKey, signed)
    const right =
      final.proof.length === signature.length &&
      sameBytes(storedKey(xor(final.proof, signature)), verifier.storedKey)
    const refusal = refusalOf(credentials, first.user, ['clear', 'scram'])
    if (refusal !== undefined) return refusal
    if (!right) return refused('wrong-password', 'the proof is wrong', first.user)
    const proof = hmac(verifier.serverKey, signed).toString('base64')
    return { kind: 'accepted', user: first.user, payload: encodeUtf8(`v=${proof}`) }
  }

  /** What the proof is compared with: derived for everybody, so that the time tells nothing. */
  async #verifier({ credentials, first, salt, iterations }: Exchange): Promise<ScramVerifier> {
    const password =
      credentials.kind === 'clear'
        ? credentials.password
        : this.#options.decoys.bytes('password', first.user).toString('base64')
    const derived = await verifierOf(password, salt, iterations)
    return credentials.kind === 'scram' ? credentials.verifier : derived
  }
}
