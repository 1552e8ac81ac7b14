import type { Range } from '../../syntax/index.js'
import { PLACED, placedSecrets } from './commands.js'
import { HEADER, isSecretName } from './names.js'
import { isProse } from './prose.js'

/** Replaces every secret that would be shown. */
export const MASK = '****'

/**
 * The parts of a text that look like secrets, whatever their context: values after the name of a
 * secret (`password=`, `"api_key": `, `--token `), and logins in a URI (`//user:password@host`). In
 * order and disjoint; the time is proportional to the length of the text. A secret with an unclosed
 * quote extends to the end of its line.
 *
 * @param isInside whether the text is the inside of one string, with all its lines
 */
export function secretShapes(text: string, isInside = false): Range[] {
  if (!STEM.test(text) && !PLACED.test(text)) return []
  if (isInside) return inOrder(new Line(text, true).secrets())
  const found: Range[] = []
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start)
    const end = newline === -1 ? text.length : newline
    const line = text.slice(start, end)
    if (STEM.test(line) || PLACED.test(line)) {
      for (const range of inOrder(new Line(line).secrets())) found.push(moved(range, start))
    }
    start = end + 1
  }
  return found
}

/** A range moved by an offset. */
export function moved({ start, end }: Range, by: number): Range {
  return { start: start + by, end: end + by }
}

/** A text with its secret-looking parts masked, for messages that repeat typed text. */
export function withoutSecrets(text: string): string {
  return withoutRanges(text, secretShapes(text))
}

/** A text with a mask in place of each range; the ranges must be in order and disjoint. */
export function withoutRanges(text: string, ranges: readonly Range[]): string {
  let shown = ''
  let at = 0
  for (const { start, end } of ranges) {
    shown += text.slice(at, start) + MASK
    at = end
  }
  return shown + text.slice(at)
}

/** Sorts ranges, and joins those that overlap. */
export function inOrder(ranges: readonly Range[]): Range[] {
  const joined: Range[] = []
  for (const range of [...ranges].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = joined.at(-1)
    if (last === undefined || range.start >= last.end) joined.push(range)
    else if (range.end > last.end) joined[joined.length - 1] = { start: last.start, end: range.end }
  }
  return joined
}

/**
 * Whether a text in the place of a secret is not one: empty, a truth value, a mask, or a
 * placeholder for the secret (`%{password}`, `:password`, `${DB_PASSWORD}`).
 */
export function isNoSecret(text: string): boolean {
  return NO_SECRET.test(text) || isPlaceholder(text)
}

const NO_SECRET = /^\s*(?:true|false|yes|no|on|off|none|null|\*{3,}(?: \(changed\))?)?\s*$/i

function isPlaceholder(text: string): boolean {
  const [match, any, ...names] = PLACEHOLDER.exec(text) ?? []
  return (
    match !== undefined && (any !== undefined || names.some((name) => isSecretName(name ?? '')))
  )
}

/**
 * Matches placeholders; in log formats and maps any name counts, elsewhere only that of a secret.
 */
const PLACEHOLDER =
  /^['"]?(?:(%\{[\w:.-]{1,64}\}|%[A-Za-z])|:(\w{1,64})|\$\{?(\w{1,64})\}?|<([\w -]{1,64})>|@(\w{1,64})@)(?![\w-])/

/** Matches the path of a file with a key or credentials, which is not itself a secret. */
const PATH = /^\.{0,2}\/(?:[\w.+-]+\/)*[\w.+-]+$/
const PATH_NAME = /(?:key|credentials?)$/i

/** A quick test that every text with a secret passes. */
const STEM =
  /pas|psw|pwd|pw\b|secret|token|key|cred|psk|auth|community|bindpw|\/\/|@|[?&]sig|-----BEGIN/i

/** Matches flags without a value, such as `--show-secrets` of this program. */
const SWITCH = /^--(?:show|hide|no)-/

const NAME_LENGTH = 64

/** Matches what may separate a name from its value. */
const SEPARATOR = /=>|[=:]+|%3[dD]|>|\s/g

/** Matches a quotation mark with the backslashes before it. */
const OPENING = /^\\*(["'`\u00ab\u00bb\u2018\u2019\u201c-\u201f])/
const OPENING_LENGTH = 8

/** Matches what may follow a closed value. */
const BOUNDARY = /[\s;,)\]}&<>|]/

