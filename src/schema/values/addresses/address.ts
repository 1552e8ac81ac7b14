/** The 4 or 16 bytes of an IP address. */
export type Address = readonly number[]

interface Reading {
  /** Whether IPv6 may stand in brackets, and numbers of IPv4 may have zeros in front. */
  readonly lenient?: boolean
}

/**
 * Parses IPv4 in four decimal numbers, or IPv6 without brackets and zone; undefined for other text.
 */
export function parseAddress(text: string, reading: Reading = {}): Address | undefined {
  const bare = (reading.lenient && /^\[(.*)\]$/.exec(text)?.[1]) || text
  return bare.includes(':') ? parseVersion6(bare, reading) : parseVersion4(bare, reading)
}

function parseVersion4(text: string, { lenient = false }: Reading): number[] | undefined {
  const bytes: number[] = []
  let byte = -1
  // Parsed by hand for speed, because a large configuration has very many addresses.
  for (let at = 0; at <= text.length; at++) {
    const digit = text.charCodeAt(at) - 0x30
    if (digit >= 0 && digit <= 9) {
      // A number with a leading zero is octal for some programs and decimal for others.
      if (byte === 0 && !lenient) return undefined
      byte = byte < 0 ? digit : 10 * byte + digit
      if (byte > 255) return undefined
    } else {
      if (byte < 0 || (at < text.length && text[at] !== '.')) return undefined
      bytes.push(byte)
      byte = -1
    }
  }
  return bytes.length === 4 ? bytes : undefined
}

function parseVersion6(text: string, reading: Reading): number[] | undefined {
  const [head, tail, ...others] = text.split('::').map((part) => parseGroups(part, reading))
  if (head === undefined || others.length > 0) return undefined
  if (!text.includes('::')) return head.length === 16 ? head : undefined
  if (tail === undefined) return undefined
  const missing = 16 - head.length - tail.length
  return missing < 2 ? undefined : [...head, ...new Array<number>(missing).fill(0), ...tail]
}

/** The bytes of `1:2:3`, whose last group may be an IPv4 address; empty for the empty text. */
function parseGroups(text: string, reading: Reading): number[] | undefined {
  if (text === '') return []
  const groups = text.split(':')
  const bytes: number[] = []
  for (const [index, group] of groups.entries()) {
    const isLast = index === groups.length - 1
    const embedded = isLast ? parseVersion4(group, reading) : undefined
    if (embedded !== undefined) bytes.push(...embedded)
    else if (/^[0-9a-fA-F]{1,4}$/.test(group)) {
      const value = Number.parseInt(group, 16)
      bytes.push(value >> 8, value & 0xff)
    } else return undefined
  }
  return bytes
}

/** An address without the bits beyond a prefix of so many bits. */
export function masked(address: Address, prefix: number): Address {
  return address.map((byte, index) => byte & mask(prefix, index))
}

/** The bits of a byte that belong to a prefix. */
function mask(prefix: number, index: number): number {
  return (0xff00 >> Math.min(Math.max(prefix - 8 * index, 0), 8)) & 0xff
}

/** Whether an address belongs to a network, whose host bits do not count. */
export function isWithin(address: Address, network: Address, prefix: number): boolean {
  return (
    address.length === network.length &&
    address.every(
      (byte, index) => ((byte ^ (network[index] as number)) & mask(prefix, index)) === 0,
    )
  )
}

/** The usual form of an address: IPv6 in lower case, with the longest run of zeros as `::`. */
export function addressText(address: Address): string {
  if (address.length === 4) return address.join('.')
  const groups = Array.from({ length: 8 }, (_, index) =>
    (((address[2 * index] as number) << 8) | (address[2 * index + 1] as number)).toString(16),
  )
  const zeros = [...groups.join(':').matchAll(/(?<![^:])0(?::0)+(?![^:])/g)]
  const longest = zeros.reduce<RegExpMatchArray | undefined>(
    (best, run) => (run[0].length > (best?.[0].length ?? 0) ? run : best),
    undefined,
  )
  const text = groups.join(':')
  if (longest === undefined) return text
  const start = longest.index as number
  const before = text.slice(0, start).replace(/:$/, '')
  const after = text.slice(start + longest[0].length).replace(/^:/, '')
  return `${before}::${after}`
}

/** Why a text is not a valid IPv4 address; undefined when it does not look like one. */
export function whyNoVersion4(text: string): string | undefined {
  if (!/^\d+(?:\.\d*)+$/.test(text)) return undefined
  const numbers = text.split('.')
  if (numbers.length !== 4 || numbers.includes('')) return 'An IPv4 address has four numbers.'
  if (numbers.some((number) => Number(number) > 255)) {
    return 'The numbers of an IPv4 address go up to 255.'
  }
  return 'The numbers of an IPv4 address have no zeros in front.'
}

/** The IPv4 address without leading zeros; undefined when that is no valid address. */
export function withoutLeadingZeros(text: string): string | undefined {
  const plain = text.replace(/\b0+(?=\d)/g, '')
  return plain !== text && parseAddress(plain) !== undefined ? plain : undefined
}
