import { timingSafeEqual } from 'node:crypto'

/** Whether two secrets are equal, in a time that tells nothing but their lengths. */
export function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other)
}