/** A line, or the inside of a string. */
class Line {
  readonly #found: Range[] = []
  /** The insides of the double-quoted strings in the line, in order. */
  readonly #strings: readonly Range[]
  /** The first string that does not end before the latest position. */
  #next = 0

  constructor(
    readonly text: string,
    readonly isInside = false,
  ) {
    this.#strings = isInside ? [{ start: 0, end: text.length }] : stringsIn(text)
  }

  secrets(): Range[] {
    this.#parameters()
    this.#users()
    this.#authorizations()
    this.#pairs()
    if (PLACED.test(this.text)) {
      for (const { start, end } of placedSecrets(this.text)) {
        if (!isNoSecret(this.text.slice(start, end))) this.#found.push({ start, end })
      }
    }
    return this.#found
  }

  /** Finds the values after names of secrets. */
  #parameters(): void {
    const { text } = this
    SEPARATOR.lastIndex = 0
    for (let match = SEPARATOR.exec(text); match !== null; match = SEPARATOR.exec(text)) {
      const [separator] = match
      const next = match.index + separator.length
      SEPARATOR.lastIndex = next
      const name = this.#nameBefore(match.index, separator)
      if (name === undefined) continue
      const range = this.#valueFrom(next, name)
      if (range === undefined || range.end <= range.start) continue
      for (const part of range.parts ?? [range]) this.#found.push(part)
      if (!this.isInside && match.index < 4 * NAME_LENGTH) this.#remark(name, range.end)
      SEPARATOR.lastIndex = Math.max(next, range.end)
    }
  }

  /** The name of a secret that ends before a separator; undefined for none. */
  #nameBefore(at: number, separator: string): Name | undefined {
    const { text } = this
    if (separator === '>') return this.#tagBefore(at)
    const lowest = Math.max(0, at - NAME_LENGTH)
    const isBlankOnly = separator.trim() === ''
    let end = at
    // A flag and its value may be elements of a list: `"--password" "x"`.
    if (isBlankOnly && /["',]/.test(text[at - 1] ?? '')) {
      while (end > lowest && /[",']/.test(text[end - 1] as string)) end--
    }
    if (!isBlankOnly) {
      while (end > lowest && isBlank(text.charCodeAt(end - 1))) end--
      while (end > lowest && QUOTE_OR_BACKSLASH.test(text[end - 1] as string)) end--
    }
    const written = NAME.exec(text.slice(lowest, end))?.[0] ?? ''
    if (written === '') return undefined
    const start = end - written.length
    // After a mere blank, a value follows only on a command line: `--password x`.
    if (isBlankOnly && (!/^--\w/.test(written) || SWITCH.test(written))) return undefined
    const isNamed =
      isSecretName(written) ||
      isSecretName(this.#twoWords(start, end)) ||
      (HEADER.test(written) && separator.startsWith('=')) ||
      (IN_QUERY.test(written) && /[?&]/.test(text[start - 1] ?? ''))
    if (!isNamed) return undefined
    if (separator === ':' && this.#isSaidAbout(start, at)) return undefined
    return { text: written, start, separator }
  }

  /** The name of a tag that ends at a position: `<password type="x">`. */
  #tagBefore(at: number): Name | undefined {
    const lowest = Math.max(0, at - LONGEST_TAG)
    const before = this.text.slice(lowest, at)
    const opened = before.lastIndexOf('<')
    const name = opened === -1 ? undefined : TAG.exec(before.slice(opened))?.[1]
    if (name === undefined || !isSecretName(name)) return undefined
    return { text: name, start: lowest + opened + 1, separator: '>' }
  }

  /** Whether one of this program's messages follows: `option 'password': it is wrong`. */
  #isSaidAbout(start: number, colon: number): boolean {
    const before = this.text.slice(Math.max(0, start - 16), start)
    const behind = this.text.slice(colon + 1, colon + 2 * NAME_LENGTH)
    if (/\boption ['"]$/.test(before)) return /^ (?:it is|expected) /.test(behind)
    // Line and column after the name of a file: `/etc/passwd:1:2: `.
    return PLACE.test(behind) || REASON.test(behind) || (behind.startsWith(' ') && isProse(behind))
  }

  /** A name together with the word before it, as in prose: `API key: x`. */
  #twoWords(start: number, end: number): string {
    const word = /(?:^|[^\w-])([A-Za-z]+) $/.exec(
      this.text.slice(Math.max(0, start - 16), start),
    )?.[1]
    return word === undefined ? '' : this.text.slice(start - word.length - 1, end)
  }

  /** The value that begins at a position, or after the blanks there. */
  #valueFrom(at: number, name: Name): Value | undefined {
    const { text } = this
    const region = this.#regionAt(at)
    let start = at
    while (start < region.end && isBlank(text.charCodeAt(start))) start++
    if (!region.inString && !this.isInside) {
      // A comment may be in the place of the value, or before it.
      if (text[start] === '#') return this.#commentFrom(start)
      while (text.startsWith('/*', start)) {
        const close = text.indexOf('*/', start + 2)
        this.#found.push({ start: start + 2, end: close === -1 ? text.length : close })
        if (close === -1) return undefined
        start = close + 2
        while (start < region.end && isBlank(text.charCodeAt(start))) start++
      }
    }
    // The string ends where the value should begin, because a quote within the value closed it.
    if (start >= region.end && region.inString) {
      return this.#glued(region.end, region.end) ?? this.#nextString(name, region)
    }
    const opening = OPENING.exec(text.slice(start, start + OPENING_LENGTH))
    if (opening !== null) return this.#quoted(start, opening, name, region)
    const first = text[start]
    if ((first === '(' || first === '[') && !region.inString) {
      return this.#bracketed(start + 1, first === '(' ? ')' : ']')
    }
    if (name.separator === '>') return { start, end: endAt(text, start, region.end, /</g) }
    const rest = text.slice(start, Math.min(region.end, start + 2 * NAME_LENGTH))
    if (isPlaceholder(rest) || this.#isSql(name, region)) return undefined
    if (HEADER.test(name.text) && SCHEME.test(rest)) return undefined
    if (!region.inString && isProse(rest)) return undefined
    const end = this.#unquotedEnd(start, name, region)
    const value = text.slice(start, end)
    if (isNoSecret(value) || isPath(name, value)) return undefined
    const isCut = region.inString ? end === region.end : /["'`]/.test(text[end] ?? '')
    return isCut ? this.#glued(start, end) : { start, end }
  }

  /** A quoted value; unclosed, it extends to the end of the line or of the surrounding string. */
  #quoted(
    opened: number,
    [mark = '', quote = '']: RegExpExecArray,
    name: Name,
    { end, inString }: Region,
  ): Range | undefined {
    const { text } = this
    const start = opened + mark.length
    const isEscaped = mark.length > 1
    if (HEADER.test(name.text) && SCHEME.test(text.slice(start, start + 16))) return undefined
    const close = closing(text, start, end, quote, isEscaped)
    if (close === undefined) return { start, end }
    const value = text.slice(start, close)
    if (isNoSecret(value) || isPath(name, value)) return undefined
    const behind = close + (isEscaped ? mark.length : 1)
    // The string was closed too early, or text follows directly, so the end of the value is
    // uncertain.
    if (behind < end && !BOUNDARY.test(text[behind] as string)) return { start, end }
    return inString && !isEscaped ? { start: opened, end: behind } : { start, end: close }
  }

  /** The string after one that holds the name of a secret alone: `"password=" "x"`. */
  #nextString(name: Name, { start, end: close }: Region): Range | undefined {
    const { text } = this
    if (this.isInside || !asksForSecret(text.slice(Math.max(start, name.start - 16), close))) {
      return undefined
    }
    const gap = /^"[\s,]{1,64}"/.exec(text.slice(close, close + 66))?.[0]
    const string = this.#strings[this.#next + 1]
    if (gap === undefined || string?.start !== close + gap.length) return undefined
    const value = text.slice(string.start, string.end)
    return isNoSecret(value) || !isAskedFor(value) ? undefined : string
  }

  /** The comment that begins at a position, if it is not empty. */
  #commentFrom(hash: number): Range | undefined {
    const blanks = /^#[#\s]{0,16}/.exec(this.text.slice(hash, hash + 17))?.[0].length ?? 1
    const start = hash + blanks
    return start < this.text.length ? { start, end: this.text.length } : undefined
  }

  /** Finds the comment after a secret, which may contain an earlier secret. */
  #remark(name: Name, end: number): void {
    if (!/^[\s#+>|-]*$/.test(this.text.slice(0, name.start))) return
    const gap = /^["')\]]{0,4}\s{0,64}(?=#)/.exec(this.text.slice(end, end + 2 * NAME_LENGTH))
    if (gap === null || (gap[0] === '' && end > 0)) return
    const range = this.#commentFrom(end + gap[0].length)
    if (range !== undefined) this.#found.push(range)
  }

  /** Finds secrets in a pair of name and value: `name = "password" value = "x"`. */
  #pairs(): void {
    for (const { indices } of this.text.matchAll(PAIR)) {
      const { name, secret } = indices?.groups ?? {}
      if (name === undefined || secret === undefined) continue
      if (!isSecretName(this.text.slice(...name))) continue
      if (!isNoSecret(this.text.slice(...secret))) {
        this.#found.push({ start: secret[0], end: secret[1] })
      }
    }
  }

  /** The values in a list. */
  #bracketed(start: number, close: string): Value {
    const at = this.text.indexOf(close, start)
    const end = at === -1 ? this.text.length : at
    const parts: Range[] = []
    for (const { 0: part, index } of this.text.slice(start, end).matchAll(ELEMENT)) {
      const from = start + index + (part.startsWith('"') ? 1 : 0)
      const to = start + index + part.length - (/^".*"$/.test(part) ? 1 : 0)
      if (to > from) parts.push({ start: from, end: to })
    }
    return { start, end, parts }
  }

  /**
   * The end of an unquoted value, where the next parameter may begin. The character before its name
   * tells which separator is in use; the value may contain the others.
   */
  #unquotedEnd(start: number, name: Name, region: Region): number {
    const { text } = this
    // ODBC puts a value with a semicolon in braces.
    const braced = BRACED.exec(text.slice(start, Math.min(region.end, start + 4 * NAME_LENGTH)))
    if (braced !== null) return start + braced[0].length
    const ends = region.inString ? (this.isInside ? INSIDE : STRING) : BARE
    const before = this.#before(name.start)
    // LDAP separates its extensions with commas, and has a question mark before the first.
    const separator = /bindpw$/i.test(name.text) ? 'comma' : (SEPARATORS[before] ?? 'any')
    const end = endAt(text, start, region.end, ends[separator])
    return region.inString ? end : this.#trimmed(start, end)
  }

  /** Removes the brackets that close a list around the value. */
  #trimmed(start: number, end: number): number {
    let at = end
    while (at > start && /[\s;,)\]}]/.test(this.text[at - 1] as string)) at--
    return at === start ? end : at
  }

  /** The last character before a position that is not a blank. */
  #before(at: number): string {
    const before = this.text.slice(Math.max(0, at - NAME_LENGTH), at).trimEnd()
    return before.slice(-1)
  }

  /**
   * A value up to a quote; if text follows the quote directly, the value extends to the line end.
   */
  #glued(start: number, close: number): Range | undefined {
    const { text } = this
    const next = text[close + 1]
    if (next !== undefined && !BOUNDARY.test(next)) return { start, end: text.length }
    return start < close ? { start, end: close } : undefined
  }

  /** Whether an unquoted value is a column or a parameter of an SQL statement. */
  #isSql(name: Name, { start, inString }: Region): boolean {
    const from = Math.max(start, name.start - 16 * NAME_LENGTH)
    return inString && SQL.test(this.text.slice(from, name.start))
  }

  /** Finds logins in URIs. */
  #users(): void {
    const { text } = this
    // In JSON within a string the slashes may have backslashes before them.
    for (const { 0: slashes, index } of text.matchAll(/\/\\{0,2}\//g)) {
      const range = this.#userAt(index, index + slashes.length)
      if (range !== undefined) this.#found.push(range)
    }
    // Without slashes: `sip:user:password@host`.
    for (let at = text.indexOf('@'); at !== -1; at = text.indexOf('@', at + 1)) {
      const before = text.slice(Math.max(0, at - 3 * NAME_LENGTH), at)
      const [, scheme = '', password] = OPAQUE.exec(before) ?? []
      if (password !== undefined && !NO_LOGIN.test(scheme) && !isNoSecret(password)) {
        this.#found.push({ start: at - password.length, end: at })
      }
    }
  }

  /** @param from behind the slashes */
  #userAt(slashes: number, from: number): Range | undefined {
    const { text } = this
    const near = text.slice(from, from + 8 * NAME_LENGTH)
    const authority = /^[^\s/?#"'<>]*/.exec(near)?.[0] ?? ''
    let last = authority.lastIndexOf('@')
    // A password may contain characters that should have been encoded: `//user:a/b@host`.
    if (last === -1 && near.startsWith('[')) return undefined
    if (last === -1) last = (BEYOND.exec(near) ?? BEYOND_BLANKS.exec(near) ?? [''])[0].length - 1
    if (last <= 0) return this.#cutUser(from, authority)
    const colon = near.indexOf(':')
    const hasPassword =
      colon !== -1 && colon < last && !NO_PASSWORD.test(near.slice(colon + 1, last))
    const secretFrom = hasPassword ? colon + 1 : 0
    if (secretFrom === 0 && !this.#isToken(slashes)) return undefined
    if (isNoSecret(near.slice(secretFrom, last))) return undefined
    return { start: from + secretFrom, end: from + last }
  }

  /** A password that a comment sign cuts off. */
  #cutUser(from: number, authority: string): Range | undefined {
    const next = this.text[from + authority.length]
    if (next !== undefined && next !== '#') return undefined
    const [user] = CUT_USER.exec(authority) ?? []
    if (user === undefined) return undefined
    const range = { start: from + user.length, end: from + authority.length }
    return isNoSecret(this.text.slice(range.start, range.end)) ? undefined : range
  }

  /** Whether a login without a password is a token, and not a user's name. */
  #isToken(slashes: number): boolean {
    const before = this.text.slice(Math.max(0, slashes - 32), slashes).replace(/\\{1,2}$/, '')
    const scheme = /([A-Za-z][\w+.-]*):$/.exec(before)?.[1]
    if (scheme !== undefined) return !LOGIN_NAMES.test(scheme)
    return before === '' || /[\s"'(=]$/.test(before)
  }

  /** Finds `Authorization: Bearer x`, and private keys. */
  #authorizations(): void {
    const { text } = this
    for (const match of text.matchAll(AUTHORIZATION)) {
      const start = match.index + match[0].length
      const end = endAt(text, start, text.length, /["'\s,;]/g)
      if (end > start) this.#found.push({ start, end })
    }
    const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.exec(text)
    if (key === null) return
    const start = key.index + key[0].length
    const close = text.indexOf('-----END', start)
    this.#found.push({ start, end: close === -1 ? text.length : close })
  }

  /** The string around a position, or the whole line. Positions must be asked in order. */
  #regionAt(at: number): Region {
    while ((this.#strings[this.#next]?.end ?? Infinity) < at) this.#next++
    const string = this.#strings[this.#next]
    return string !== undefined && string.start <= at
      ? { ...string, inString: true }
      : { start: 0, end: this.text.length, inString: false }
  }
}

interface Region extends Range {
  readonly inString: boolean
}

interface Value extends Range {
  /** The parts of a list to mask; absent to mask the whole range. */
  readonly parts?: readonly Range[]
}

interface Name {
  readonly text: string
  readonly start: number
  readonly separator: string
}

/** Characters without a width may be among those of a name, where nobody sees them. */
const NAME = /[\p{L}\p{N}\p{Cf}_.-]+$/u

/** Matches a tag up to its end, which is not closed at once. */
const TAG = /^<([\p{L}\p{N}_:.-]{1,64})(?:\s[^<>]{0,256})?(?<!\/)$/u
const LONGEST_TAG = 4 * NAME_LENGTH

/** Matches an element of a list after which a secret is the next one. */
const ASKING = /^\s{0,8}([\p{L}\p{N}\p{Cf}_.-]{1,64})\s{0,8}(?:=>|[=:])\s{0,8}$/u
const ASKING_FLAG = /^--[\w.-]{1,64}$/

/** Whether an element of a list says that the next one is a secret: `"password="`, `"--token"`. */
export function asksForSecret(element: string): boolean {
  if (element.length > 2 * NAME_LENGTH) return false
  const name = ASKING.exec(element)?.[1]
  if (name !== undefined) return isSecretName(name)
  return ASKING_FLAG.test(element) && !SWITCH.test(element) && isSecretName(element)
}

/** Whether the element after one that `asksForSecret` is what is asked for: it has no name of its own. */
export function isAskedFor(element: string): boolean {
  return !NAMED_ITSELF.test(element)
}

const QUOTE_OR_BACKSLASH = /[\\"'`\u2018-\u201f]/
/** Matches a string, closed or not, or a word. */
const ELEMENT = /"(?:[^"\\]|\\.)*"?|[^\s"(),[\]]+/g
const BRACED = /^\{(?:[^}]|\}\})*\}/

