/** Addresses and networks as instances of Peer (language spec 8, "CIDR match"). */
import { type Address, isWithin, parseAddress } from '../../schema/values/addresses/address.js'

interface Network {
  readonly address: Address
  /** How many leading bits must match. */
  readonly prefix: number
}

/** Returns the items of the networks that contain an address, the longest prefix first. */
export type AddressMatcher<T> = (address: string) => readonly T[]

/**
 * @param entries networks (`10.0.0.0/8`, `::1`; host bits are ignored), each with an item; an entry
 *   that is not a network never matches
 */
export function addressMatcher<T>(entries: readonly (readonly [string, T])[]): AddressMatcher<T> {
  const networks = entries
    .flatMap(([text, item]) => {
      const network = parseNetwork(text)
      return network === undefined ? [] : [{ network, item }]
    })
    // The sort is stable: of two spellings of a network, the one declared first stays first.
    .sort((a, b) => b.network.prefix - a.network.prefix)
  return (text) => {
    const address = parseAddress(text, { lenient: true })
    if (address === undefined) return []
    return networks
      .filter(({ network }) => isWithin(address, network.address, network.prefix))
      .map(({ item }) => item)
  }
}

function parseNetwork(text: string): Network | undefined {
  const [host = '', prefix, ...rest] = text.split('/')
  const address = parseAddress(host, { lenient: true })
  if (address === undefined || rest.length > 0) return undefined
  const bits = 8 * address.length
  if (prefix === undefined) return { address, prefix: bits }
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits) return undefined
  return { address, prefix: Number(prefix) }
}
