import { BROKEN, NodeKind, TokenKind } from '../../src/syntax/index.js'
import { headerText } from '../findings/names.js'
import type { Imbalance } from './imbalance.js'
import { RecoveryPart } from './part.js'

/** Mistakes in scopes: unclosed, closed by another bracket, split by their lines, or too deep. */
export class ScopeRecovery extends RecoveryPart {
  readonly #open: number[] = []
  readonly #extra: number[] = []
  readonly #headers: number[] = []

  /** The unmatched braces. */
  get imbalance(): Imbalance {
    return { open: this.#open, extra: this.#extra, headers: this.#headers }
  }

  /** Notes the last token of a possible header, for the repair of braces. */
  possibleHeader(last: number): void {
    this.#headers.push(last)
  }

  /** Notes a closing brace without a stanza to close, for the repair of braces. */
  extraBrace(at: number): void {
    this.#extra.push(at)
  }

  /**
   * Takes back a scope that was predicted before its brace was read, because nothing else seemed
   * possible.
   * @returns how many tokens of its header were read
   */
  leaveHeader(): number {
    const { machine, layout } = this
    const { builder } = machine
    const scope = builder.innermost
    const first = builder.first[scope] as number
    const read = machine.at - first
    // The missing brace of a broken scope was assumed, and reported.
    if (builder.kind[scope] !== NodeKind.Scope || scope !== builder.count - 1 || read > 3) return 0
    for (let token = first; token < machine.at; token++) {
      if (layout.kind(token) === TokenKind.OpenBrace) return 0
    }
    builder.open.pop()
    builder.count--
    machine.dropped(1)
    machine.at = first
    return read
  }

  /** Handles a `)` or `]` in the very place of the stanza's closing brace. */
  closesScope(at: number): boolean {
    const { machine, layout } = this
    const { builder } = machine
    const scope = builder.innermost
    if (builder.kindOf(scope) !== NodeKind.Scope || !layout.startsLine(at)) return false
    if (layout.indent(at) !== layout.indent(builder.first[scope] as number)) return false
    const open = this.moves.braceOf(scope)
    this.say.tell('syntax/mismatched-bracket', at, at + 1, `${this.say.quoted(at)} closes "{"`, {
      detail: 'Write "}".',
      ...(open === -1 ? {} : { related: [this.say.place(open, 'opened here')] }),
      fixes: [this.say.replace('Write "}"', 'unsafe', at, at + 1, '}')],
    })
    machine.kinds[at] = TokenKind.CloseBrace
    machine.resume()
    return true
  }

  endOfFile(): void {
    const { machine, layout } = this
    const { builder } = machine
    // A stanza whose opening brace is missing too was reported for that one.
    const braces = builder.open
      .filter((node) => builder.kindOf(node) === NodeKind.Scope)
      .map((node) => this.moves.braceOf(node))
      .filter((brace) => brace !== -1)
    for (const brace of braces) this.#open.push(brace)
    const innermost = braces.at(-1)
    if (innermost !== undefined) {
      const end = machine.source.length
      const others = braces.length > 1 ? `, and ${braces.length - 1} around it` : ''
      this.say.report(
        'syntax/unclosed-scope',
        innermost,
        innermost + 1,
        `Stanza ${headerText(layout, innermost)} is not closed${others}`,
        {
          detail: `${braces.length} "}" ${braces.length > 1 ? 'are' : 'is'} missing.`,
          related: [{ file: machine.source.name, start: end, end, note: 'the file ends here' }],
        },
      )
    }
    while (builder.open.length > 1) machine.abandon()
    machine.resume()
  }

  /**
   * Handles `Name = Word {` over several lines. The grammar reads a scope with an `=` before its
   * instance, but it is an option without a value before a stanza, or an option before a lone
   * brace.
   * @returns whether it was one of these
   */
  splitScope(): boolean {
    const { machine, layout } = this
    const { at } = machine
    const word = at + 2
    const valueMissing = !layout.sameLine(at + 1, word)
    if (!valueMissing && layout.sameLine(word, word + 1)) return false
    if (valueMissing) this.say.missingValue(at, at + 1)
    const limit = valueMissing ? word : word + 1
    machine.depth--
    machine.returnFromRule()
    machine.builder.begin(NodeKind.Option | (valueMissing ? BROKEN : 0), at)
    machine.builder.end(limit)
    this.moves.resumeAt(limit)
    return true
  }

  /** Handles a scope or a list that would nest too deep, by skipping all of it. */
  tooDeep(kind: NodeKind): void {
    const { machine, layout } = this
    const first = machine.at
    let open = first
    if (kind === NodeKind.Scope) while (layout.kind(open) !== TokenKind.OpenBrace) open++
    this.say.tooDeep(open)
    const limit =
      kind === NodeKind.Scope ? this.layout.blockLimit(open) : this.moves.groupLimit(open)
    machine.depth--
    machine.builder.broken(kind, first, limit)
    machine.at = limit
    machine.returnFromRule()
  }
}
