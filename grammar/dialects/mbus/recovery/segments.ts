import { DialectToken } from '../../kinds.js'
import { MbusPart, NODE_FORM, SEGMENT_FORM } from './part.js'

/** Mistakes in the heads of segments, and in segments where a node should begin. */
export class SegmentRecovery extends MbusPart {
  recover(): void {
    if (this.inBody) this.#inSegment()
    else this.#inSegmentHeader()
  }

  #inSegmentHeader(): void {
    const { machine } = this
    const keyword = this.innermostFirst
    const { at } = machine
    const kind = this.kind(at)
    if (kind === DialectToken.Equals) {
      const next = this.#expects(DialectToken.Word) ? DialectToken.Word : DialectToken.OpenBrace
      return this.stepOverEquals([next], '"=" cannot stand before "{"', SEGMENT_FORM)
    }
    if (this.#expects(DialectToken.Word)) return this.#missingAddress(keyword, at, kind)
    if (this.layout.sameLine(at - 1, at) && !this.#ends(kind)) {
      const limit = this.lineOrBrace(at)
      this.say.report(
        'syntax/extra-words',
        at,
        limit,
        `Unexpected ${this.say.quoted(at)} before "{"`,
        {
          detail: SEGMENT_FORM,
        },
      )
      if (this.kind(limit) !== DialectToken.OpenBrace) return this.breakUpTo(limit)
      machine.builder.breaks(machine.builder.innermost)
      machine.at = limit
      return
    }
    this.say.report(
      'syntax/missing-brace',
      at - 1,
      at,
      `"{" is missing behind ${this.say.quoted(at - 1)}`,
      {
        detail: SEGMENT_FORM,
        fixes: [this.say.insertBehind('Write the brace', 'unsafe', at - 1, ' {')],
      },
    )
    if (this.#beginsNode(keyword, at)) this.assumeToken()
    else machine.abandon()
  }

  #missingAddress(keyword: number, at: number, kind: number): void {
    const { machine } = this
    if (kind === DialectToken.String) {
      this.say.report('syntax/unexpected', at, at + 1, 'The address of a segment is not quoted', {
        detail: 'Take the quotes out.',
      })
      this.stepOver()
      this.assumeToken()
      return
    }
    this.say.report('syntax/missing-value', keyword, keyword + 1, 'A segment without an address', {
      detail: SEGMENT_FORM,
    })
    if (kind === DialectToken.OpenBrace) this.assumeToken()
    else machine.abandon()
  }

  /** Whether a line looks like the first node of a segment without its brace. */
  #beginsNode(keyword: number, at: number): boolean {
    if (this.kind(at) !== DialectToken.Head) return false
    const pair = this.kind(at + 1) === DialectToken.Word && this.layout.sameLine(at, at + 1)
    return pair || this.layout.indent(at) > this.layout.indent(keyword)
  }

  #inSegment(): void {
    const { machine } = this
    const { at } = machine
    switch (this.kind(at)) {
      case DialectToken.EndOfFile:
      case DialectToken.Segment:
        this.unclosedSegment()
        machine.abandon()
        break
      case DialectToken.InterfaceType:
        // The lexer made it an interface type only because it miscounted braces.
        machine.kinds[at] = this.layout.startsLine(at) ? DialectToken.Head : DialectToken.Word
        machine.resume()
        break
      case DialectToken.OpenBrace: {
        this.say.report('syntax/unexpected', at, at + 1, 'A "{" without a node before it', {
          detail: NODE_FORM,
        })
        this.errorUpTo(this.layout.blockLimit(at, DialectToken.Segment))
        break
      }
      default:
        this.say.report('syntax/unexpected', at, at + 1, `Unexpected ${this.say.quoted(at)}`, {
          detail: NODE_FORM,
        })
        this.addToStatement(this.lineOrBrace(at))
    }
  }

  /** Whether the machine expects a token of this kind. */
  #expects(kind: DialectToken): boolean {
    return this.machine.grammar.code[this.machine.pc + 1] === kind
  }

  #ends(kind: number): boolean {
    return (
      kind === DialectToken.EndOfFile ||
      kind === DialectToken.CloseBrace ||
      kind === DialectToken.Segment
    )
  }
}
