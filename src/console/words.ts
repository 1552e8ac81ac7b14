import { registry } from '../schema/index.js'
import { isSecretName } from '../schema/secrets/names.js'
import { MASK, moved, secretShapes, withoutRanges } from '../schema/secrets/shapes.js'
import { decodeString, encodeString, needsQuotes } from '../syntax/index.js'
import { ConsoleError } from './error.js'

/** A word of a command: a name, an instance, or a part of a value. */
export interface Word {
  readonly kind: 'word' | 'string' | 'equals' | 'group' | 'argument'
  /** The text as typed. An `argument` comes from a shell, which has removed its quotes. */
  readonly text: string
  /** The word as a name or an instance, without quotes. */
  readonly value: string
  /** The blanks before the word. */
  readonly gap: string
}

/** How many words a line may have. An array or a dictionary is one, whatever is in it. */
const MOST_WORDS = 10_000

/** A line that nobody has typed: its words are not looked at. */
class TooManyWords extends ConsoleError {
  constructor(most: number) {
    super(`A line has ${most} words at most.`)
  }
}

/**
 * Splits a line typed on the console (runtime spec 3) into words: plain words, double-quoted
 * strings, a lone `=`, and whole arrays and dictionaries.
 * @throws ConsoleError when a quote or a bracket is not closed, or there are too many words
 */
export function splitWords(line: string): Word[] {
  const words: Word[] = []
  let at = 0
  for (;;) {
    const from = at
    while (isBlank(line[at])) at++
    if (at >= line.length) return words
    if (words.length === MOST_WORDS) throw new TooManyWords(words.length)
    const end = wordEnd(line, at)
    const text = line.slice(at, end)
    words.push({ ...read(text), text, gap: line.slice(from, at) })
    at = end
  }
}

/** The words of a command that a shell has split. */
export function wordsFromArguments(values: readonly string[]): Word[] {
  return values.map((value) => ({
    kind: value === '=' ? 'equals' : 'argument',
    text: value,
    value,
    gap: ' ',
  }))
}

/**
 * The text of a value that consists of several words, as typed. A single shell argument that is not
 * a string, an array or a dictionary is a scalar; it is quoted if necessary.
 */
