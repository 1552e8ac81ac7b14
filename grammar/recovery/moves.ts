import { NodeKind, TokenKind } from '../../src/syntax/index.js'
import type { Layout } from '../layout.js'
import { MAX_DEPTH, type Machine, nests } from '../machine.js'
import type { ConfReporter } from './conf-reporter.js'

/** How many tokens per token of the text may be read again after steps back, to stay linear. */
const STEP_BACK_FACTOR = 8

/** How many tokens are searched for the closing bracket of a list that was not opened. */
const NEAR = 256

/** Moves the machine to a place where it can continue. */
export class Moves {
  #stepBack: number

  constructor(
    private readonly machine: Machine,
    private readonly layout: Layout,
    private readonly say: ConfReporter,
  ) {
    this.#stepBack = machine.tokens.count * STEP_BACK_FACTOR + 1000
  }

  /** The opening brace of a scope; -1 when there is none near its name. */
  braceOf(scope: number): number {
    const { machine, layout } = this
    const { builder } = machine
    const first = builder.first[scope] as number
    const child = scope + 1 < builder.count ? (builder.first[scope + 1] as number) : machine.at
    return layout.braceNear(first, child)
  }

  /** Ends the present item before a token, and continues there. */
  endItemAt(limit: number): void {
    const { machine } = this
    const { builder } = machine
    const from = this.itemNode()
    const nesting = builder.open.filter(
      (node) => node >= from && nests(builder.kindOf(node)),
    ).length
    builder.rewind(limit, from)
    while (builder.innermost >= from) {
      builder.breaks(builder.innermost)
      builder.end(limit)
    }
    machine.dropped(nesting)
    this.resumeAt(limit)
  }

  /**
   * The first token of the broken item, up to `at`, that looks like the head of a statement and
   * begins a line not indented more than the item; -1 when there is none.
   */
  stepBackTarget(at: number): number {
    const { layout, machine } = this
    const first = machine.builder.first[this.itemNode()] as number
    const margin = layout.indent(first)
    if (at - first > this.#stepBack) return -1
    this.#stepBack -= at - first
    for (let token = first + 1; token <= at; token++) {
      const kind = layout.kind(token)
      if (kind !== TokenKind.Word && kind !== TokenKind.Include) continue
      if (
        layout.startsLine(token) &&
        layout.indent(token) <= margin &&
        layout.looksLikeHead(token)
      ) {
        return token
      }
    }
    return -1
  }

  /** The outermost open node of the present item. */
  itemNode(): number {
    const { builder } = this.machine
    let item = builder.innermost
    for (let index = builder.open.length - 1; index >= 0; index--) {
      const node = builder.open[index] as number
      const kind = builder.kindOf(node)
      if (kind === NodeKind.Scope || kind === NodeKind.File) break
      item = node
    }
    return item
  }

  innermostList(): number {
    const { builder } = this.machine
    const { innermost } = builder
    return builder.kindOf(innermost) === NodeKind.Entry
      ? (builder.open[builder.open.length - 2] as number)
      : innermost
  }

  /** The list around a list in the same item; -1 when there is none. */
  enclosingList(list: number): number {
    const { builder } = this.machine
    for (let index = builder.open.indexOf(list) - 1; index > 0; index--) {
      const node = builder.open[index] as number
      const kind = builder.kindOf(node)
      if (kind === NodeKind.Array || kind === NodeKind.Dictionary) return node
      if (kind !== NodeKind.Entry) return -1
    }
    return -1
  }

  encloses(kind: NodeKind): boolean {
    const enclosing = this.enclosingList(this.innermostList())
    return enclosing !== -1 && this.machine.builder.kindOf(enclosing) === kind
  }

  /**
   * The token after a bracketed group, which ends at the latest at a brace or the end of the file.
   */
  groupLimit(open: number): number {
    const { layout } = this
    let depth = 0
    for (let token = open; ; token++) {
      const kind = layout.kind(token)
      if (
        kind === TokenKind.EndOfFile ||
        kind === TokenKind.OpenBrace ||
        kind === TokenKind.CloseBrace
      ) {
        return token
      }
      if (kind === TokenKind.OpenParen || kind === TokenKind.OpenBracket) depth++
      else if (kind === TokenKind.CloseParen || kind === TokenKind.CloseBracket) {
        if (--depth === 0) return token + 1
      }
    }
  }

  /**
   * The closing bracket of a list that was not opened, after elements or entries only; -1 when
   * there is none nearby.
   */
  listClose(from: number): number {
    const { layout } = this
    for (let token = from; token < from + NEAR; token++) {
      const kind = layout.kind(token)
      if (kind === TokenKind.CloseParen || kind === TokenKind.CloseBracket) return token
      const inside =
        kind === TokenKind.Word ||
        kind === TokenKind.String ||
        kind === TokenKind.Equals ||
        kind === TokenKind.Comma
      if (!inside) return -1
    }
    return -1
  }

  /** The first token after `from` that begins another line or is a brace, but not within a list. */
  lineLimit(from: number): number {
    const { layout } = this
    let depth = 0
    for (let token = from; ; token++) {
      const kind = layout.kind(token)
      if (
        kind === TokenKind.EndOfFile ||
        kind === TokenKind.OpenBrace ||
        kind === TokenKind.CloseBrace
      ) {
        return token
      }
      if (token > from && layout.startsLine(token)) {
        if (depth <= 0) return token
        if (layout.looksLikeHead(token) && layout.indent(token) <= layout.indent(from)) return token
      }
      if (kind === TokenKind.OpenParen || kind === TokenKind.OpenBracket) depth++
      else if (kind === TokenKind.CloseParen || kind === TokenKind.CloseBracket) depth--
    }
  }

  /**
   * Enters the body of a scope whose header the grammar did not accept. A scope that would nest too
   * deep is skipped as a whole.
   * @param body the first token of the body; the brace before it may be missing
   */
  enterScope(first: number, body: number): void {
    const { machine, layout } = this
    if (machine.depth < MAX_DEPTH) return machine.enterScope(first, body)
    const brace = body - 1
    this.say.tooDeep(brace)
    const hasBrace = layout.kind(brace) === TokenKind.OpenBrace
    this.errorNode(first, hasBrace ? this.layout.blockLimit(brace) : body)
  }

  /**
   * Makes an unreadable statement an error, up to the end of its line. A `{` before that begins a
   * stanza with a broken header, whose contents are read as usual.
   */
  skipLine(from: number): void {
    const { layout } = this
    const limit = this.lineLimit(from)
    if (layout.kind(limit) === TokenKind.OpenBrace) {
      this.enterScope(from, limit + 1)
      return
    }
    this.errorNode(from, Math.max(limit, from + 1))
  }

  errorNode(first: number, limit: number): void {
    this.machine.builder.broken(NodeKind.Error, first, limit)
    this.resumeAt(limit)
  }

  brokenOption(first: number, limit: number): void {
    this.machine.builder.broken(NodeKind.Option, first, limit)
    this.resumeAt(limit)
  }

  resumeAt(token: number): void {
    this.say.brokenUntil = token
    this.machine.resumeAt(token)
  }
}
