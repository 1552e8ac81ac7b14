import { randomBytes } from 'node:crypto'

/** Random bits for ids, keys and secrets, in hex. */
export function randomHex(bytes: number): string {
  return randomBytes(bytes).toString('hex')
}
