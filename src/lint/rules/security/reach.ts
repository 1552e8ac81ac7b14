/** Where the clients of a listening address can come from. */
export type Reach = 'socket' | 'machine' | 'network' | 'world'

/** @param address the instance of a Listen, or an address or network as a Peer has it */
export function reachOf(address: string): Reach {
  if (address.startsWith('/')) return 'socket'
  const host = hostOf(address)
  if (/^(?:127\.|localhost$|::1(?:\/|$))/.test(host)) return 'machine'
  return /^(?:10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|f[cd][\da-f]{2}:|fe[89ab][\da-f]:)/.test(
    host,
  )
    ? 'network'
    : 'world'
}

/** The host of `[::1]:25`, `127.0.0.1:25` or `::1`, without port and brackets, in lower case. */
function hostOf(address: string): string {
  const bracketed = /^\[([^\]]*)\]/.exec(address)
  const plain = bracketed?.[1] ?? address.replace(/^([^:]*):\d+$/, '$1')
  return plain.toLowerCase()
}

/** Whether a network contains all addresses: `0.0.0.0/0`, `::/0`. */
export function isEverywhere(network: string): boolean {
  return /^[\da-f.:]+\/0+$/i.test(network.trim())
}
