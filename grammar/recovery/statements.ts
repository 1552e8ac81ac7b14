import { fix } from '../../src/diagnostics/index.js'
import { TokenKind } from '../../src/syntax/index.js'
import type { ForeignText } from './foreign-text.js'
import { RecoveryPart, type RecoveryTools } from './part.js'
import type { ScopeRecovery } from './scopes.js'

/** What can be the name of an option. */
const NAME = /^[A-Za-z_][\w:.-]*$/

/** Mistakes in statements: a word that begins no item, and the text after it. */
export class StatementRecovery extends RecoveryPart {
  constructor(
    tools: RecoveryTools,
    private readonly scopes: ScopeRecovery,
    private readonly foreign: ForeignText,
  ) {
    super(tools)
  }

  /** Handles a word that begins no item; the text after it shows what was meant. */
  brokenStatement(at: number, distance: number): void {
    const { layout, machine } = this
    const next = layout.kind(at + 1)
    if (this.#listInBraces(at)) return
    if (!layout.startsLine(at) && this.#endsStatement(at)) {
      if (!this.foreign.stepOver(at)) this.#extraWords(at)
      return
    }
    if (distance <= 1) return this.#loneWord(at)
    if (next === TokenKind.Equals) return this.#badValue(at)
    if (!layout.sameLine(at, at + 1)) return this.#loneWord(at)
    const after = at + 2
    const afterKind = layout.kind(after)
    if (afterKind === TokenKind.EndOfFile || !layout.sameLine(at + 1, after)) {
      if (this.#opensDeeper(at, after)) return this.#missingBrace(at, at + 1, after)
      return this.#missingEquals(at)
    }
    if (afterKind === TokenKind.CloseBrace) {
      if (!this.#opensDeeper(at, after + 1)) return this.#missingEquals(at)
      this.#missingBrace(at, at + 1, after + 1)
      return
    }
    if (afterKind === TokenKind.Equals) {
      if (layout.kind(after + 1) === TokenKind.OpenBrace) {
        this.say.tell('syntax/unexpected', after, after + 1, '"=" cannot stand before "{"', {
          detail: 'Take it out.',
          fixes: [this.say.replace('Take it out', 'safe', after, after + 1, '')],
        })
        return this.moves.enterScope(at, after + 2)
      }
      if (layout.text(at + 1) === ':') {
        this.say.colon(machine.tokens.start[at + 1] as number)
        return this.moves.skipLine(at)
      }
      const value = this.say.quoted(at + 1)
      this.say.tell('syntax/extra-words', at + 1, at + 2, `Unexpected ${value} before "="`, {
        detail: `The name of an option is one word: ${this.layout.text(at)} = value.`,
      })
      this.scopes.possibleHeader(at)
      return this.moves.skipLine(at)
    }
    const limit = this.moves.lineLimit(after)
    const options = afterKind === TokenKind.Word && layout.kind(after + 1) === TokenKind.Equals
    if (options && layout.kind(limit) === TokenKind.CloseBrace && layout.sameLine(after, limit)) {
      return this.#missingBrace(at, at + 1, after)
    }
    if (layout.kind(limit) === TokenKind.OpenBrace && layout.sameLine(limit - 1, limit)) {
      this.say.tell(
        'syntax/extra-words',
        after,
        limit,
        `Unexpected ${this.say.quoted(after)} before "{"`,
        {
          detail:
            'A stanza has a name and at most one instance; an instance with blanks is quoted.',
        },
      )
      return this.moves.enterScope(at, limit + 1)
    }
    return this.#missingEquals(at, limit)
  }

  #extraWords(at: number): void {
    if (this.layout.text(at - 1) === '>' && this.layout.kind(at - 2) === TokenKind.Equals) {
      this.say.tell('syntax/unexpected', at - 1, at, 'An arrow where "=" belongs', {
        detail: 'An option is written Name = value.',
        fixes: [this.say.replace('Take the ">" out', 'safe', at - 1, at, '')],
      })
      return this.moves.skipLine(at)
    }
    const limit = this.moves.lineLimit(at)
    this.say.tell('syntax/extra-words', at, limit, 'Unexpected text behind the value', {
      detail: 'An option has one value: quote a value with blanks, put several into ( ).',
    })
    this.moves.skipLine(at)
  }

  #loneWord(at: number): void {
    const { layout } = this
    const word = layout.text(at)
    const colon = /^[A-Za-z_][\w-]*:(?=.)/.exec(word)
    if (colon) {
      const place = (this.machine.tokens.start[at] as number) + colon[0].length - 1
      this.say.colon(place)
      return this.moves.brokenOption(at, at + 1)
    }
    if (word === '...' || word === '…') {
      this.say.tell('syntax/unexpected', at, at + 1, `"${word}" where something was left out`, {
        detail: 'Write what is meant, or take the dots out.',
        fixes: [this.say.replace('Take the dots out', 'unsafe', at, at + 1, '')],
      })
      return this.moves.skipLine(at)
    }
    if (!/[A-Za-z0-9]/.test(word)) {
      this.say.tell(
        'syntax/unexpected',
        at,
        at + 1,
        `${this.say.quoted(at)} cannot begin a statement`,
        {
          detail: 'A statement begins with the name of an option or of a scope.',
        },
      )
      return this.moves.skipLine(at)
    }
    if (this.#opensDeeper(at, at + 1)) return this.#missingBrace(at, at, at + 1)
    this.say.tell('syntax/missing-value', at, at + 1, `"${word}" has no value`, {
      detail: `An option is written ${word} = value.`,
    })
    const next = layout.kind(at + 1)
    const closes =
      next === TokenKind.CloseParen || next === TokenKind.CloseBracket || next === TokenKind.Comma
    if (closes) return this.moves.skipLine(at)
    this.scopes.possibleHeader(at)
    this.moves.brokenOption(at, at + 1)
  }

  /** Handles `Name = X` where X cannot be a value. */
  #badValue(at: number): void {
    const { layout } = this
    const equals = at + 1
    const after = at + 2
    if (layout.kind(after) === TokenKind.Equals && layout.sameLine(equals, after)) {
      this.say.tell('syntax/unexpected', after, after + 1, 'One "=" too many', {
        detail: 'Take it out.',
        fixes: [this.say.replace('Take it out', 'safe', after, after + 1, '')],
      })
      const value = layout.kind(after + 1)
      if (value === TokenKind.String || value === TokenKind.Word) {
        return layout.kind(after + 2) === TokenKind.OpenBrace
          ? this.moves.enterScope(at, after + 3)
          : this.moves.brokenOption(at, after + 2)
      }
      if (value === TokenKind.OpenBrace) return this.moves.enterScope(at, after + 2)
      return this.moves.skipLine(at)
    }
    this.say.missingValue(at, equals)
    this.scopes.possibleHeader(equals)
    const stray = layout.kind(after)
    const closes =
      stray === TokenKind.CloseParen ||
      stray === TokenKind.CloseBracket ||
      stray === TokenKind.Comma
    if (closes && layout.sameLine(equals, after)) return this.moves.skipLine(at)
    this.moves.brokenOption(at, after)
  }

  /** Handles `Name value`, which is valid only on the console (language spec 3). */
  #missingEquals(at: number, limit = at + 2): void {
    const { layout, machine } = this
    const value = at + 1
    const name = layout.text(at)
    const valueText = layout.text(value)
    const start = machine.tokens.end[at] as number
    if (name.endsWith(':') && name.length > 1) {
      this.say.colon(start - 1)
    } else if (valueText === ':') {
      this.say.colon(machine.tokens.start[value] as number)
    } else {
      this.say.tell('syntax/missing-equals', value, value + 1, `"=" is missing behind "${name}"`, {
        detail: 'An option is written Name = value; a value with blanks is quoted.',
        ...(limit > at + 2 || !NAME.test(name)
          ? {}
          : { fixes: [this.say.insertBehind('Write the "="', 'safe', at, ' =')] }),
      })
    }
    this.scopes.possibleHeader(value)
    if (limit > at + 2) return this.moves.skipLine(at)
    this.moves.brokenOption(at, limit)
  }

