import { parseAddress } from '../../schema/values/addresses/address.js'
import { MESSAGES } from '../messages.js'

/** How much the manager takes on at once. */
export interface SessionLimits {
  /** Sessions in all, whether logged in or not. */
  readonly sessions: number
  /** Of these, from one address. Unix sockets count as one. */
  readonly perAddress: number
  /** Connections that have not logged in yet, in all. */
  readonly logins: number
  /** Of these, from one address. */
  readonly loginsPerAddress: number
  /** How many bytes the payload of a request may have. */
  readonly requestBytes: number
}

export const USUAL_LIMITS: SessionLimits = {
  sessions: 4000,
  perAddress: 2000,
  logins: 500,
  loginsPerAddress: 50,
  requestBytes: 1024 * 1024,
}

/**
 * What clients of an address count as. Whoever has one of IPv6 has all others of its network too, of which
 * the first 64 bits say which it is.
 * @param address as the system says it, perhaps with a zone
 */
export function limitKey(address: string): string {
  const bytes = parseAddress(address.replace(/%.*$/s, ''))
  return bytes?.length === 16 ? `${bytes.slice(0, 8).join('.')}/64` : address
}

/** Counts who is there. */
export class Occupancy {
  readonly #all = new Counter()
  readonly #logins = new Counter()

  constructor(readonly limits: SessionLimits) {}

  /** Takes a place for a connection. @returns why there is none, in one line */
  enter(address: string): string | undefined {
    const { sessions, perAddress } = this.limits
    if (this.#all.total >= sessions) return MESSAGES.tooManySessions(sessions)
    if (this.#all.of(address) >= perAddress) return MESSAGES.tooManyOfAddress(perAddress)
    this.#all.add(address, 1)
    return undefined
  }

  leave(address: string): void {
    this.#all.add(address, -1)
  }

  /** Takes a place among those who have not logged in yet. @returns whether there was one */
  beginLogin(address: string): boolean {
    const { logins, loginsPerAddress } = this.limits
    const isFull = this.#logins.total >= logins || this.#logins.of(address) >= loginsPerAddress
    if (!isFull) this.#logins.add(address, 1)
    return !isFull
  }

  endLogin(address: string): void {
    this.#logins.add(address, -1)
  }
}

class Counter {
  readonly #byAddress = new Map<string, number>()
  total = 0

  of(address: string): number {
    return this.#byAddress.get(address) ?? 0
  }

  add(address: string, count: number): void {
    this.total += count
    const now = this.of(address) + count
    if (now === 0) this.#byAddress.delete(address)
    else this.#byAddress.set(address, now)
  }
}
