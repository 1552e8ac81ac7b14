import type { Comment, Document } from '../../grammar/index.js'
import { gapBefore, type ItemView, OptionView, type TextEdit } from '../syntax/index.js'
import type { Block } from './blocks.js'
import { beginsLine, indentAt, isBlank, lineStart, tailOf } from './line.js'
import { innerIndent, styleOf } from './neighbour-style.js'

/** An option that is to be added to a block. */
export interface NewOption {
  readonly name: string
  /** As it is to be written. */
  readonly value: string
}

export interface Insertion {
  readonly edit: TextEdit
  /** The line, as it is, behind which new lines come; undefined when they come on a line that is. */
  readonly newLineAfter: number | undefined
}

/**
 * Adds options to a block, in the style of those that are there: behind its last item, but before
 * the read-only includes that it ends with, since these are to have the last word.
 */
export function insertOptions(block: Block, options: readonly NewOption[]): Insertion {
  const { document } = block.file
  const items = block.body.items
  const overlays = items.length - trailingOverlays(items)
  const before = items.slice(0, overlays)
  const statements = written(document, before, options)
  const anchor = anchorIn(block, before)
  if (anchor !== undefined) return behind(block, before, anchor, statements)
  const overlay = items[overlays]
  if (overlay !== undefined) return above(block, overlay, statements)
  return block.body.type === 'file' ? atEnd(document, statements) : inEmpty(block, statements)
}

/** How many read-only includes a block ends with. */
function trailingOverlays(items: readonly ItemView[]): number {
  const last = items.findLastIndex((item) => !(item.type === 'include' && item.readOnly))
  return items.length - 1 - last
}

/** At the top level, options stay together; inside a stanza the last item is the place. */
function anchorIn({ body }: Block, before: readonly ItemView[]): ItemView | undefined {
  const last = before.at(-1)
  if (body.type === 'scope') return last
  return before.findLast((item) => item instanceof OptionView) ?? last
}

function written(
  document: Document,
  before: readonly ItemView[],
  options: readonly NewOption[],
): string[] {
  const neighbours = before.filter((item) => item instanceof OptionView)
  const style = styleOf(document, neighbours)
  return options.map(({ name, value }) => style.write(name, value))
}

function behind(
  { file: { document }, body }: Block,
  items: readonly ItemView[],
  anchor: ItemView,
  statements: readonly string[],
): Insertion {
  const { source } = document
  const { newline } = source
  const tail = tailOf(document, anchor)
  if (tail.kind === 'token') {
    const gap = gapOnLine(document, items)
    const text = statements.map((statement) => gap + statement).join('')
    return { edit: at(tail.end, text), newLineAfter: undefined }
  }
  const ownLine = items.findLast((item) => beginsLine(source.text, item.start))
  const indent =
    ownLine !== undefined
      ? indentAt(source.text, ownLine.start)
      : body.type === 'scope'
        ? innerIndent(document, body)
        : ''
  const lines = statements.map((statement) => indent + statement)
  if (body.type === 'file' && anchor.type === 'scope') {
    // Behind a stanza a global option is a paragraph of its own.
    lines.unshift('')
    if (tail.kind === 'newline' && !startsBlank(source.text, tail.next)) lines.push('')
  }
  const text =
    tail.kind === 'newline'
      ? lines.map((line) => line + newline).join('')
      : lines.map((line) => newline + line).join('')
  return { edit: at(tail.next, text), newLineAfter: source.lineAt(tail.end) }
}

/** Whether the line that starts at an index is blank, or there is none. */
function startsBlank(text: string, start: number): boolean {
  const blankLine = /[^\S\n]*(?:\n|$)/y
  blankLine.lastIndex = start
  return blankLine.test(text)
}

/** The blanks between the statements of a line: those of the last two, or two blanks. */
function gapOnLine({ source }: Document, items: readonly ItemView[]): string {
  const [left, right] = items.slice(-2)
  const gap = left && right ? source.text.slice(left.end, right.start) : ''
  return /^[ \t]+$/.test(gap) ? gap : '  '
}

/** Before the read-only include and the comment that stands right above it. */
function above(
  { file: { document }, body }: Block,
  overlay: ItemView,
  statements: readonly string[],
): Insertion {
  const { source } = document
  const { newline, text } = source
  if (!beginsLine(text, overlay.start)) {
    const words = statements.map((statement) => `${statement}  `)
    return { edit: at(overlay.start, words.join('')), newLineAfter: undefined }
  }
  const start = paragraphStart(document, overlay)
  const indent = indentAt(text, overlay.start)
  const lines = statements.map((statement) => indent + statement)
  if (body.type === 'file') lines.push('')
  const edit = at(start, lines.map((line) => line + newline).join(''))
  return { edit, newLineAfter: source.lineAt(start) - 1 }
}

/** The start of the lines above a statement that hold nothing but comments, without a gap. */
function paragraphStart(document: Document, statement: ItemView): number {
  const { text } = document.source
  let start = lineStart(text, statement.start)
  const gap = gapBefore(document.tree, statement.firstToken)
  const comments: Comment[] = document.comments({ start: gap.start, end: statement.start })
  for (const comment of comments.reverse()) {
    const between = text.slice(comment.end, start)
    if (!isBlank(between) || between.split('\n').length > 2) break
    if (!beginsLine(text, comment.start)) break
    start = lineStart(text, comment.start)
  }
  return start
}

/** A file without a statement. */
function atEnd({ source }: Document, statements: readonly string[]): Insertion {
  const { text, newline } = source
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const lines =
    body === '' || body.endsWith('\n')
      ? statements.map((statement) => statement + newline)
      : statements.map((statement) => newline + statement)
  const newLineAfter = body === '' ? 0 : source.lineAt(text.length) - (body.endsWith('\n') ? 1 : 0)
  return { edit: at(text.length, lines.join('')), newLineAfter }
}

/** A stanza without a statement; there may be comments in it. */
function inEmpty({ file: { document }, body }: Block, statements: readonly string[]): Insertion {
  if (body.type === 'file' || body.openBrace === undefined || body.closeBrace === undefined) {
    throw new TypeError('only a closed stanza can be filled')
  }
  const { source } = document
  const { text, newline } = source
  const outer = indentAt(text, body.start)
  const comments = document.comments({ start: body.openBrace.end, end: body.closeBrace.start })
  const model = comments.find((comment) => beginsLine(text, comment.start))
  const indent = model === undefined ? innerIndent(document, body) : indentAt(text, model.start)
  const lines = statements.map((statement) => indent + statement)
  const close = body.closeBrace.start
  if (beginsLine(text, close)) {
    const start = lineStart(text, close)
    const edit = at(start, lines.map((line) => line + newline).join(''))
    return { edit, newLineAfter: source.lineAt(start) - 1 }
  }
  const start = comments.at(-1)?.end ?? body.openBrace.end
  const inside = lines.map((line) => newline + line).join('') + newline + outer
  return { edit: { start, end: close, text: inside }, newLineAfter: source.lineAt(start) }
}

function at(index: number, text: string): TextEdit {
  return { start: index, end: index, text }
}