export function valueOfWords(words: readonly Word[]): string {
  const [only, ...others] = words
  if (only?.kind === 'argument' && others.length === 0) {
    return needsQuotes(only.text) && !/^["([]/.test(only.text) ? encodeString(only.text) : only.text
  }
  return words.map(({ gap, text }, index) => (index === 0 ? text : gap + text)).join('')
}

/** Matches an IPv6 address in brackets, with an optional port; no dictionary looks like that. */
const ADDRESS = /\[[0-9A-Fa-f:.*]+\](?::\d+)?/y

/** A path or a regular expression, and any other word. */
const PATH = /[^\s"]+/y
const PLAIN = /[^\s"=()[\]]+/y

function read(text: string): Pick<Word, 'kind' | 'value'> {
  switch (text[0]) {
    case '"':
      return { kind: 'string', value: decodeString(text) }
    case '=':
      return { kind: 'equals', value: text }
    case '(':
      return { kind: 'group', value: text }
    case '[':
      return { kind: matchAt(ADDRESS, text, 0) > 0 ? 'word' : 'group', value: text }
    default:
      return { kind: 'word', value: text }
  }
}

/** Whether a character is a blank, a tab or a line end. */
function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n' || character === '\r'
}

function wordEnd(line: string, start: number): number {
  const first = line[start] as string
  if (first === '"') return stringEnd(line, start)
  if (first === '=') return start + 1
  if (first === '[') {
    const address = matchAt(ADDRESS, line, start)
    return address > start ? address : groupEnd(line, start)
  }
  if (first === '(') return groupEnd(line, start)
  // A path or a regular expression may contain brackets and `=`, as in a file (language spec 2.2).
  const end = matchAt(first === '/' ? PATH : PLAIN, line, start)
  return Math.max(end, start + 1)
}

/** The end of a match at `start`; `start` when there is none. */
function matchAt(sticky: RegExp, line: string, start: number): number {
  sticky.lastIndex = start
  return sticky.test(line) ? sticky.lastIndex : start
}

function stringEnd(line: string, start: number): number {
  for (let at = start + 1; at < line.length; at++) {
    if (line[at] === '"') return at + 1
    if (line[at] === '\\' && (line[at + 1] === '"' || line[at + 1] === '\\')) at++
  }
  throw new ConsoleError(`A quote is not closed: ${shownFrom(line, start)}`)
}

function groupEnd(line: string, start: number): number {
  const open: string[] = []
  for (let at = start; at < line.length; ) {
    const character = line[at] as string
    if (character === '"') {
      at = stringEnd(line, at)
      continue
    }
    at++
    if (character === '(' || character === '[') open.push(character === '(' ? ')' : ']')
    else if (character === open.at(-1)) open.pop()
    if (open.length === 0) return at
  }
  throw new ConsoleError(`A bracket is not closed: ${shownFrom(line, start)}`)
}

/**
 * Whether a line holds a secret, as far as the names and the shapes in it show. Of a line with too many
 * words nobody knows: it counts as one that does.
 */
export function holdsSecret(line: string): boolean {
  try {
    const words = splitWords(line)
    const shown = shownWords(words)
    return words.some(({ value }, at) => {
      const isFollowed = at < words.length - 1
      return shown[at] !== value || (isFollowed && isSecretInSchema(value))
    })
  } catch (error) {
    if (error instanceof TooManyWords) return true
    if (error instanceof ConsoleError) return error.message.includes(MASK)
    throw error
  }
}

/** A line for a log, its secrets masked, as far as the names and the shapes in it show them. */
export function lineWithoutSecrets(line: string): string {
  try {
    const words = splitWords(line)
    const secret = words.findIndex(({ value }) => isSecretInSchema(value))
    return words
      .map(({ text, value, gap }, at) => {
        const isBehindSecret = secret >= 0 && at > secret
        const shown = isBehindSecret ? MASK : shownWord(words, at)
        return (at === 0 ? '' : gap) + (shown === value ? text : shown)
      })
      .join('')
  } catch (error) {
    if (!(error instanceof ConsoleError)) throw error
    // Where a word ends cannot be known, and so what of the line is a secret.
    const [first = ''] = line.trim().split(/[\s"'([]/, 1)
    return `${shownFrom(first, 0)} ${MASK}`
  }
}

/** Whether the schema says of an option, in any scope, that its value is a secret. */
function isSecretInSchema(name: string): boolean {
  const key = name.toLowerCase()
  return registry()
    .scopesWithOption(name)
    .some(({ options }) => options.get(key)?.secret === true)
}

/** Words for a message: masked after the name of a secret, and without secret-looking parts. */
export function shownWords(words: readonly Word[]): string[] {
  const name = words.findIndex(({ value }) => isSecretName(value))
  return words.map(({ value }, at) =>
    name >= 0 && at > name ? MASK : withoutRanges(value, secretShapes(value, true)),
  )
}

/** One word of a line as it may be shown, by the words before it. */
export function shownWord(words: readonly Word[], at: number): string {
  return shownWords(words.slice(0, at + 1)).at(-1) ?? ''
}

/** The rest of an unreadable line for a message, without secrets. */
function shownFrom(line: string, start: number): string {
  const before = line.slice(0, start).match(/[^\s"=()[\]]+/g) ?? []
  if (before.some((word) => isSecretName(word))) return MASK
  const rest = line.slice(start)
  const ranges = secretShapes(line).filter(({ end }) => end > start)
  return withoutRanges(
    rest,
    ranges.map((range) => moved({ ...range, start: Math.max(range.start, start) }, -start)),
  )
}
