import { DialectToken } from '../../kinds.js'
import { LineRecovery } from '../../recovery.js'

export const SETTING_FORM = 'A setting is written Name = value or Name = { words }.'
export const SEGMENT_FORM = 'A segment is written Spread_Segment ADDRESS:PORT { name address ... }.'
export const NODE_FORM = 'A node is written as its name and its address.'

/** A part of the recovery for mbus.conf. */
export abstract class MbusPart extends LineRecovery {
  /** Skips equals signs, and resumes after them if one of these kinds follows. */
  protected stepOverEquals(kinds: readonly DialectToken[], summary: string, detail: string): void {
    const { machine } = this
    const { at } = machine
    let limit = at + 1
    while (this.kind(limit) === DialectToken.Equals) limit++
    this.say.report('syntax/unexpected', at, limit, summary, {
      detail,
      fixes: [this.say.replace('Take it out', 'safe', at, limit, '')],
    })
    if (!this.isOneOf(kinds, limit)) return this.breakUpTo(limit)
    machine.builder.breaks(machine.builder.innermost)
    machine.at = limit
  }

  protected unclosedSegment(): void {
    const { machine } = this
    const { builder } = machine
    const segment = builder.open[1]
    const first = builder.first[segment as number] as number
    // A stray brace was reported when it was read.
    if (this.kind(first) === DialectToken.OpenBrace) return
    const brace = this.braceOf(first)
    const address =
      this.kind(first + 1) === DialectToken.Word ? ` ${this.layout.text(first + 1)}` : ''
    this.say.report('syntax/unclosed-scope', brace, brace + 1, `Segment${address} is not closed`, {
      detail: 'A "}" is missing behind its nodes.',
    })
  }

  /** The brace of a segment or node; its first token when there is no brace near it. */
  protected braceOf(first: number): number {
    const brace = this.layout.braceNear(first, this.machine.at)
    return brace === -1 ? first : brace
  }

  /** The first token after `from` that begins another line or is a brace. */
  protected lineOrBrace(from: number): number {
    for (let token = from + 1; ; token++) {
      const kind = this.kind(token)
      if (kind === DialectToken.OpenBrace || kind === DialectToken.CloseBrace) return token
      if (kind === DialectToken.EndOfFile || this.layout.startsLine(token)) return token
    }
  }

  protected isOneOf(kinds: readonly number[], token: number): boolean {
    return kinds.includes(this.kind(token))
  }
}
