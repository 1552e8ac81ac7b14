import { type FormatProblem, wrongWhole } from '../format.js'
import { parseAddress, whyNoVersion4 } from './address.js'

/** Checks a host name or an IP address. The empty text, which removes a name, is valid. */
export function hostName(text: string): FormatProblem | undefined {
  if (text === '' || isName(text)) return undefined
  const address = text.replace(/^\[(.*)\]$/, '$1')
  return parseAddress(address) === undefined ? wrongWhole(text, whyNoName(text)) : undefined
}

/**
 * Whether a text can be the name of a host or a domain: labels separated by dots, the last not a
 * number.
 */
export function isName(text: string): boolean {
  return text.length <= 255 && NAME.test(text) && !/(?:^|\.)\d+\.?$/.test(text)
}

// Names in the DNS may have underscores, and encoded names have letters outside ASCII.
const NAME = /^[\w\u0080-\uffff-]{1,63}(?:\.[\w\u0080-\uffff-]{1,63})*\.?$/

/** Why a text is not a name, as a sentence; undefined when there is nothing to explain. */
export function whyNoName(text: string): string | undefined {
  if (text.includes('@')) return 'This looks like a mail address.'
  if (text.includes('://')) return 'This looks like a URL.'
  if (/\s/.test(text)) return 'A name has no blanks.'
  if (text.includes('..') || text.startsWith('.')) return 'There is nothing before one of the dots.'
  return whyNoVersion4(text) ?? (/^\d+$/.test(text) ? 'A number is no name.' : undefined)
}
