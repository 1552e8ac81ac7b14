import type { Source } from '../../../src/syntax/index.js'
import type { Lexed } from '../../lexer/lexer.js'
import { DialectToken } from '../kinds.js'
import { DialectLexer } from '../lexer.js'
import { BLOCK_WORDS, blockEnd, hereDocument } from './blocks.js'
import { joinedLine, nameEnd, type ShellWord, WordReader } from './words.js'

/** Splits a text into the tokens of the environment file (language spec 9). */
export function lexEnvironment(source: Source): Lexed {
  return new EnvironmentLexer(source).run()
}

/** How far a command has been read. */
type Stage =
  | 'start'
  /** The command consists of assignments so far. */
  | 'assignments'
  | 'export'
  /** The command is not evaluated. */
  | 'other'

const OPERATORS = '&|<>()'

class EnvironmentLexer extends DialectLexer {
  readonly #words = new WordReader(this.text)
  /** Whether some compound command did not end, so that no other end is searched for. */
  #blocksOpen = false
  /** Whether some here-document did not end, so that no other end is searched for. */
  #documentsOpen = false
  #stage: Stage = 'start'

  protected line(start: number): number {
    const { text } = this
    const documents: number[] = []
    this.#stage = 'start'
    let at = start
    for (;;) {
      at = this.#skip(at)
      const unit = text.charAt(at)
      if (unit === '' || unit === '\n') break
      if (unit === '#') {
        at = this.lineEnd(at)
        break
      }
      if (text.startsWith('<<', at) && text.charAt(at + 2) !== '<') documents.push(at)
      at = unit === ';' ? this.#semicolon(at) : this.#word(at, unit)
    }
    for (const operator of documents) at = this.#hereDocument(operator, at)
    return at
  }

  /** Skips blanks, and line ends after a backslash. */
  #skip(from: number): number {
    const { text } = this
    let at = from
    for (;;) {
      at = this.skipBlanks(at, text.length)
      const joined = joinedLine(text, at)
      if (joined === at) return at
      at = joined
    }
  }

  #semicolon(at: number): number {
    // A semicolon without a command before it on its line ends nothing.
    const stray = this.#stage === 'start'
    this.#stage = 'start'
    this.push(stray ? DialectToken.Command : DialectToken.Semicolon, at, at + 1)
    return at + 1
  }

  #word(at: number, unit: string): number {
    if (OPERATORS.includes(unit)) return this.#operator(at)
    switch (this.#stage) {
      case 'start':
        return this.#assignment(at, DialectToken.Head) ?? this.#command(at)
      case 'assignments':
        return this.#assignment(at, DialectToken.Name) ?? this.#other(at)
      case 'export':
        return this.#assignment(at, DialectToken.Name) ?? this.#exportedName(at)
      default:
        return this.#other(at)
    }
  }

  /** Reads `NAME=word`. @returns its end; undefined when there is no assignment */
  #assignment(start: number, kind: DialectToken): number | undefined {
    const { text } = this
    const equals = nameEnd(this.text, start)
    if (equals === start || text.charAt(equals) !== '=') return undefined
    if (this.#stage === 'start') this.#stage = 'assignments'
    this.push(kind, start, equals)
    this.push(DialectToken.Equals, equals, equals + 1)
    const word = this.#read(equals + 1)
    if (word.end > equals + 1) {
      this.#pushWord(word.obstacle ? DialectToken.Opaque : DialectToken.Word, equals + 1, word.end)
    }
    return word.end
  }

  #exportedName(start: number): number {
    const end = nameEnd(this.text, start)
    const word = this.#read(start)
    if (word.end !== end) return this.#other(start)
    this.push(DialectToken.Name, start, end)
    return end
  }

  /** Reads the first word of a command that is not an assignment. */
  #command(start: number): number {
    const { text } = this
    const { end } = this.#read(start)
    const word = text.slice(start, end)
    if (word === 'export') {
      this.#stage = 'export'
      this.push(DialectToken.Export, start, end)
      return end
    }
    this.#stage = 'other'
    const body = BLOCK_WORDS.has(word) ? end : this.#functionBody(start, end)
    const limit = body === -1 ? end : this.#blockEnd(start, body)
    this.#pushWord(DialectToken.Command, start, limit)
    return limit
  }

  /** The end of a compound command; one that does not end takes the rest of its line. */
  #blockEnd(start: number, body: number): number {
    const close = this.#blocksOpen ? -1 : blockEnd(this.text, body)
    if (close !== -1) return close
    this.#blocksOpen = true
    return this.trimEnd(start, this.lineEnd(start))
  }

  /** The index after the brace of `name() {` or `function name {`; -1 when no function begins. */
  #functionBody(start: number, end: number): number {
    const rest = this.text.slice(end, end + 200)
    const head =
      this.text.slice(start, end) === 'function'
        ? /^[ \t]+[\w-]+[ \t]*(?:\([ \t]*\))?\s*\{(?=\s)/.exec(rest)
        : /^[ \t]*\([ \t]*\)\s*\{(?=\s)/.exec(rest)
    return head ? end + head[0].length : -1
  }

  #operator(start: number): number {
    const { text } = this
    const first = this.#stage === 'start'
    this.#stage = 'other'
    let end = start + 1
    if (first && text.charAt(start) === '(') end = this.#words.group(start, '(', ')')
    else while (OPERATORS.includes(text.charAt(end)) && end < text.length) end++
    this.#pushWord(first ? DialectToken.Command : DialectToken.Unknown, start, end)
    return end
  }

  #other(start: number): number {
    const { end } = this.#read(start)
    this.#stage = 'other'
    this.#pushWord(DialectToken.Unknown, start, end)
    return end
  }

  /** Adds a here-document, the lines of data for a command, to the command. */
  #hereDocument(operator: number, lineEnd: number): number {
    if (this.#documentsOpen) return lineEnd
    const document = hereDocument(this.text, operator, lineEnd)
    if (document === undefined) {
      this.#documentsOpen = true
      return lineEnd
    }
    this.push(DialectToken.Unknown, document.start, document.end, true)
    return document.end
  }

  #read(start: number): ShellWord {
    const word = this.#words.read(start)
    const { obstacle } = word
    if (obstacle?.what === 'unclosed') {
      const mark = this.text.charAt(obstacle.start)
      this.findings.reportAt(
        'syntax/unclosed-string',
        obstacle.start,
        obstacle.end,
        'String is not closed',
        {
          detail: `A ${mark} is missing at the end of the value.`,
          fixes: [this.findings.replaceAt('Close the string', 'unsafe', word.end, word.end, mark)],
        },
      )
    }
    return word
  }

  #pushWord(kind: DialectToken, start: number, end: number): void {
    this.push(kind, start, end, /["'\n]/.test(this.text.slice(start, end)))
  }
}
