import { BROKEN, NodeKind, TokenKind } from './kinds.js'
import { decodeString } from './scalar.js'
import type { SyntaxTree } from './tree.js'
import { wordAt } from './words.js'

/** What a statement may be: the items of a file or of a scope's body. */
export type ItemView = ScopeView | OptionView | IncludeView | ErrorView
export type ValueView = ScalarView | ArrayView | DictionaryView

/** A token with its range and its text. */
export class TokenView {
  constructor(
    readonly tree: SyntaxTree,
    /** The token's index in `tree.tokens`. */
    readonly token: number,
  ) {}
  get kind(): TokenKind {
    return this.tree.tokens.kind[this.token] as TokenKind
  }
  get start(): number {
    return this.tree.tokens.start[this.token] as number
  }
  get end(): number {
    return this.tree.tokens.end[this.token] as number
  }
  get text(): string {
    return this.tree.source.text.slice(this.start, this.end)
  }
}

/** A scalar: a value, an element, an instance, the operand of an include, a name or a key. */
export class ScalarView extends TokenView {
  get type(): 'scalar' {
    return 'scalar'
  }
  get quoted(): boolean {
    return this.kind === TokenKind.String
  }
  /** The decoded text, without quotes and escapes (language spec 2.3). */
  get value(): string {
    return this.quoted ? decodeString(this.text) : this.text
  }
}

/**
 * A node: a view of one row of the tree's columns. Views are made on demand, by the million, and
 * have no state: fields and #private methods would take longer than everything else done with them.
 */
export abstract class NodeView {
  constructor(
    readonly tree: SyntaxTree,
    /** The node's index in the tree's columns. */
    readonly index: number,
  ) {}
  /** Whether the parser reported an error in this statement itself. */
  get broken(): boolean {
    return ((this.tree.kind[this.index] as number) & BROKEN) !== 0
  }
  get firstToken(): number {
    return this.tree.first[this.index] as number
  }
  /** The token after the last one of the node. */
  get tokenLimit(): number {
    return this.tree.limit[this.index] as number
  }
  get start(): number {
    return this.tree.tokens.start[this.firstToken] as number
  }
  get end(): number {
    const limit = this.tokenLimit
    return limit > this.firstToken ? (this.tree.tokens.end[limit - 1] as number) : this.start
  }
  get text(): string {
    return this.tree.source.text.slice(this.start, this.end)
  }
  protected kindOf(token: number): TokenKind {
    return token < this.tokenLimit
      ? (this.tree.tokens.kind[token] as TokenKind)
      : TokenKind.EndOfFile
  }
  /** The token with the number `token`, if it is in this node and of this kind. */
  protected tokenIf(token: number, kind: TokenKind): TokenView | undefined {
    return this.kindOf(token) === kind ? new TokenView(this.tree, token) : undefined
  }
  /** The last token of the node if it is of a kind. */
  protected lastIf(kind: TokenKind): TokenView | undefined {
    const last = this.tokenLimit - 1
    return last > this.firstToken ? this.tokenIf(last, kind) : undefined
  }
}

/** What has statements: a file, or the body of a stanza. */
export abstract class BodyView extends NodeView {
  /** The statements inside, in the order of the text. */
  get items(): ItemView[] {
    return [...this.eachItem()]
  }
  *eachItem(): IterableIterator<ItemView> {
    const limit = this.tree.next[this.index] as number
    for (let child = this.index + 1; child < limit; child = this.tree.next[child] as number) {
      yield itemAt(this.tree, child)
    }
  }
}

export class FileView extends BodyView {
  get type(): 'file' {
    return 'file'
  }
}

/** The decoded text of a name, which is a word, or by mistake a string. */
function nameAt(tree: SyntaxTree, token: number): string {
  const { kind, start, end } = tree.tokens
  if (kind[token] !== TokenKind.Word) return new ScalarView(tree, token).value
  return wordAt(tree.source.text, start[token] as number, end[token] as number)
}

/** A stanza: `Name { ... }` or `Name "instance" { ... }`. */
export class ScopeView extends BodyView {
  get type(): 'scope' {
    return 'scope'
  }
  get nameToken(): ScalarView {
    return new ScalarView(this.tree, this.firstToken)
  }
  get name(): string {
    return nameAt(this.tree, this.firstToken)
  }
  /** The optional `=` between name and body (language spec 2.2, B13). */
  get equals(): TokenView | undefined {
    return this.hasEquals() ? new TokenView(this.tree, this.firstToken + 1) : undefined
  }
  get instance(): ScalarView | undefined {
    const token = this.firstToken + (this.hasEquals() ? 2 : 1)
    return this.isInstance(token) ? new ScalarView(this.tree, token) : undefined
  }
  /** Undefined only in a broken stanza. */
  get openBrace(): TokenView | undefined {
    let token = this.firstToken + (this.hasEquals() ? 2 : 1)
    if (this.isInstance(token)) token++
    return this.headKind(token) === TokenKind.OpenBrace
      ? new TokenView(this.tree, token)
      : undefined
  }
  private hasEquals(): boolean {
    return this.headKind(this.firstToken + 1) === TokenKind.Equals
  }
  private isInstance(token: number): boolean {
    const kind = this.headKind(token)
    return kind === TokenKind.String || kind === TokenKind.Word
  }
  /** The kind of a token in the header, which ends where the first inner statement begins. */
  private headKind(token: number): TokenKind {
    const child = this.index + 1
    const hasChild = child < (this.tree.next[this.index] as number)
    if (hasChild && token >= (this.tree.first[child] as number)) return TokenKind.EndOfFile
    return this.kindOf(token)
  }
  /** The closing brace; undefined in an unclosed stanza. */
  get closeBrace(): TokenView | undefined {
    const last = this.lastIf(TokenKind.CloseBrace)
    if (last === undefined) return undefined
    // In an unclosed stanza, the last token may be the closing brace of an inner one.
    const limit = this.tree.next[this.index] as number
    for (let child = this.index + 1; child < limit; child = this.tree.next[child] as number) {
      if ((this.tree.limit[child] as number) > last.token) return undefined
    }
    return last
  }
}

