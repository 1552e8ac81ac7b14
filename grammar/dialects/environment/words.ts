import type { Range } from '../../../src/syntax/index.js'
/** A piece of a shell word: literal text, or the value of a variable. */
export type WordPart = { readonly text: string } | { readonly variable: string }

/** Why a word's value cannot be known without running something. The range is in the text. */
export interface Obstacle extends Range {
  readonly what: 'command' | 'arithmetic' | 'parameter' | 'special' | 'home' | 'quotes' | 'unclosed'
}

/** One word as a shell reads it, including its quotes. */
export interface ShellWord {
  readonly end: number
  readonly parts: readonly WordPart[]
  /** The first obstacle; a word with an obstacle has no known value. */
  readonly obstacle?: Obstacle
}

const LF = '\n'

/** Characters that end an unquoted word. */
const ENDS = ' \t\n\r;&|<>()'
/** Characters with a special meaning outside quotes, and within double quotes. */
const MARKS = `${ENDS}'"\\$\`~`
const MARKS_IN_QUOTES = '"\\$`'

/** The index after the name of a variable; the same index when no name begins there. */
export function nameEnd(text: string, start: number): number {
  let at = start
  while (/\w/.test(text.charAt(at)) && (at > start || !/\d/.test(text.charAt(at)))) at++
  return at
}

/** The index after a backslash and a line end; the same index when they are not there. */
export function joinedLine(text: string, at: number): number {
  return at + (/^\\\r?\n/.exec(text.slice(at, at + 3))?.[0].length ?? 0)
}

/**
 * Reads shell words with quotes, backslashes and plain variables (language spec 9). It runs
 * nothing; whatever a shell would run is an obstacle.
 */
export class WordReader {
  readonly #text: string
  /**
   * Marks found unclosed once; from then on their other half is searched for on their line only.
   */
  readonly #unclosed = new Set<string>()

  constructor(text: string) {
    this.#text = text
  }

  /** Reads the word that begins at an index. */
  read(from: number): ShellWord {
    const text = this.#text
    const word = new WordBuilder()
    let at = from
    while (at < text.length && !ENDS.includes(text.charAt(at))) {
      const unit = text.charAt(at)
      if (unit === "'") at = this.#single(at, word)
      else if (unit === '"') at = this.#double(at, word)
      else if (unit === '\\') at = this.#escape(at, word)
      else if (unit === '$') at = this.#dollar(at, word, false)
      else if (unit === '`') at = this.#backquote(at, word)
      else if (unit === '~') {
        if (this.#isHome(from, at)) word.meets({ what: 'home', start: at, end: at + 1 })
        word.add(unit)
        at++
      } else at = this.#plain(MARKS, at, word)
    }
    return word.finish(at)
  }

  /** Whether a `~` begins the word, or follows a colon in it. */
  #isHome(from: number, tilde: number): boolean {
    const text = this.#text
    let at = tilde
    while (at > from && text.charAt(at - 1) === LF) at -= text.charAt(at - 2) === '\\' ? 2 : 3
    return at <= from || text.charAt(at - 1) === ':'
  }