/**
 * For each separator, a pattern of it before the next parameter; within a value, no `name=`
 * follows.
 */
const SEMICOLON = String.raw`;(?=\s{0,8}(?:[\w.-]{1,64} ?[\w.-]{0,64}\s{0,8}=|["\n]|$))`
const COMMA = String.raw`,(?=\s{0,8}!?[\w.-]{1,64}\s{0,8}=)`
const ANY = String.raw`[\s;,&](?=\s{0,8}[\w.-]{1,64}\s{0,8}=)`
/** What says where the value goes ends a value after any separator: a mask must not hide it. */
const PLACE_NAMES = String.raw`(?:host(?:addr|name)?|server|port|db(?:name)?|database|user(?:name)?|uid|ur[il])\s{0,8}=`
const TARGET = String.raw`[\s;,&](?=\s{0,8}${PLACE_NAMES})`
const QUOTED_END = String.raw`(?<!\\)"`

/** Matches a parameter, a flag, and what says anywhere where a value goes. */
const NAMED_ITSELF = new RegExp(
  String.raw`^\s{0,8}[\w.-]{1,64}\s{0,8}=|^--?\w|\b${PLACE_NAMES}`,
  'i',
)

/** The kind of separator for the character before a name. */
const SEPARATORS: Readonly<Record<string, keyof typeof INSIDE>> = {
  '&': 'query',
  '?': 'query',
  ';': 'semicolon',
  ',': 'comma',
}