  /** Whether the token after a header begins a line that is indented more than the header. */
  #opensDeeper(head: number, next: number): boolean {
    const { layout } = this
    return (
      layout.startsLine(head) &&
      layout.startsLine(next) &&
      layout.looksLikeHead(next) &&
      layout.indent(next) > layout.indent(head)
    )
  }

  #missingBrace(head: number, last: number, body: number): void {
    if (head === last && this.#isOpenedDictionary(head, body)) return
    this.say.tell(
      'syntax/missing-brace',
      last,
      last + 1,
      `"{" is missing behind ${this.say.header(head, last)}`,
      {
        detail: 'What follows is laid out as the contents of a stanza.',
        fixes: [this.say.insertBehind('Write the brace', 'unsafe', last, ' {')],
      },
    )
    this.moves.enterScope(head, body)
  }

  /**
   * Whether a word is followed, on the next lines, by entries and a `]` indented like the word, so
   * that the opening bracket is missing. All of this becomes the broken option.
   */
  #isOpenedDictionary(head: number, body: number): boolean {
    const { layout } = this
    const close = this.moves.listClose(body)
    if (close === -1 || layout.kind(close) !== TokenKind.CloseBracket) return false
    if (!layout.startsLine(close) || layout.indent(close) !== layout.indent(head)) return false
    this.say.tell(
      'syntax/missing-value',
      head,
      head + 1,
      `"[" is missing behind ${this.say.quoted(head)}`,
      {
        detail: `A ${this.say.quoted(close)} closes what nothing opens.`,
        related: [this.say.place(close, 'closed here')],
        fixes: [this.say.insertBehind('Write the "["', 'unsafe', head, ' = [')],
      },
    )
    this.moves.brokenOption(head, close + 1)
    return true
  }

  strayString(at: number): void {
    const { layout } = this
    if (this.#listInBraces(at)) return
    if (!layout.startsLine(at) && this.#endsStatement(at)) return this.#extraWords(at)
    const next = layout.kind(at + 1)
    if (next === TokenKind.OpenBrace) {
      this.say.tell(
        'syntax/missing-name',
        at,
        at + 1,
        `The name of the stanza before ${this.say.quoted(at)} is missing`,
        {
          detail: 'A stanza is written Name "instance" { ... }.',
        },
      )
      return this.moves.enterScope(at, at + 2)
    }
    if (next === TokenKind.Equals) {
      this.say.tell(
        'syntax/unexpected',
        at,
        at + 1,
        `The name of an option is not quoted: ${this.say.quoted(at)}`,
        {
          detail: 'Take the quotes out.',
        },
      )
    } else {
      this.say.tell(
        'syntax/unexpected',
        at,
        at + 1,
        `${this.say.quoted(at)} cannot begin a statement`,
        {
          detail: 'A statement begins with the name of an option or of a scope.',
        },
      )
    }
    this.moves.skipLine(at)
  }

  /** Handles `Name = { "a", "b" }`, a list as other languages write it, as a single mistake. */
  #listInBraces(at: number): boolean {
    const { layout, machine } = this
    const open = at - 1
    if (layout.kind(open) !== TokenKind.OpenBrace) return false
    if (layout.kind(open - 1) !== TokenKind.Equals) return false
    let close = at
    let isList = false
    for (; layout.kind(close) !== TokenKind.CloseBrace; close++) {
      const kind = layout.kind(close)
      if (kind === TokenKind.Word) isList ||= layout.text(close).endsWith(',')
      else if (kind === TokenKind.String || kind === TokenKind.Comma) isList = true
      else return false
    }
    if (!isList) return false
    const { start, end } = machine.tokens
    this.say.tell('syntax/list-in-brackets', open, close + 1, 'A list in braces', {
      detail: 'A list stands in ( ); { } is a stanza.',
      fixes: [
        fix('Write ( )', 'unsafe', machine.source.name, [
          { start: start[open] as number, end: end[open] as number, text: '(' },
          { start: start[close] as number, end: end[close] as number, text: ')' },
        ]),
      ],
    })
    this.moves.errorNode(at, close)
    return true
  }

  /** Whether a statement ends directly before a token, on the same line. */
  #endsStatement(at: number): boolean {
    const { builder } = this.machine
    if (at === 0 || !this.layout.sameLine(at - 1, at)) return false
    const before = this.layout.kind(at - 1)
    return builder.count > 1 && before !== TokenKind.OpenBrace && before !== TokenKind.CloseBrace
  }
}
