import { createHmac, randomBytes } from 'node:crypto'
import { encodeUtf8 } from '../../syntax/utf8.js'

/**
 * Made-up secrets for users whom no store knows: the same each time for the same name, so that asking
 * twice tells nothing, and not to be foreseen without the key, which lives as long as the process.
 */
export class Decoys {
  readonly #key: Uint8Array

  /** @param key 32 random bytes; given by tests only */
  constructor(key: Uint8Array = randomBytes(32)) {
    this.#key = key
  }

  /** 32 bytes for a name and a purpose. */
  bytes(purpose: 'salt' | 'password' | 'ha1', user: string): Buffer {
    return createHmac('sha256', this.#key).update(`${purpose}:`).update(encodeUtf8(user)).digest()
  }
}
