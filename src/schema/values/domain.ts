import { parseAddress } from './address.js'
import { type FormatProblem, wrongWhole } from './format.js'
import { isName, whyNoName } from './host-name.js'

/**
 * A domain: a name, an address in brackets as mail addresses have it (`[192.0.2.1]`), or one of the
 * mobile domains (`#smpp#txt`). The empty text takes a domain back.
 */
export function domain(text: string): FormatProblem | undefined {
  return isDomain(text) ? undefined : wrongWhole(text, whyNoDomain(text))
}

export function isDomain(text: string): boolean {
  if (text === '' || isName(text) || parseAddress(text) !== undefined) return true
  const literal = /^\[(?:IPv6:)?(.*)\]$/i.exec(text)?.[1]
  if (literal !== undefined) return parseAddress(literal) !== undefined
  const name = text.replace(/^#\w+#/, '')
  return name !== text && /^[\w.-]*$/.test(name)
}

export function whyNoDomain(text: string): string | undefined {
  return /^\/.*\/$/s.test(text) ? 'A regular expression has no place here.' : whyNoName(text)
}
