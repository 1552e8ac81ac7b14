import type { Comment, Document } from '../../../grammar/index.js'
import type { ScopePath } from '../../config/index.js'
import { stepKey } from '../../config/merging/identity.js'
import type { ScopeType } from '../../schema/types.js'
import type { FileView, IncludeView, OptionView, Range, ScopeView } from '../../syntax/index.js'
import { beginsLine, isBlank, lineStart } from '../text/line.js'

/** How a line continues after something. */
export interface Tail {
  /** `token`: a statement or a brace follows on the same line. */
  readonly kind: 'newline' | 'end-of-file' | 'token'
  /** The index after the last comment that begins on the line. */
  readonly end: number
  /** The index after the line end; equal to `end` when there is none. */
  readonly next: number
}

/**
 * A statement of a file, or a separate paragraph of comments, with a blank line or the end of its
 * block after it. A paragraph directly above a statement belongs to the statement.
 */
export interface Item {
  readonly node: OptionView | ScopeView | IncludeView | undefined
  /** Equal for items of a scope that mean the same thing. */
  readonly key: string
  readonly block: Block
  /**
   * Start including the comments above; at the start of its line if nothing else precedes it there.
   */
  readonly start: number
  /** The comments directly above a statement. */
  readonly above: readonly Comment[]
  /** The range of the statement itself, or of the comments. */
  readonly body: Range
  readonly tail: Tail
  /** The rest of its last line. */
  readonly behind: LineEnd
  /** Whether it is the first on its line. */
  readonly beginsLine: boolean
  /** The rest of the line after the `{` of a stanza. */
  readonly head: LineEnd | undefined
}

/** The rest of a line, with its comments. */
export interface LineEnd {
  readonly start: number
  readonly tail: Tail
  readonly comments: readonly Comment[]
}

/** The body of a stanza, or a whole file. */
export interface Block {
  readonly view: FileView | ScopeView
  readonly document: Document
  readonly scope: ScopeNode
  /** Where the contents begin: after the `{` and the rest of its line. */
  readonly head: Tail
  /** Where the contents end: before the `}`. */
  readonly end: number
  readonly items: readonly Item[]
}

/** A scope in one file, with all its stanzas there. */
export class ScopeNode {
  readonly blocks: Block[] = []
  /** By key, the items in the order of the text. */
  readonly items = new Map<string, Item[]>()
  /** By the keys of their items. */
  readonly scopes = new Map<string, ScopeNode>()

  constructor(
    readonly name: string,
    readonly instance: string | undefined,
    readonly path: ScopePath,
    readonly type: ScopeType | undefined,
  ) {}

  /** All items with a key, in the order of the text. */
  all(key: string): readonly Item[] {
    return this.items.get(key) ?? []
  }

  /** The effective item with a key, which is the last one. */
  last(key: string): Item | undefined {
    return this.items.get(key)?.at(-1)
  }

  keys(prefix: Prefix): string[] {
    return [...this.items.keys()].filter((key) => key.startsWith(prefix))
  }
}

/** What item keys begin with. */
export type Prefix = 'option ' | 'scope ' | 'include ' | 'comment '

/**
 * The scopes and items of a file, without following includes.
 * @param document without errors
 */
export function fileTree(document: Document, global: ScopeType | undefined): ScopeNode {
  const root = new ScopeNode('Global', undefined, [], global)
  const { text } = document.source
  const start = text.charCodeAt(0) === 0xfeff ? 1 : 0
  const head: Tail = { kind: 'newline', end: start, next: start }
  addBlock(root, document, document.root, head, text.length)
  return root
}

function addBlock(
  scope: ScopeNode,
  document: Document,
  view: FileView | ScopeView,
  head: Tail,
  end: number,
): void {
  const items: Item[] = []
  const block: Block = { view, document, scope, head, end, items }
  scope.blocks.push(block)
  const add = (item: Item) => {
    items.push(item)
    const known = scope.items.get(item.key)
    if (known === undefined) scope.items.set(item.key, [item])
    else known.push(item)
  }
  let before = head
  for (const node of view.eachItem()) {
    if (node.type === 'error') continue
    const paragraphs = paragraphsIn(document, { start: before.next, end: node.start })
    const last = paragraphs.at(-1)
    const isAttached = last !== undefined && isClose(document, last, node.start)
    for (const paragraph of isAttached ? paragraphs.slice(0, -1) : paragraphs) {
      add(commentItem(block, paragraph, node.start))
    }
    const above = isAttached ? last : []
    const behind = lineEnd(document, node.end, node.tokenLimit)
    const brace = node.type === 'scope' ? node.openBrace : undefined
    const head = brace && lineEnd(document, brace.end, brace.token + 1)
    add({
      node,
      key: keyOf(node),
      block,
      start: startOf(document, above[0]?.start ?? node.start),
      above,
      body: node,
      tail: behind.tail,
      behind,
      beginsLine: before.kind !== 'token',
      head,
    })
    if (node.type === 'scope' && head !== undefined) addScope(scope, document, node, head.tail)
    before = behind.tail
  }
  for (const paragraph of paragraphsIn(document, { start: before.next, end })) {
    add(commentItem(block, paragraph, end))
  }
}