/** What ends a value when the whole text is one string. */
const INSIDE = {
  query: anyOf('[&#]', TARGET),
  semicolon: anyOf(SEMICOLON, TARGET),
  comma: anyOf(COMMA, TARGET),
  any: anyOf(ANY),
}

/** What ends a value in a string within a line. */
const STRING = {
  query: anyOf('[&#]', TARGET, QUOTED_END),
  semicolon: anyOf(SEMICOLON, TARGET, QUOTED_END),
  comma: anyOf(COMMA, TARGET, QUOTED_END),
  any: anyOf(ANY, QUOTED_END),
}

/** What ends a value outside of strings. */
const BARE = {
  query: /[&#\s"'<>)\]}]/g,
  semicolon: anyOf(SEMICOLON, TARGET, '["\'<>`]'),
  comma: anyOf(COMMA, TARGET, '["\'<>`]'),
  any: anyOf('[\\s"\'<>`]', ANY),
}

function anyOf(...patterns: readonly string[]): RegExp {
  return new RegExp(patterns.join('|'), 'gi')
}

const SQL = /\b(?:select|update|insert|delete)\b/i

const BEYOND = /^[^\s/?#"<>@:]+:(?!\d+(?:[/?#\s"']|$))[^\s"<>]*@/
/** Matches the user in a login without its `@`, if no port follows. */
const CUT_USER = /^[^:[\]@]+:(?!\d*$|port$|[%$<{*[])(?=[^:]+$)/i
const BEYOND_BLANKS = /^[^\s/?#"<>@:]+:(?!\d+(?:[/?#\s"']|$))[^"<>@]*@/

/** Schemes whose URIs have users as logins without password; in other URIs these are tokens. */
const LOGIN_NAMES =
  /^(?:pgsql|postgres(?:ql)?|mysql|mariadb|odbc|ldaps?|cassandra|ssh|sftp|ftps?|smtps?|xmpp|sips?|amqps?|riak)$/i

const OPAQUE =
  /(?:^|[^\w+.-])([A-Za-z][\w+.-]{1,30}):(?!\/\/)[^\s:@/"'=;]{1,64}:([^\s@"'/][^\s@"']{0,64})$/

/** Schemes whose URIs have no logins. */
const NO_LOGIN = /^(?:mailto|tls|ssl|cert|file|urn|news|tag|acct|data|cid|mid)$/i

/** Matches names that mean a secret only in the query of a URI. */
const IN_QUERY =
  /^(?:sig|signature|(?:x-)?key|auth|jwt|hmac|(?:x-(?:amz|goog)-)?(?:signature|credential|security-token))$/i

/** Matches line and column after the name of a file. */
const PLACE = /^\d+:\d+(?:[:\s]|$)/

/** Matches what the system says about a file, behind its name: `conf/secret: permission denied`. */
const REASON =
  /^ (?:permission denied|no such file(?: or directory)?|not a directory|too many (?:open files|levels of symbolic links)|operation not permitted)\s*$/

/** Matches the beginning of an `Authorization` header's value. */
const SCHEME = /^["']?(?:basic|bearer|digest|token|apikey)\s/i

const PAIR =
  /\b(?:name|key|field|header|param(?:eter)?)["']?\s{0,4}[=:]\s{0,4}["'](?<name>[\w .-]{1,64})["'][\s,;]{1,8}["']?(?:value|val|content)["']?\s{0,4}[=:]\s{0,4}["']?(?<secret>[^\s"'][^"']*)/dgi

/** Matches passwords which say that the user is a token. */
const NO_PASSWORD = /^(?:x-oauth\w*(?:-basic)?|x|)$/i

const AUTHORIZATION =
  /authorization["']?\s{0,8}[:=]\s{0,8}["']?(?:basic|bearer|digest|token|apikey)\s{1,8}/gi

/** The insides of the double-quoted strings in a line; an unclosed one extends to its end. */
function stringsIn(line: string): Range[] {
  const strings: Range[] = []
  let open = -1
  for (let at = 0; at < line.length; at++) {
    const code = line.charCodeAt(at)
    if (code === BACKSLASH) at++
    else if (code === QUOTE) {
      if (open !== -1) strings.push({ start: open, end: at })
      open = open === -1 ? at + 1 : -1
    }
  }
  if (open !== -1) strings.push({ start: open, end: line.length })
  return strings
}

const QUOTE = 0x22
const BACKSLASH = 0x5c

/** The index of the quote that closes a value; undefined for none. */
function closing(
  text: string,
  start: number,
  end: number,
  quote: string,
  isEscaped: boolean,
): number | undefined {
  for (let at = start; at < end; at++) {
    const each = text[at] as string
    if (each === '\\') {
      if (isEscaped && text[at + 1] === quote) return at
      at++
    } else if (each === quote || (!'"\'`'.includes(quote) && CLOSING.test(each))) return at
  }
  return undefined
}

const CLOSING = /["\u00ab\u00bb\u2018\u2019\u201c-\u201f]/

/** The index of the first separator; `end` when there is none. */
function endAt(text: string, start: number, end: number, separator: RegExp): number {
  separator.lastIndex = start
  const found = separator.exec(text)
  return found === null || found.index > end ? end : found.index
}

function isPath({ text }: Name, value: string): boolean {
  return PATH_NAME.test(text) && PATH.test(value) && !value.split('/').some(isRandom)
}

/** Whether a step of a path looks like a piece of a key in Base64, in which slashes stand too. */
function isRandom(step: string): boolean {
  return (
    /^[A-Za-z0-9+]{16,}$/.test(step) && [/[a-z]/, /[A-Z]/, /\d/].every((kind) => kind.test(step))
  )
}

/** Blanks that look like others, or like nothing at all, count too. */
function isBlank(code: number): boolean {
  if (code < 0x80) return code === 0x20 || (code >= 0x09 && code <= 0x0d)
  return WIDE_BLANK.test(String.fromCharCode(code))
}

const WIDE_BLANK = /[\s\p{Cf}]/u