/** `Name = value`, or without `=`: `Name [ ... ]`, `Name ( ... )` (language spec 2.2, B12). */
export class OptionView extends NodeView {
  get type(): 'option' {
    return 'option'
  }
  get nameToken(): ScalarView {
    return new ScalarView(this.tree, this.firstToken)
  }
  get name(): string {
    return nameAt(this.tree, this.firstToken)
  }
  get equals(): TokenView | undefined {
    return this.tokenIf(this.firstToken + 1, TokenKind.Equals)
  }
  /** Undefined only in a broken option. */
  get value(): ValueView | undefined {
    const hasEquals = this.kindOf(this.firstToken + 1) === TokenKind.Equals
    return valueFrom(this, this.firstToken + (hasEquals ? 2 : 1))
  }
}

export class ArrayView extends NodeView {
  get type(): 'array' {
    return 'array'
  }
  get open(): TokenView {
    return new TokenView(this.tree, this.firstToken)
  }
  get close(): TokenView | undefined {
    return this.lastIf(TokenKind.CloseParen)
  }
  get elements(): ValueView[] {
    const elements: ValueView[] = []
    let child = this.index + 1
    let token = this.firstToken + 1
    const limit = this.tokenLimit
    while (token < limit) {
      if (child < (this.tree.next[this.index] as number) && this.tree.first[child] === token) {
        const view = nodeAt(this.tree, child)
        if (view instanceof ArrayView || view instanceof DictionaryView) elements.push(view)
        token = view.tokenLimit
        child = this.tree.next[child] as number
        continue
      }
      const kind = this.tree.tokens.kind[token]
      if (kind === TokenKind.Word || kind === TokenKind.String) {
        elements.push(new ScalarView(this.tree, token))
      }
      token++
    }
    return elements
  }
}

export class DictionaryView extends NodeView {
  get type(): 'dictionary' {
    return 'dictionary'
  }
  get open(): TokenView {
    return new TokenView(this.tree, this.firstToken)
  }
  get close(): TokenView | undefined {
    return this.lastIf(TokenKind.CloseBracket)
  }
  get entries(): EntryView[] {
    const entries: EntryView[] = []
    const limit = this.tree.next[this.index] as number
    for (let child = this.index + 1; child < limit; child = this.tree.next[child] as number) {
      const view = nodeAt(this.tree, child)
      if (view instanceof EntryView) entries.push(view)
    }
    return entries
  }
}

/** `key = value` in a dictionary. */
export class EntryView extends NodeView {
  get type(): 'entry' {
    return 'entry'
  }
  get keyToken(): ScalarView {
    return new ScalarView(this.tree, this.firstToken)
  }
  get key(): string {
    return this.keyToken.value
  }
  get equals(): TokenView | undefined {
    return this.tokenIf(this.firstToken + 1, TokenKind.Equals)
  }
  get value(): ValueView | undefined {
    return valueFrom(this, this.firstToken + (this.equals ? 2 : 1))
  }
}

/** `include "file"` or `readonly_include "file"`. */
export class IncludeView extends NodeView {
  get type(): 'include' {
    return 'include'
  }
  get keyword(): TokenView {
    return new TokenView(this.tree, this.firstToken)
  }
  get readOnly(): boolean {
    return this.keyword.end - this.keyword.start > 'include'.length
  }
  /** Undefined only in a broken include. */
  get target(): ScalarView | undefined {
    const kind = this.kindOf(this.firstToken + 1)
    return kind === TokenKind.String || kind === TokenKind.Word
      ? new ScalarView(this.tree, this.firstToken + 1)
      : undefined
  }
}

/** Text between statements that is not a statement. */
export class ErrorView extends NodeView {
  get type(): 'error' {
    return 'error'
  }
}

/** The view of a node, by its kind. */
export function nodeAt(
  tree: SyntaxTree,
  index: number,
): FileView | ItemView | ArrayView | DictionaryView | EntryView {
  switch ((tree.kind[index] as number) & ~BROKEN) {
    case NodeKind.File:
      return new FileView(tree, index)
    case NodeKind.Array:
      return new ArrayView(tree, index)
    case NodeKind.Dictionary:
      return new DictionaryView(tree, index)
    case NodeKind.Entry:
      return new EntryView(tree, index)
    default:
      return itemAt(tree, index)
  }
}

/** The view of an item's node. */
function itemAt(tree: SyntaxTree, index: number): ItemView {
  switch ((tree.kind[index] as number) & ~BROKEN) {
    case NodeKind.Scope:
      return new ScopeView(tree, index)
    case NodeKind.Option:
      return new OptionView(tree, index)
    case NodeKind.Include:
      return new IncludeView(tree, index)
    default:
      return new ErrorView(tree, index)
  }
}

function valueFrom(owner: NodeView, token: number): ValueView | undefined {
  const { tree } = owner
  const child = owner.index + 1
  if (child < (tree.next[owner.index] as number) && tree.first[child] === token) {
    const view = nodeAt(tree, child)
    return view instanceof ArrayView || view instanceof DictionaryView ? view : undefined
  }
  if (token >= owner.tokenLimit) return undefined
  const kind = tree.tokens.kind[token]
  return kind === TokenKind.Word || kind === TokenKind.String
    ? new ScalarView(tree, token)
    : undefined
}
