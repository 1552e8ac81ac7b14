import type { Range } from '../../src/syntax/index.js'
import { foreignEnd, foreignStart } from './foreign.js'
import { RecoveryPart } from './part.js'

/** Skips pasted pieces of other languages. */
export class ForeignText extends RecoveryPart {
  readonly #ranges: Range[] = []

  /** The ranges of such pieces, in which the lexer's findings are meaningless. */
  get ranges(): readonly Range[] {
    return this.#ranges
  }

  /** Handles an item whose beginning was accepted but which is a piece of another language. */
  stepOverItem(): boolean {
    const first = this.machine.builder.first[this.moves.itemNode()] as number
    if (!this.layout.startsLine(first) || !foreignStart(this.layout, first)) return false
    this.moves.endItemAt(first)
    return this.stepOver(first)
  }

  /** Handles a piece of another language as a single error. */
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
