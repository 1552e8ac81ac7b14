import { decodeUtf8, encodeUtf8 } from '../../../syntax/utf8.js'
import { type ClientIdentity, type ClientLogin, type ClientStep, failed } from '../mechanism.js'
import { makeNonce } from '../nonce.js'
import { sameBytes } from '../same-bytes.js'
import {
  clientKey,
  FEWEST_ITERATIONS,
  hmac,
  MOST_ITERATIONS,
  saltedPassword,
  serverKey,
  storedKey,
  xor,
} from './keys.js'
import { escapeName, readServerFinal, readServerFirst } from './messages.js'

/** No channel binding, and nobody acts for somebody else. */
const HEADER = 'n,,'

/** The client's end of SCRAM-SHA-256 (RFC 5802, RFC 7677). */
export class ScramClient implements ClientLogin {
  readonly mechanism = 'SCRAM-SHA-256'
  readonly #password: string
  readonly #nonce: string
  readonly #bare: string
  #awaits: 'first' | 'final' | 'nothing' = 'first'
  #signature: Uint8Array | undefined

  /** @param nonce given by tests only */
  constructor({ user, password }: ClientIdentity, nonce = makeNonce()) {
    this.#password = password
    this.#nonce = nonce
    this.#bare = `n=${escapeName(user)},r=${nonce}`
  }

  start(): Uint8Array {
    return encodeUtf8(HEADER + this.#bare)
  }

  async step(payload: Uint8Array): Promise<ClientStep> {
    if (this.#awaits !== 'first') return failed('The server sent one message of SCRAM too many.')
    this.#awaits = 'nothing'
    const text = decodeUtf8(payload)
    const first = readServerFirst(text)
    if (first === undefined) return failed('The server sent something that is no SCRAM message.')
    if (!first.nonce.startsWith(this.#nonce) || first.nonce.length === this.#nonce.length) {
      return failed('The server answered another login than this one.')
    }
    const { iterations } = first
    if (iterations < FEWEST_ITERATIONS || iterations > MOST_ITERATIONS) {
      return failed(
        `The server wants ${iterations} iterations of the password; ${FEWEST_ITERATIONS} to ${MOST_ITERATIONS} are given.`,
      )
    }
    const salted = await saltedPassword(this.#password, first.salt, iterations)
    const key = clientKey(salted)
    const withoutProof = `c=${Buffer.from(HEADER).toString('base64')},r=${first.nonce}`
    const signed = encodeUtf8(`${this.#bare},${text},${withoutProof}`)
    const proof = xor(key, hmac(storedKey(key), signed))
    this.#signature = hmac(serverKey(salted), signed)
    this.#awaits = 'final'
    return { kind: 'send', payload: encodeUtf8(`${withoutProof},p=${proof.toString('base64')}`) }
  }

  finish(payload: Uint8Array): ClientStep | undefined {
    const awaited = this.#awaits
    this.#awaits = 'nothing'
    const signature = readServerFinal(decodeUtf8(payload))
    if (awaited === 'final' && signature !== undefined && this.#signature !== undefined) {
      if (sameBytes(signature, this.#signature)) return undefined
    }
    return failed('The server has not proven that it knows the password: it may be a false one.')
  }
}
