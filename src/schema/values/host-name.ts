import { parseAddress, whyNoVersion4 } from './address.js'
import { type FormatProblem, wrongWhole } from './format.js'

/** The name of a host, or an IP address in its place. The empty text takes a name back. */
export function hostName(text: string): FormatProblem | undefined {
  if (text === '' || isName(text)) return undefined
  const address = text.replace(/^\[(.*)\]$/, '$1')
  return parseAddress(address) === undefined ? wrongWhole(text, whyNoName(text)) : undefined
}

/** Whether a text can name a host or a domain: labels with dots between them, no number at the end. */
export function isName(text: string): boolean {
  return text.length <= 255 && NAME.test(text) && !/(?:^|\.)\d+\.?$/.test(text)
}

// Underscores stand in names of the DNS, and other letters than ASCII in names that get encoded.
const NAME = /^[\w\u0080-\uffff-]{1,63}(?:\.[\w\u0080-\uffff-]{1,63})*\.?$/

/** Why a text is no name; undefined when there is no more to say about it. */
export function whyNoName(text: string): string | undefined {
  if (text.includes('@')) return 'This looks like a mail address.'
  if (text.includes('://')) return 'This looks like a URL.'
  if (/\s/.test(text)) return 'A name has no blanks.'
  if (text.includes('..') || text.startsWith('.')) return 'There is nothing before one of the dots.'
  return whyNoVersion4(text) ?? (/^\d+$/.test(text) ? 'A number is no name.' : undefined)
}
