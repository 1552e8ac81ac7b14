import { foreignEnd, foreignStart } from './foreign.js'
import { RecoveryPart } from './part.js'

/** Steps over pieces of other languages that somebody pasted in. */
export class ForeignText extends RecoveryPart {
  readonly #ranges: { start: number; end: number }[] = []

  /** The pieces of other languages: what the lexer said about them is of no use. */
  get ranges(): readonly { start: number; end: number }[] {
    return this.#ranges
  }

  /** An item that began like one of ours and turns out to be a piece of another language. */
  stepOverItem(): boolean {
    const first = this.machine.builder.first[this.moves.itemNode()] as number
    if (!this.layout.startsLine(first) || !foreignStart(this.layout, first)) return false
    this.moves.endItemAt(first)
    return this.stepOver(first)
  }

  /** A fragment of another language: one error for all of it. */
  stepOver(at: number): boolean {
    const { layout, machine } = this
    const found = foreignStart(layout, at)
    if (!found) return false
    const limit = foreignEnd(layout, at, found)
    const start = machine.tokens.start[at] as number
    this.#ranges.push({ start, end: machine.tokens.start[limit] as number })
    const { fix } = found
    this.say.tell('syntax/foreign-text', at, at + 1, found.summary, {
      detail: found.detail,
      ...(fix
        ? {
            fixes: [this.say.replaceAt(fix.title, 'safe', start, start + fix.length, fix.text)],
          }
        : {}),
    })
    this.moves.errorNode(at, limit)
    return true
  }
}
