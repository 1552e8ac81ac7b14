import { type FormatProblem, wrongWhole } from '../format.js'
import { addressText, masked, parseAddress, whyNoVersion4, withoutLeadingZeros } from './address.js'

/**
 * Checks an IP address, or a network as address and mask; IPv6 without brackets (language spec
 * 2.4).
 */
export function cidr(text: string): FormatProblem | undefined {
  const slash = text.indexOf('/')
  const host = slash < 0 ? text : text.slice(0, slash)
  const mask = slash < 0 ? undefined : text.slice(slash + 1)
  const suffix = mask === undefined ? '' : `/${mask}`
  const address = parseAddress(host)
  if (address === undefined) return wrongAddress(text, host, suffix)
  const bits = 8 * address.length
  if (mask === undefined) return undefined
  if (/^\d+$/.test(mask)) {
    if (mask !== '0' && mask.startsWith('0')) {
      const plain = Number(mask)
      const suggestion = plain <= bits ? `${host}/${plain}` : undefined
      return wrongWhole(text, 'The mask has no zeros in front.', suggestion)
    }
    if (Number(mask) <= bits) return undefined
    const version = bits === 32 ? 'IPv4' : 'IPv6'
    return wrongWhole(text, `The mask of an ${version} network goes up to ${bits}.`)
  }
  const length = maskLength(mask)
  return wrongWhole(
    text,
    `The mask is a number of bits from 0 to ${bits}.`,
    length === undefined || bits !== 32 ? undefined : `${host}/${length}`,
  )
}

function wrongAddress(text: string, host: string, suffix: string): FormatProblem {
  const bracketed = /^\[(.*)\]$/.exec(host)?.[1]
  if (bracketed !== undefined && parseAddress(bracketed) !== undefined) {
    return wrongWhole(text, 'An address stands without brackets here.', bracketed + suffix)
  }
  if (host === '*' && suffix === '') {
    return wrongWhole(text, 'All IPv4 addresses are the network 0.0.0.0/0.', '0.0.0.0/0')
  }
  const meant = withoutLeadingZeros(host) ?? completed(host, suffix)
  return wrongWhole(text, whyNoVersion4(host), meant && meant + suffix)
}

/** Completes a network: `10.1/16` means `10.1.0.0/16`. */
function completed(host: string, suffix: string): string | undefined {
  if (suffix === '') return undefined
  const numbers = host.replace(/\.$/, '').split('.')
  if (numbers.length > 3) return undefined
  const full = [...numbers, '0', '0', '0'].slice(0, 4).join('.')
  return parseAddress(full) && full
}

/** The number of bits in a mask such as `255.255.0.0`. */
function maskLength(mask: string): number | undefined {
  const bytes = parseAddress(mask)
  if (bytes?.length !== 4) return undefined
  const bits = bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')
  const length = bits.indexOf('0') < 0 ? 32 : bits.indexOf('0')
  return bits.includes('1', length) ? undefined : length
}

/** The network without the bits set beyond its mask; undefined when none are set. */
export function withoutHostBits(text: string): string | undefined {
  const [host = '', mask] = text.split('/')
  const address = parseAddress(host)
  if (address === undefined || mask === undefined || !/^\d+$/.test(mask)) return undefined
  const network = masked(address, Number(mask))
  return network.every((byte, index) => byte === address[index])
    ? undefined
    : `${addressText(network)}/${mask}`
}
