import { fix } from '../../src/diagnostics/index.js'
import { NodeKind, TokenKind } from '../../src/syntax/index.js'
import { quote } from '../findings/names.js'
import { RecoveryPart } from './part.js'

/** How many tokens are searched for a closing bracket. */
const NEAR = 64

/** Mistakes in arrays, dictionaries and their entries. */
export class ListRecovery extends RecoveryPart {
  inArray(): void {
    const { machine, layout } = this
    const { at } = machine
    switch (layout.kind(at)) {
      case TokenKind.Unknown:
        this.machine.resumeAt(at + 1)
        break
      case TokenKind.Comma:
        this.#extraComma(at, 'Elements')
        break
      case TokenKind.CloseBracket:
        if (this.moves.encloses(NodeKind.Dictionary)) this.#unclosedList(at)
        else this.#mismatched(at, TokenKind.CloseParen, ')')
        break
      case TokenKind.CloseBrace:
        if (this.#closesList(at)) this.#mismatched(at, TokenKind.CloseParen, ')')
        else this.#unclosedList(at)
        break
      case TokenKind.Equals:
        if (this.moves.stepBackTarget(at) === -1 && this.#closesSoon(at, TokenKind.CloseParen)) {
          this.say.tell('syntax/unexpected', at, at + 1, '"=" cannot stand in an array', {
            detail: 'Pairs of a key and a value stand in a dictionary: [ key = value ].',
          })
          this.machine.resumeAt(at + 1)
        } else this.#unclosedList(at)
        break
      default:
        this.#unclosedList(at)
    }
  }

  #extraComma(at: number, what: 'Elements' | 'Entries'): void {
    this.say.tell('syntax/unexpected', at, at + 1, 'One comma too many', {
      detail: `${what} need blanks between them and nothing else.`,
      fixes: [this.say.replace('Take the comma out', 'safe', at, at + 1, '')],
    })
    this.machine.resumeAt(at + 1)
  }

