import { sameBytes } from '../../../protocol/index.js'
import { encodeUtf8 } from '../../../syntax/utf8.js'

/** A password that somebody offers, and who it is. */
export interface Offer {
  readonly user: string
  readonly realm: string
  readonly password: string
}

/**
 * What comes of comparing an offer with what is stored. `impossible` says that nobody can get in with
 * what is stored, and why: for a log, without anything of the secret.
 */
export type PasswordCheck =
  | { readonly kind: 'right' }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'impossible'; readonly why: string }

const RIGHT: PasswordCheck = { kind: 'right' }
export const WRONG: PasswordCheck = { kind: 'wrong' }

export function impossible(why: string): PasswordCheck {
  return { kind: 'impossible', why }
}

/** Compares two secrets in a time that tells nothing but their lengths. */
export function compare(offered: string | Uint8Array, stored: string | Uint8Array): PasswordCheck {
  const bytes = (secret: string | Uint8Array) =>
    typeof secret === 'string' ? encodeUtf8(secret) : secret
  return sameBytes(bytes(offered), bytes(stored)) ? RIGHT : WRONG
}
