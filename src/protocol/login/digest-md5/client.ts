import { decodeUtf8, encodeUtf8 } from '../../../syntax/utf8.js'
import { type ClientIdentity, type ClientLogin, type ClientStep, failed } from '../mechanism.js'
import { makeNonce } from '../nonce.js'
import { sameBytes } from '../same-bytes.js'
import { type Directives, only, quoted, readDirectives } from './directives.js'
import {
  type DigestExchange,
  digestHash,
  digestResponse,
  NONCE_COUNT,
  SERVICE,
} from './response.js'

export interface DigestClientOptions {
  /** The realm to take where the server offers several; else the first one. */
  readonly realm?: string
  /** The client's nonce; given by tests only. */
  readonly nonce?: string
  /** `service/host`; given by tests only. */
  readonly uri?: string
}

/** The client's end of DIGEST-MD5 (RFC 2831), qop `auth`. */
export class DigestClient implements ClientLogin {
  readonly mechanism = 'DIGEST-MD5'
  readonly #identity: ClientIdentity
  readonly #options: DigestClientOptions
  #asked = false
  #proof: string | undefined

  constructor(identity: ClientIdentity, options: DigestClientOptions = {}) {
    this.#identity = identity
    this.#options = options
  }

  /** The server speaks first. */
  start(): Uint8Array {
    return new Uint8Array(0)
  }

  async step(payload: Uint8Array): Promise<ClientStep> {
    if (this.#asked) return failed('The server sent one message of DIGEST-MD5 too many.')
    this.#asked = true
    const challenge = readDirectives(decodeUtf8(payload))
    const nonce = challenge && only(challenge, 'nonce')
    if (challenge === undefined || !nonce || only(challenge, 'algorithm') !== 'md5-sess') {
      return failed('The server sent something that is no DIGEST-MD5 challenge.')
    }
    const charsets = challenge.get('charset')
    if (charsets !== undefined && (charsets.length > 1 || charsets[0]?.toLowerCase() !== 'utf-8')) {
      return failed('The server wants a character set that DIGEST-MD5 does not have.')
    }
    // Without the directive the quality is `auth` (RFC 2831 section 2.1.1).
    const qualities = challenge
      .get('qop')
      ?.join(',')
      .split(/[\s,]+/) ?? ['auth']
    if (!qualities.includes('auth')) {
      return failed('The server wants a DIGEST-MD5 with a layer that this program does not have.')
    }
    return this.#answer(this.#realmOf(challenge), nonce, charsets !== undefined)
  }

  finish(payload: Uint8Array): ClientStep | undefined {
    const proof = only(readDirectives(decodeUtf8(payload)) ?? new Map(), 'rspauth')
    const expected = this.#proof
    this.#proof = undefined
    if (proof !== undefined && expected !== undefined) {
      if (sameBytes(encodeUtf8(proof), encodeUtf8(expected))) return undefined
    }
    return failed('The server has not proven that it knows the password: it may be a false one.')
  }

  #realmOf(challenge: Directives): string {
    const realms = challenge.get('realm') ?? ['']
    const { realm } = this.#options
    return realm !== undefined && realms.includes(realm) ? realm : (realms[0] as string)
  }

  #answer(realm: string, nonce: string, utf8: boolean): ClientStep {
    const { user, password, host } = this.#identity
    const uri = this.#options.uri ?? `${SERVICE}/${host ?? 'localhost'}`
    const exchange: DigestExchange = {
      ha1: digestHash(user, realm, password),
      nonce,
      clientNonce: this.#options.nonce ?? makeNonce(),
      uri,
    }
    this.#proof = digestResponse(exchange, '')
    const response = [
      ...(utf8 ? ['charset=utf-8'] : []),
      `username=${quoted(user)}`,
      `realm=${quoted(realm)}`,
      `nonce=${quoted(nonce)}`,
      `nc=${NONCE_COUNT}`,
      `cnonce=${quoted(exchange.clientNonce)}`,
      `digest-uri=${quoted(uri)}`,
      `response=${digestResponse(exchange, 'AUTHENTICATE')}`,
      'qop=auth',
    ]
    return { kind: 'send', payload: encodeUtf8(response.join(',')) }
  }
}