  #mismatched(at: number, kind: TokenKind, right: string): void {
    const open = this.machine.builder.first[this.machine.builder.innermost] as number
    this.say.tell(
      'syntax/mismatched-bracket',
      at,
      at + 1,
      `${this.say.quoted(at)} closes ${this.say.quoted(open)}`,
      {
        detail: `Write "${right}".`,
        related: [this.say.place(open, 'opened here')],
        fixes: [this.say.replace(`Write "${right}"`, 'unsafe', at, at + 1, right)],
      },
    )
    // The views find the end of the list by the kind of this token; its text stays as written.
    this.machine.kinds[at] = kind
  }

  /**
   * Whether a `}` was typed for the bracket that closes the innermost list: it is where that
   * bracket would be, and not where the brace of the stanza would be.
   */
  #closesList(at: number): boolean {
    const { layout, machine } = this
    const { builder } = machine
    const item = this.moves.itemNode()
    const open = builder.first[this.moves.innermostList()] as number
    const first = builder.first[item] as number
    const scope = builder.open[builder.open.indexOf(item) - 1] as number
    const margin = scope > 0 ? layout.indent(builder.first[scope] as number) : -1
    if (layout.startsLine(at)) {
      return layout.indent(at) === layout.indent(first) && layout.indent(at) !== margin
    }
    const oneLine = scope > 0 && layout.sameLine(builder.first[scope] as number, at)
    return layout.sameLine(open, at) && !oneLine
  }

  /** Whether a list closes on this line, before anything that belongs to a statement. */
  #closesSoon(at: number, close: TokenKind): boolean {
    const { layout } = this
    for (let token = at + 1; token < at + NEAR; token++) {
      const kind = layout.kind(token)
      if (kind === close) return layout.sameLine(at, token)
      if (
        kind === TokenKind.EndOfFile ||
        kind === TokenKind.OpenBrace ||
        kind === TokenKind.CloseBrace
      ) {
        return false
      }
    }
    return false
  }

  inDictionary(): void {
    const { machine, layout } = this
    const { at } = machine
    switch (layout.kind(at)) {
      case TokenKind.Unknown:
        this.machine.resumeAt(at + 1)
        break
      case TokenKind.Comma:
        this.#extraComma(at, 'Entries')
        break
      case TokenKind.CloseParen:
        if (this.moves.encloses(NodeKind.Array)) this.#unclosedList(at)
        else this.#mismatched(at, TokenKind.CloseBracket, ']')
        break
      case TokenKind.Equals: {
        if (this.#entryGivesBack(at)) return
        this.say.tell('syntax/missing-name', at, at + 1, 'The key before "=" is missing', {
          detail: 'An entry is written key = value.',
        })
        const value = layout.kind(at + 1)
        const scalar = value === TokenKind.String || value === TokenKind.Word
        this.machine.resumeAt(at + (scalar ? 2 : 1))
        break
      }
      case TokenKind.CloseBrace:
        if (this.#closesList(at)) this.#mismatched(at, TokenKind.CloseBracket, ']')
        else this.#unclosedList(at)
        break
      case TokenKind.OpenParen:
      case TokenKind.OpenBracket:
        this.say.tell('syntax/unexpected', at, at + 1, `${this.say.quoted(at)} without a key`, {
          detail: 'An entry is written key = value.',
        })
        this.machine.resumeAt(this.moves.groupLimit(at))
        break
      default:
        this.#unclosedList(at)
    }
  }

  /**
   * When `key =` at the end of a line has taken the next key for its value: gives that key back.
   */
  #entryGivesBack(at: number): boolean {
    const { machine, layout } = this
    const { builder } = machine
    const entry = builder.count - 1
    const taken = at - 1
    if (builder.kindOf(entry) !== NodeKind.Entry || builder.limit[entry] !== at) return false
    if (layout.kind(taken - 1) !== TokenKind.Equals || !layout.startsLine(taken)) return false
    this.say.missingValue(builder.first[entry] as number, taken - 1)
    builder.limit[entry] = taken
    builder.breaks(entry)
    this.moves.resumeAt(taken)
    return true
  }

  inEntry(): void {
    const { machine, layout } = this
    const { at, builder } = machine
    const key = builder.first[builder.innermost] as number
    const kind = layout.kind(at)
    if (kind === TokenKind.Unknown) {
      machine.at++
      return
    }
    const closes =
      kind === TokenKind.CloseBracket || kind === TokenKind.Comma || kind === TokenKind.CloseParen
    if (at === key + 1) this.#missingEntryEquals(key, at, kind, closes)
    else if (kind === TokenKind.Equals) {
      this.say.tell('syntax/unexpected', at, at + 1, 'One "=" too many', {
        detail: 'Take it out.',
        fixes: [this.say.replace('Take it out', 'safe', at, at + 1, '')],
      })
      machine.at++
    } else if (closes) {
      this.say.missingValue(key, at - 1)
      machine.abandon()
    } else this.#unclosedList(at)
  }

  #missingEntryEquals(key: number, at: number, kind: TokenKind, closes: boolean): void {
    const { machine, layout } = this
    const scalar = isScalar(kind)
    const list = kind === TokenKind.OpenParen || kind === TokenKind.OpenBracket
    const back = this.moves.stepBackTarget(at)
    if (back !== -1 || !(scalar || list || closes)) return this.#unclosedList(at)
    if (this.#isList(key)) return this.#listInBrackets()
    if (closes || !layout.sameLine(key, at)) {
      const before = layout.kind(key - 1)
      const alone =
        layout.startsLine(key) || before === TokenKind.OpenBracket || before === TokenKind.Comma
      if (alone) {
        this.say.tell(
          'syntax/missing-value',
          key,
          key + 1,
          `"${this.say.nameText(key)}" has no value`,
          {
            detail: 'An entry is written key = value.',
          },
        )
      } else {
        this.say.tell('syntax/extra-words', key, key + 1, 'Unexpected text behind the value', {
          detail: 'An entry has one value: quote a value with blanks.',
        })
      }
      return machine.abandon()
    }
    if (this.#isList(key)) return this.#listInBrackets()
    const keyText = layout.text(key)
    if (keyText.endsWith(':') && keyText.length > 1) {
      this.say.colon((machine.tokens.end[key] as number) - 1)
    } else if (layout.text(at) === ':') {
      this.say.colon(machine.tokens.start[at] as number)
      machine.at++
    } else if (scalar && this.#equalsBehindWords(at) !== -1) {
      const equals = this.#equalsBehindWords(at)
      // Nobody knows which of the words is the key, so there is nothing to write for sure.
      this.say.tell(
        'syntax/extra-words',
        at,
        equals,
        `Unexpected ${quote(this.#words(at, equals))} before "="`,
        {
          detail: 'A key is one word: quote it if it has blanks.',
        },
      )
      machine.builder.breaks(machine.builder.innermost)
      machine.at = equals
      return
    } else {
      this.say.tell(
        'syntax/missing-equals',
        at,
        at + 1,
        `"=" is missing behind ${quote(keyText)}`,
        {
          detail: 'An entry is written key = value.',
          // A colon alone is no key, and an "=" behind it mends nothing.
          fixes: keyText === ':' ? [] : [this.say.insertBehind('Write the "="', 'safe', key, ' =')],
        },
      )
    }
    machine.builder.breaks(machine.builder.innermost)
    machine.assumeToken()
  }

  #words(first: number, limit: number): string {
    const texts = []
    for (let token = first; token < limit; token++) texts.push(this.layout.text(token))
    return texts.join(' ')
  }

  /** The `=` behind one word or more on the line of a token; -1 when something else follows. */
  #equalsBehindWords(at: number): number {
    const { layout } = this
    let end = at + 1
    while (isScalar(layout.kind(end)) && layout.sameLine(end - 1, end)) end++
    return layout.kind(end) === TokenKind.Equals && layout.sameLine(end - 1, end) ? end : -1
  }

  /**
   * Whether the square brackets around a first entry hold a list: values alone, of which the first
   * is no name, or too many for a key and its value.
   */
  #isList(key: number): boolean {
    const { layout, machine } = this
    const list = this.moves.innermostList()
    const open = machine.builder.first[list] as number
    if (key !== open + 1 || machine.builder.kindOf(list) !== NodeKind.Dictionary) return false
    const limit = this.moves.groupLimit(open) - 1
    if (layout.kind(limit) !== TokenKind.CloseBracket) return false
    let count = 0
    for (let token = key; token < limit; token++) {
      const kind = layout.kind(token)
      if (kind === TokenKind.String || kind === TokenKind.Word) count++
      else if (kind !== TokenKind.Comma) return false
    }
    if (layout.kind(key) === TokenKind.String) return true
    return count > 1 && (count % 2 === 1 || !/^\w[\w-]*$/.test(layout.text(key)))
  }

  /** Handles a list in square brackets as a single mistake, up to its closing bracket. */
  #listInBrackets(): void {
    const { machine } = this
    const open = machine.builder.first[this.moves.innermostList()] as number
    const close = this.moves.groupLimit(open) - 1
    const { start, end } = machine.tokens
    this.say.tell('syntax/list-in-brackets', open, close + 1, 'A list in square brackets', {
      detail: 'A list stands in ( ); [ ] is a dictionary.',
      fixes: [
        fix('Write ( )', 'unsafe', machine.source.name, [
          { start: start[open] as number, end: end[open] as number, text: '(' },
          { start: start[close] as number, end: end[close] as number, text: ')' },
        ]),
      ],
    })
    machine.at = close
    machine.abandon()
  }

  /** Handles an unclosed list, which ends before the next statement. */
  #unclosedList(at: number): void {
    const { machine, layout } = this
    const { builder } = machine
    const list = this.moves.innermostList()
    const open = builder.first[list] as number
    const array = builder.kindOf(list) === NodeKind.Array
    const limit = this.#listLimit(open, at)
    const close = array ? ')' : ']'
    const end = machine.tokens.end[limit - 1] as number
    this.say.tell(
      array ? 'syntax/unclosed-array' : 'syntax/unclosed-dictionary',
      open,
      open + 1,
      `${array ? 'Array' : 'Dictionary'} is not closed`,
      {
        detail: `A "${close}" is missing.`,
        related: [
          limit < machine.tokens.count
            ? this.say.place(limit, `"${close}" is missing before this`)
            : { file: machine.source.name, start: end, end, note: `"${close}" is missing here` },
        ],
        fixes: [this.say.insertBehind(`Write the "${close}"`, 'unsafe', limit - 1, ` ${close}`)],
      },
    )
    const enclosing = this.moves.enclosingList(list)
    const closesEnclosing =
      enclosing !== -1 &&
      limit === at &&
      layout.kind(at) ===
        (builder.kindOf(enclosing) === NodeKind.Array
          ? TokenKind.CloseParen
          : TokenKind.CloseBracket)
    if (closesEnclosing) {
      machine.at = at
      while (builder.innermost !== list) machine.abandon()
      machine.abandon()
      return
    }
    this.moves.endItemAt(limit)
  }

  /** The token before which an unclosed list ends. */
  #listLimit(open: number, at: number): number {
    const { layout } = this
    const back = this.moves.stepBackTarget(at)
    if (back !== -1) return back
    const kind = layout.kind(at)
    if (kind === TokenKind.Equals) return Math.max(open + 1, at - 1)
    if (kind === TokenKind.OpenBrace) {
      const instance =
        layout.kind(at - 1) === TokenKind.String || layout.kind(at - 2) === TokenKind.Word
      return Math.max(open + 1, at - (instance ? 2 : 1))
    }
    return at
  }
}

function isScalar(kind: TokenKind): boolean {
  return kind === TokenKind.String || kind === TokenKind.Word
}
