import { parseAddress } from './addresses/address.js'
import { isName, whyNoName } from './addresses/host-name.js'
import { type FormatProblem, wrongWhole } from './format.js'

/**
 * Checks a domain: a name, an address in brackets as in mail addresses (`[192.0.2.1]`), or a mobile
 * domain (`#smpp#txt`), or a name that no DNS has (`#smarthost`). The empty text, which removes a
 * domain, is valid.
 */
export function domain(text: string): FormatProblem | undefined {
  return isDomain(text) ? undefined : wrongWhole(text, whyNoDomain(text))
}

export function isDomain(text: string): boolean {
  if (text === '' || isName(text) || parseAddress(text) !== undefined) return true
  const literal = /^\[(?:IPv6:)?(.*)\]$/i.exec(text)?.[1]
  if (literal !== undefined) return parseAddress(literal) !== undefined
  const name = text.replace(/^#\w+#/, '')
  return isSyntheticDomain(text) || (name !== text && /^[\w.-]*$/.test(name))
}

/**
 * Whether a text names a domain that is only a name: the # in front keeps it from ever being one of
 * the DNS, and options such as Gateway lead mail to its stanza.
 */
export function isSyntheticDomain(text: string): boolean {
  return text.length <= 255 && /^#[\w.-]+$/.test(text)
}

export function whyNoDomain(text: string): string | undefined {
  return /^\/.*\/$/s.test(text) ? 'A regular expression has no place here.' : whyNoName(text)
}
