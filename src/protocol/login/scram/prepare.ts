import { encodeUtf8 } from '../../../syntax/utf8.js'

/**
 * The bytes of a password as SCRAM takes them (RFC 5802 section 2.2: SASLprep). A password that may not
 * be prepared, such as one with a control character, counts as it is, as in PostgreSQL: it may have
 * been set that way.
 */
export async function preparedPassword(password: string): Promise<Uint8Array> {
  // Printable ASCII is its own preparation; the tables for the rest are loaded when they are needed.
  if (/^[ -~]*$/.test(password) || !password.isWellFormed()) return encodeUtf8(password)
  const { saslprep } = (await import('@mongodb-js/saslprep')).default
  try {
    const prepared = saslprep(password)
    return encodeUtf8(prepared === '' ? password : prepared)
  } catch {
    return encodeUtf8(password)
  }
}
