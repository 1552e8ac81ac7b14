import { DialectNode, DialectToken } from '../../kinds.js'
import { looksLikeAddress } from '../address.js'
import { MbusPart, SEGMENT_FORM, SETTING_FORM } from './part.js'

/** Mistakes where a setting or a segment should begin. */
export class StatementRecovery extends MbusPart {
  recover(): void {
    const { at } = this.machine
    switch (this.kind(at)) {
      case DialectToken.Equals:
        this.say.report('syntax/missing-name', at, at + 1, 'The name before "=" is missing', {
          detail: SETTING_FORM,
        })
        this.errorUpTo(this.layout.lineLimit(at))
        break
      case DialectToken.OpenBrace:
        this.#strayBrace(at)
        break
      case DialectToken.CloseBrace:
        this.say.report('syntax/extra-brace', at, at + 1, 'A "}" that closes nothing', {
          detail: 'Take it out, or look above for a segment that is closed too early.',
          fixes: [this.say.replace('Take the brace out', 'unsafe', at, at + 1, '')],
        })
        this.errorUpTo(at + 1)
        break
      default:
        this.#strayWord(at)
    }
  }

  /** Handles a word or string where a statement should begin. */
  #strayWord(at: number): void {
    const limit = this.lineOrBrace(at)
    if (!this.#followsBareName(at) || this.layout.startsLine(at)) {
      const behind = at > 0 && this.layout.sameLine(at - 1, at)
      this.say.report(
        behind ? 'syntax/extra-words' : 'syntax/unexpected',
        at,
        limit,
        behind
          ? `Unexpected ${this.say.quoted(at)} behind the value`
          : `${this.say.quoted(at)} cannot begin a statement`,
        {
          detail: behind
            ? 'A setting has one value: quote a value with blanks, put several words into { }.'
            : SETTING_FORM,
        },
      )
      return this.addToStatement(limit)
    }
    if (this.kind(limit) === DialectToken.OpenBrace && this.layout.sameLine(at, limit)) {
      this.say.report(
        'syntax/unexpected',
        at - 1,
        at,
        `${this.say.quoted(at - 1)} cannot begin a segment`,
        { detail: SEGMENT_FORM },
      )
      return this.#enterSegment(at - 1, limit + 1)
    }
    const name = this.layout.text(at - 1)
    if (this.layout.text(at) === ':') {
      this.say.report('syntax/colon', at, at + 1, 'A ":" where "=" belongs', {
        detail: SETTING_FORM,
        fixes: [this.say.replace('Write "="', 'safe', at, at + 1, '=')],
      })
      this.machine.kinds[at] = DialectToken.Equals
    } else {
      this.say.report('syntax/missing-equals', at, at + 1, `"=" is missing behind "${name}"`, {
        detail: SETTING_FORM,
        ...(limit === at + 1
          ? { fixes: [this.say.insertBehind('Write the "="', 'safe', at - 1, ' =')] }
          : {}),
      })
    }
    this.addToStatement(limit)
  }

  /** Whether the previous token is a whole setting, without a value. */
  #followsBareName(at: number): boolean {
    const { builder } = this.machine
    const node = builder.count - 1
    return this.kindOf(node) === DialectNode.Setting && builder.first[node] === at - 1
  }

  #strayBrace(at: number): void {
    if (!this.#followsBareName(at)) {
      this.say.report(
        'syntax/missing-name',
        at,
        at + 1,
        'The name or the address before "{" is missing',
        { detail: SEGMENT_FORM },
      )
      return this.#enterSegment(at, at + 1)
    }
    const name = this.layout.text(at - 1)
    if (looksLikeAddress(name)) {
      this.say.report(
        'syntax/missing-name',
        at - 1,
        at,
        `"Spread_Segment" is missing before "${name}"`,
        { detail: SEGMENT_FORM },
      )
      return this.#enterSegment(at - 1, at + 1)
    }
    this.say.report('syntax/missing-equals', at, at + 1, `"=" is missing behind "${name}"`, {
      detail: SETTING_FORM,
      fixes: [this.say.insertBehind('Write the "="', 'safe', at - 1, ' =')],
    })
    const { machine } = this
    const { builder } = machine
    const limit = this.#listLimit(at)
    builder.rewind(at - 1, builder.count - 1)
    builder.breaks(builder.begin(DialectNode.Setting, at - 1))
    builder.begin(DialectNode.List, at)
    builder.end(limit)
    builder.end(limit)
    machine.resumeAt(limit)
  }

  /** The token after a list, or the token in it that begins a statement. */
  #listLimit(open: number): number {
    for (let token = open + 1; ; token++) {
      const kind = this.kind(token)
      if (kind === DialectToken.CloseBrace) return token + 1
      const listed =
        kind === DialectToken.Word || kind === DialectToken.Head || kind === DialectToken.String
      if (listed) continue
      const named = kind === DialectToken.Equals && this.kind(token - 1) === DialectToken.Head
      return named ? token - 1 : token
    }
  }

  /** Enters the body of a segment after a head that the grammar did not accept. */
  #enterSegment(first: number, body: number): void {
    const { machine } = this
    const { builder } = machine
    // A name alone before the brace was read as a setting.
    builder.rewind(first, Math.max(builder.count - 1, builder.innermost + 1))
    machine.enter(DialectNode.Segment, first, body)
  }
}
