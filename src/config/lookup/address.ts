/** Addresses and networks as instances of Peer (language spec 8, "CIDR match"). */

/** A network; `bits` are the 32 or 128 bits of its address, most significant first. */
interface Network {
  readonly bits: readonly number[]
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
  return (address) => {
    const wanted = parseAddress(address)
    if (wanted === undefined) return []
    return networks.filter(({ network }) => holds(network, wanted)).map(({ item }) => item)
  }
}

function holds(network: Network, address: readonly number[]): boolean {
  if (network.bits.length !== address.length) return false
  for (let index = 0; index < network.prefix; index++) {
    if (network.bits[index] !== address[index]) return false
  }
  return true
}

function parseNetwork(text: string): Network | undefined {
  const [address = '', prefix, ...rest] = text.split('/')
  const bits = parseAddress(address)
  if (bits === undefined || rest.length > 0) return undefined
  if (prefix === undefined) return { bits, prefix: bits.length }
  if (!/^\d{1,3}$/.test(prefix) || Number(prefix) > bits.length) return undefined
  return { bits, prefix: Number(prefix) }
}

/**
 * The bits of an address, equal for all spellings; IPv6 may be in brackets. Undefined for other
 * text.
 */
export function parseAddress(text: string): number[] | undefined {
  const bare = text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : text
  return bare.includes(':') ? parseVersion6(bare) : parseVersion4(bare)
}

function parseVersion4(text: string): number[] | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)
  const bytes = match?.slice(1).map(Number)
  if (bytes === undefined || bytes.some((byte) => byte > 255)) return undefined
  return bytes.flatMap((byte) => bitsOf(byte, 8))
}

function parseVersion6(text: string): number[] | undefined {
  const halves = text.split('::')
  if (halves.length > 2) return undefined
  const [head, tail] = halves.map(parseGroups)
  if (head === undefined || (halves.length === 2 && tail === undefined)) return undefined
  if (halves.length === 1) return head.length === 128 ? head : undefined
  const missing = 128 - head.length - (tail as number[]).length
  if (missing < 16) return undefined
  return [...head, ...new Array<number>(missing).fill(0), ...(tail as number[])]
}

/** The bits of `1:2:3`, whose last group may be an IPv4 address; empty for the empty text. */
function parseGroups(text: string): number[] | undefined {
  if (text === '') return []
  const groups = text.split(':')
  const bits: number[] = []
  for (const [index, group] of groups.entries()) {
    const last = index === groups.length - 1
    const embedded = last && group.includes('.') ? parseVersion4(group) : undefined
    if (embedded !== undefined) bits.push(...embedded)
    else if (/^[0-9a-f]{1,4}$/i.test(group)) bits.push(...bitsOf(Number.parseInt(group, 16), 16))
    else return undefined
  }
  return bits
}

function bitsOf(value: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => (value >> (count - 1 - index)) & 1)
}