  /** Adds literal text, up to the next mark. */
  #plain(marks: string, start: number, word: WordBuilder): number {
    const text = this.#text
    let at = start + 1
    while (at < text.length && !marks.includes(text.charAt(at))) at++
    word.add(text.slice(start, at))
    return at
  }

  #single(start: number, word: WordBuilder): number {
    const close = this.#text.indexOf("'", start + 1)
    if (close === -1 || this.#seemsUnclosed(start, close)) return this.#unclosedQuote(start, word)
    word.add(this.#text.slice(start + 1, close))
    return close + 1
  }

  #double(start: number, word: WordBuilder): number {
    const text = this.#text
    const inner = new WordBuilder()
    const limit = this.#unclosed.has('"') ? this.#lineEnd(start) : text.length
    let at = start + 1
    while (at < limit && text.charAt(at) !== '"') {
      const unit = text.charAt(at)
      if (unit === '\\') {
        const next = text.charAt(at + 1)
        const joined = joinedLine(text, at)
        if (joined > at) at = joined
        else {
          inner.add('"$\\`'.includes(next) ? next : unit + next)
          at += 2
        }
      } else if (unit === '$') at = this.#dollar(at, inner, true)
      else if (unit === '`') at = this.#backquote(at, inner)
      else at = this.#plain(MARKS_IN_QUOTES, at, inner)
    }
    if (at >= limit) {
      this.#unclosed.add('"')
      return this.#unclosedQuote(start, word)
    }
    if (this.#seemsUnclosed(start, at)) return this.#unclosedQuote(start, word)
    word.addAll(inner)
    return at + 1
  }

  /**
   * Whether a quote that closes on a later line really opens the value there, because the quote on
   * this line was never closed.
   */
  #seemsUnclosed(start: number, close: number): boolean {
    const string = this.#text.slice(start, close)
    const newline = string.lastIndexOf(LF)
    const lastLine = string.slice(newline + 1)
    return newline !== -1 && /^[ \t]*(?:export[ \t]+)?[A-Za-z_]\w*=$/.test(lastLine)
  }

  /** Handles an unclosed quote: its string ends with the line. */
  #unclosedQuote(start: number, word: WordBuilder): number {
    const lineEnd = this.#lineEnd(start)
    const end = this.#text.charAt(lineEnd - 1) === '\r' ? lineEnd - 1 : lineEnd
    word.meets({ what: 'unclosed', start, end: start + 1 })
    return Math.max(end, start + 1)
  }

  /** Handles a backslash outside quotes: the next character is literal, or the line continues. */
  #escape(at: number, word: WordBuilder): number {
    const joined = joinedLine(this.#text, at)
    if (joined > at) return joined
    const next = this.#text.codePointAt(at + 1)
    const character = next === undefined ? '\\' : String.fromCodePoint(next)
    word.add(character)
    return next === undefined ? at + 1 : at + 1 + character.length
  }

  #dollar(start: number, word: WordBuilder, inQuotes: boolean): number {
    const text = this.#text
    const next = text.charAt(start + 1)
    const behind = nameEnd(text, start + 1)
    const joined = joinedLine(text, behind)
    if (joined > behind && (behind === start + 1 || /\w/.test(text.charAt(joined)))) {
      // A shell joins lines before it looks for the name.
      word.meets({ what: 'parameter', start, end: behind })
      return joined
    }
    if (behind > start + 1) {
      word.addVariable(text.slice(start + 1, behind))
      return behind
    }
    if (next === '{') return this.#parameter(start, word)
    if (next === '(') {
      const end = this.group(start + 1, '(', ')')
      const what = text.startsWith('$((', start) ? 'arithmetic' : 'command'
      word.meets({ what, start, end })
      return end
    }
    if (next !== '' && '0123456789@*#?-$!'.includes(next)) {
      word.meets({ what: 'special', start, end: start + 2 })
      return start + 2
    }
    if (!inQuotes && (next === "'" || next === '"')) {
      word.meets({ what: 'quotes', start, end: start + 2 })
      return start + 1
    }
    word.add('$')
    return start + 1
  }

  /** Reads `${NAME}`; any other form of it is an obstacle. */
  #parameter(start: number, word: WordBuilder): number {
    const text = this.#text
    const behind = nameEnd(text, start + 2)
    if (behind > start + 2 && text.charAt(behind) === '}') {
      word.addVariable(text.slice(start + 2, behind))
      return behind + 1
    }
    const end = this.group(start + 1, '{', '}')
    word.meets({ what: 'parameter', start, end })
    return end
  }

  #backquote(start: number, word: WordBuilder): number {
    const close = this.#text.indexOf('`', start + 1)
    const end = close === -1 ? this.#lineEnd(start) : close + 1
    word.meets({ what: 'command', start, end })
    return end
  }

  /** The index after the bracket that closes a group; the end of the line when none does. */
  group(open: number, opening: '(' | '{', closing: ')' | '}'): number {
    const text = this.#text
    const limit = this.#unclosed.has(closing) ? this.#lineEnd(open) : text.length
    let depth = 0
    for (let at = open; at < limit; at++) {
      const unit = text.charAt(at)
      if (unit === opening) depth++
      else if (unit === closing && --depth === 0) return at + 1
      else if (unit === '\\') at++
      else if (unit === "'" || unit === '"') {
        const close = text.indexOf(unit, at + 1)
        if (close !== -1 && close < limit) at = close
      }
    }
    this.#unclosed.add(closing)
    return this.#lineEnd(open)
  }

  #lineEnd(from: number): number {
    const newline = this.#text.indexOf(LF, from)
    return newline === -1 ? this.#text.length : newline
  }
}

class WordBuilder {
  readonly #parts: WordPart[] = []
  #text = ''
  #obstacle: Obstacle | undefined

  add(text: string): void {
    this.#text += text
  }

  addVariable(variable: string): void {
    this.#flush()
    this.#parts.push({ variable })
  }

  addAll(other: WordBuilder): void {
    other.#flush()
    this.#flush()
    this.#parts.push(...other.#parts)
    if (other.#obstacle) this.meets(other.#obstacle)
  }

  meets(obstacle: Obstacle): void {
    this.#obstacle ??= obstacle
  }

  finish(end: number): ShellWord {
    this.#flush()
    const parts = this.#parts
    return this.#obstacle ? { end, parts, obstacle: this.#obstacle } : { end, parts }
  }

  #flush(): void {
    if (this.#text !== '') this.#parts.push({ text: this.#text })
    this.#text = ''
  }
}
