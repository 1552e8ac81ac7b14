import { type FormatProblem, wrongWhole } from '../format.js'
import { parseAddress, whyNoVersion4, withoutLeadingZeros } from './address.js'

/** Checks an IPv4 or IPv6 address without brackets, mask or port (language spec 2.4). */
export function ipAddress(text: string): FormatProblem | undefined {
  const [address = '', zone] = text.split('%', 2)
  if (parseAddress(address) !== undefined && (zone === undefined || address.includes(':'))) {
    return undefined
  }
  const bracketed = /^\[(.*)\](:\d+)?$/.exec(text)?.[1]
  if (bracketed !== undefined && parseAddress(bracketed) !== undefined) {
    return wrongWhole(text, 'An address stands without brackets here.', bracketed)
  }
  const [, host = '', rest] = /^([\d.]+)([:/]\d+)$/.exec(text) ?? []
  if (rest !== undefined && parseAddress(host) !== undefined) {
    const what = rest.startsWith(':') ? 'port' : 'mask'
    return wrongWhole(text, `This is an address without a ${what}.`, host)
  }
  return wrongWhole(text, whyNoVersion4(text), withoutLeadingZeros(text))
}
