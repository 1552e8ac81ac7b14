import { addressText, parseAddress } from '../../schema/values/addresses/address.js'

/** Whether the instance of a Listen is the path of a Unix socket. */
export function isSocketPath(instance: string): boolean {
  return instance.startsWith('/')
}

/** The port of a TCP address; undefined for a path, or when no number follows the colon. */
export function portOf(instance: string): number | undefined {
  const port = isSocketPath(instance) ? undefined : /:(\d{1,5})$/.exec(instance)?.[1]
  return port === undefined ? undefined : Number(port)
}

/**
 * A key for an address to listen on, equal for all spellings: `:25`, `*:25`, `0.0.0.0:25` (language
 * spec 2.4). Any IPv6 address (`[*]`, `[::]`) differs from any IPv4 address.
 */
export function listenKey(instance: string): string {
  const port = portOf(instance)
  if (port === undefined) return instance
  const host = instance.slice(0, instance.lastIndexOf(':'))
  if (host === '' || host === '*') return `0.0.0.0:${port}`
  if (host === '[*]') return `[::]:${port}`
  const address = parseAddress(host, { lenient: true })
  if (address === undefined) return `${host.toLowerCase()}:${port}`
  return address.length === 4
    ? `${addressText(address)}:${port}`
    : `[${addressText(address)}]:${port}`
}
