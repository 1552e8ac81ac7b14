import { NodeKind, TokenKind } from '../../src/syntax/index.js'
import type { ForeignText } from './foreign-text.js'
import { RecoveryPart, type RecoveryTools } from './part.js'
import type { ScopeRecovery } from './scopes.js'
import type { StatementRecovery } from './statements.js'

/** Mistakes in includes, and where an item should begin. */
export class ItemRecovery extends RecoveryPart {
  constructor(
    tools: RecoveryTools,
    private readonly scopes: ScopeRecovery,
    private readonly foreign: ForeignText,
    private readonly statements: StatementRecovery,
  ) {
    super(tools)
  }

  atItem(distance: number): void {
    const { machine, layout } = this
    const { at } = machine
    switch (layout.kind(at)) {
      case TokenKind.EndOfFile:
        this.scopes.endOfFile()
        break
      case TokenKind.Word:
        if (this.#givesBack(at)) return
        if (layout.startsLine(at) && this.foreign.stepOver(at)) return
        this.statements.brokenStatement(at, distance)
        break
      case TokenKind.CloseBrace:
        this.scopes.extraBrace(at)
        this.say.report('syntax/extra-brace', at, at + 1, 'A "}" that closes nothing', {
          detail: 'Take it out, or look above for a stanza that is closed too early.',
          fixes: [this.say.replace('Take the brace out', 'unsafe', at, at + 1, '')],
        })
        this.moves.errorNode(at, at + 1)
        break
      case TokenKind.Equals:
        if (this.#givesBack(at)) return
        this.say.tell('syntax/missing-name', at, at + 1, 'The name before "=" is missing', {
          detail: 'An option is written Name = value.',
        })
        this.moves.skipLine(at)
        break
      case TokenKind.String:
        if (this.#givesBack(at)) return
        if (layout.startsLine(at) && this.foreign.stepOver(at)) return
        this.statements.strayString(at)
        break
      case TokenKind.OpenBrace:
        if (layout.startsLine(at) && this.foreign.stepOver(at)) return
        this.say.tell(
          'syntax/missing-name',
          at,
          at + 1,
          'The name of the stanza before "{" is missing',
          {
            detail: 'A stanza is written Name { ... } or Name "instance" { ... }.',
          },
        )
        this.moves.enterScope(at, at + 1)
        break
      case TokenKind.CloseParen:
      case TokenKind.CloseBracket:
        if (this.scopes.closesScope(at) || this.#isOpenedList(at)) return
        this.say.tell(
          'syntax/mismatched-bracket',
          at,
          at + 1,
          `A ${this.say.quoted(at)} that closes nothing`,
          {
            detail: 'Take it out.',
            fixes: [this.say.replace('Take it out', 'unsafe', at, at + 1, '')],
          },
        )
        this.moves.errorNode(at, at + 1)
        break
      case TokenKind.Comma:
        this.say.tell('syntax/unexpected', at, at + 1, 'A comma does not separate statements', {
          detail: 'Take it out: statements end by themselves.',
          fixes: [this.say.replace('Take the comma out', 'safe', at, at + 1, '')],
        })
        this.moves.errorNode(at, at + 1)
        break
      case TokenKind.Unknown:
        this.#unknown(at)
        break
      default:
        if (layout.startsLine(at) && this.foreign.stepOver(at)) return
        this.say.tell(
          'syntax/unexpected',
          at,
          at + 1,
          `${this.say.quoted(at)} cannot begin a statement`,
          {
            detail: 'A statement begins with the name of an option or of a scope.',
          },
        )
        this.moves.skipLine(at)
    }
  }

  /**
   * Handles a brace that the repair of braces has reported already, or text like a function call.
   */
  #unknown(at: number): void {
    if (this.layout.text(at) === '}') return this.moves.errorNode(at, at + 1)
    if (this.foreign.stepOver(at)) return
    this.say.tell('syntax/foreign-text', at, at + 1, `A call of ${this.say.quoted(at)}`, {
      detail: 'Only options, stanzas and includes can stand in this file. Take it out.',
    })
    this.moves.skipLine(at)
  }

  /**
   * When `Name =` at the end of a line, or an include without its file, has taken the head of the
   * next statement for its value: gives that head back.
   */
  #givesBack(at: number): boolean {
    if (this.#isOpenedList(at)) return true
    const { machine, layout } = this
    const { builder } = machine
    const taken = at - 1
    const previous = builder.count - 1
    if (previous <= 0 || taken < 1 || builder.limit[previous] !== at) return false
    if (layout.kind(taken) !== TokenKind.Word || !layout.startsLine(taken)) return false
    const kind = builder.kindOf(previous)
    const head = builder.first[previous] as number
    if (kind === NodeKind.Option && layout.kind(taken - 1) === TokenKind.Equals) {
      if (!this.#isHeadWith(taken, at)) return false
      this.say.missingValue(head, taken - 1)
      this.scopes.possibleHeader(taken - 1)
    } else if (kind === NodeKind.Include && taken === head + 1) {
      if (!this.#isHeadWith(taken, at)) return false
      this.say.includeOperand(head)
    } else return false
    builder.limit[previous] = taken
    builder.breaks(previous)
    this.moves.resumeAt(taken)
    return true
  }

  /**
   * Whether `Name =` is followed, on the next lines, by elements or entries and a closing bracket,
   * so that the opening one is missing. All of this becomes the broken option.
   */
  #isOpenedList(at: number): boolean {
    const { machine, layout } = this
    const { builder } = machine
    const option = builder.count - 1
    if (builder.kindOf(option) !== NodeKind.Option || builder.limit[option] !== at) return false
    const head = builder.first[option] as number
    const equals = head + 1
    if (at !== head + 3 || layout.kind(equals) !== TokenKind.Equals) return false
    if (layout.sameLine(equals, at - 1)) return false
    const close = this.moves.listClose(at)
    if (close === -1) return false
    const open = layout.kind(close) === TokenKind.CloseParen ? '(' : '['
    this.say.tell(
      'syntax/missing-value',
      equals,
      equals + 1,
      `"${open}" is missing behind "${this.say.nameText(head)} ="`,
      {
        detail: `A ${this.say.quoted(close)} closes what nothing opens.`,
        related: [this.say.place(close, 'closed here')],
        fixes: [this.say.insertBehind(`Write the "${open}"`, 'unsafe', equals, ` ${open}`)],
      },
    )
    builder.limit[option] = close + 1
    builder.breaks(option)
    this.moves.resumeAt(close + 1)
    return true
  }

  /** Whether a word and the token after it can begin a statement. */
  #isHeadWith(word: number, next: number): boolean {
    const kind = this.layout.kind(next)
    return kind === TokenKind.Equals || this.layout.looksLikeHead(word)
  }

  inInclude(): void {
    const { machine, layout } = this
    const keyword = machine.builder.first[machine.builder.innermost] as number
    const { at } = machine
    if (layout.kind(at) === TokenKind.Equals && layout.sameLine(keyword, at)) {
      this.say.tell(
        'syntax/include-operand',
        at,
        at + 1,
        `"${layout.text(keyword)}" takes no "="`,
        {
          detail: `Write ${layout.text(keyword)} "file".`,
          fixes: [this.say.replace('Take the "=" out', 'safe', at, at + 1, '')],
        },
      )
      machine.at++
      const operand = layout.kind(machine.at)
      if (operand !== TokenKind.String && operand !== TokenKind.Word) machine.abandon()
      return
    }
    this.say.includeOperand(keyword)
    machine.abandon()
    this.say.brokenUntil = at
    const kind = layout.kind(at)
    const ends = kind === TokenKind.CloseBrace || kind === TokenKind.EndOfFile
    if (!ends && layout.sameLine(keyword, at)) this.moves.skipLine(at)
  }
}