function addScope(parent: ScopeNode, document: Document, node: ScopeView, head: Tail): void {
  const { name } = node
  const instance = node.instance?.value
  const key = keyOf(node)
  let scope = parent.scopes.get(key)
  if (scope === undefined) {
    const step = instance === undefined ? { name } : { name, instance }
    const type = parent.type?.scopes.get(name.toLowerCase())
    scope = new ScopeNode(name, instance, [...parent.path, step], type)
    parent.scopes.set(key, scope)
  }
  const end = node.closeBrace?.start
  if (end !== undefined) addBlock(scope, document, node, head, end)
}

function keyOf(node: OptionView | ScopeView | IncludeView): string {
  switch (node.type) {
    case 'option':
      return `option ${node.name.toLowerCase()}`
    case 'include':
      return `include ${node.target?.value}`
    case 'scope': {
      const { name, instance } = node
      return `scope ${stepKey(instance === undefined ? { name } : { name, instance: instance.value })}`
    }
  }
}

/** Groups of comments without blank lines between them. */
function paragraphsIn(document: Document, range: Range): Comment[][] {
  const paragraphs: Comment[][] = []
  for (const comment of document.comments(range)) {
    const last = paragraphs.at(-1)
    if (last !== undefined && isClose(document, last, comment.start)) last.push(comment)
    else paragraphs.push([comment])
  }
  return paragraphs
}

/** Whether no blank line separates comments from the text after them. */
function isClose({ source }: Document, comments: readonly Comment[], next: number): boolean {
  const end = comments.at(-1)?.end ?? next
  return source.text.slice(end, next).split('\n').length <= 2
}

function commentItem(block: Block, comments: readonly Comment[], limit: number): Item {
  const { document } = block
  const [first, last] = [comments[0] as Comment, comments.at(-1) as Comment]
  const { tail } = tailAt(document, last.end, limit)
  return {
    node: undefined,
    key: `comment ${wordsOf(comments)}`,
    block,
    start: startOf(document, first.start),
    above: [],
    body: { start: first.start, end: last.end },
    tail,
    behind: { start: last.end, tail, comments: [] },
    beginsLine: true,
    head: undefined,
  }
}

/** The text of comments, without the blanks around their lines. */
export function wordsOf(comments: readonly Comment[]): string {
  return comments.flatMap(({ text }) => text.split('\n').map((line) => line.trim())).join('\n')
}

/** The start of the line if only blanks precede an index, otherwise the index. */
function startOf({ source: { text } }: Document, index: number): number {
  return beginsLine(text, index) ? lineStart(text, index) : index
}

/** The start of a token, or the end of the text. */
function gapEnd({ tree, source }: Document, token: number): number {
  const { count, start } = tree.tokens
  return token < count ? (start[token] as number) : source.length
}

/** @param next the token after `start` */
function lineEnd(document: Document, start: number, next: number): LineEnd {
  return { start, ...tailAt(document, start, gapEnd(document, next)) }
}

/** @param limit the start of the next token */
function tailAt(document: Document, start: number, limit: number): Omit<LineEnd, 'start'> {
  const { text } = document.source
  const comments: Comment[] = []
  let end = start
  for (const comment of document.comments({ start, end: limit })) {
    if (text.slice(end, comment.start).includes('\n')) break
    comments.push(comment)
    end = comment.end
  }
  const newline = text.indexOf('\n', end)
  if (newline !== -1 && newline < limit) {
    return { tail: { kind: 'newline', end, next: newline + 1 }, comments }
  }
  const kind = limit < text.length ? 'token' : 'end-of-file'
  const next = kind === 'end-of-file' && isBlank(text.slice(end)) ? text.length : end
  return { tail: { kind, end, next }, comments }
}
