import type { ScalarView, ValueView } from '../syntax/index.js'
import type { OptionType } from './types.js'

/** Where a secret stands: indices into the text of the value's file. */
export interface SecretRange {
  readonly start: number
  readonly end: number
}

/**
 * The parts of a written value that must not be shown (cli.md, "Secrets"): the whole value of an
 * option that is one; the password in what names a data source; the password before the host of a
 * URL. In order, without overlap; the quotes around a secret are no part of it.
 *
 * @param option undefined for an option that the product does not know: its name decides
 * @param optionName as it is written
 */
export function secretRanges(
  option: OptionType | undefined,
  optionName: string,
  value: ValueView,
): SecretRange[] {
  const isSecret = option === undefined ? SECRET_NAME.test(optionName) : option.secret === true
  return scalarsOf(value, optionName.toLowerCase()).flatMap(({ scalar, key }) => {
    const text = scalar.text
    const from = scalar.quoted ? 1 : 0
    const to = text.length - (scalar.quoted && text.length > 1 ? 1 : 0)
    if (isSecret) return to > from ? [{ start: scalar.start + from, end: scalar.start + to }] : []
    const inside = text.slice(from, to)
    const found = [
      ...(key === 'uri' || DATA_SOURCE.test(inside) ? parameterSecrets(inside) : []),
      ...userSecrets(inside),
    ]
    const offset = scalar.start + from
    return inOrder(found).map(({ start, end }) => ({ start: offset + start, end: offset + end }))
  })
}

/** Names that say that the value is a secret. */
const SECRET_NAME = /(?:^|[_-])(?:pass(?:word|wd|phrase)?|pwd|secret)$/i

/** The drivers of data sources whose parameters hold a password (runtime spec 2.3). */
const DATA_SOURCE = /^\s*(?:pgsql|mysql|odbc|ldaps?|cassandra):/i

interface KeyedScalar {
  readonly scalar: ScalarView
  /** The name of the option, or the key in a dictionary; in lower case. */
  readonly key: string
}

function scalarsOf(value: ValueView, key: string): KeyedScalar[] {
  switch (value.type) {
    case 'scalar':
      return [{ scalar: value, key }]
    case 'array':
      return value.elements.flatMap((element) => scalarsOf(element, key))
    case 'dictionary':
      return value.entries.flatMap((entry) =>
        entry.value === undefined ? [] : scalarsOf(entry.value, entry.key.toLowerCase()),
      )
  }
}

const PARAMETER = /(^|[\s:;?&,!])(?:password|passwd|pwd|sslpassword|x-bindpw)\s*=\s*/gi

/**
 * The values of passwords among parameters. A password ends where the next parameter may begin:
 * what stands before its key tells which character that is, so that a password may hold the others.
 */
function parameterSecrets(text: string): SecretRange[] {
  const secrets: SecretRange[] = []
  PARAMETER.lastIndex = 0
  for (let match = PARAMETER.exec(text); match !== null; match = PARAMETER.exec(text)) {
    const start = match.index + match[0].length
    const isLdap = /x-bindpw/i.test(match[0])
    const end = isLdap ? endAt(text, start, /,/) : secretEnd(text, start, match[1] ?? '')
    if (end > start) secrets.push({ start, end })
    PARAMETER.lastIndex = Math.max(end, start)
  }
  return secrets
}

function secretEnd(text: string, start: number, before: string): number {
  // ODBC puts a value that holds a semicolon in braces, libpq one with blanks in single quotes.
  const bracketed = /^(?:\{(?:[^}]|\}\})*\}|'(?:[^'\\]|\\.)*')/.exec(text.slice(start))
  if (bracketed !== null) return start + bracketed[0].length
  if (before === '&' || before === '?') return endAt(text, start, /&/)
  if (before === ',') return endAt(text, start, /,/)
  return endAt(text, start, text.includes(';') ? /;/ : /[;\s]/)
}

function endAt(text: string, start: number, separator: RegExp): number {
  const length = text.slice(start).search(separator)
  return length < 0 ? text.length : start + length
}

/** The passwords in `//user:password@host`. The last `@` before the path ends it. */
function userSecrets(text: string): SecretRange[] {
  if (!text.includes('://')) return []
  return [...text.matchAll(/(:\/\/[^\s/?#:@]*:)([^\s/?#]*)@/g)].flatMap((match) => {
    const start = match.index + (match[1] ?? '').length
    const end = start + (match[2] ?? '').length
    return end > start ? [{ start, end }] : []
  })
}

/** In order, and as one where they overlap. */
function inOrder(ranges: readonly SecretRange[]): SecretRange[] {
  const joined: SecretRange[] = []
  for (const range of [...ranges].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last === undefined || range.start > last.end) joined.push(range)
    else joined.splice(-1, 1, { start: last.start, end: Math.max(last.end, range.end) })
  }
  return joined
}
