import type { Document } from '../../../grammar/index.js'
import { type ItemView, OptionView, runsInto, type TextEdit } from '../../syntax/index.js'
import {
  beginsLine,
  commentsAbove,
  indentAt,
  lineStart,
  startsBlank,
  tailOf,
} from '../text/line.js'
import type { Block } from './blocks.js'
import { innerIndent, styleOf } from './neighbour-style.js'
import type { NewOption, NewStanza } from './new-item.js'
import { spellingOf } from './spelling.js'
import { stanzaStyle } from './stanza-style.js'

/** Statements to add to a block in one step. */
export interface NewItems {
  readonly options: readonly NewOption[]
  readonly stanzas: readonly NewStanza[]
  /** The index of a statement that the options must follow; -1 for any place. */
  readonly behind: number
  /** The registered options of the block's scope, by lower-case name. */
  readonly registered: ReadonlyMap<string, { readonly display: string }> | undefined
}

export interface Insertion {
  readonly edit: TextEdit
  /** The line of the old text after which new lines go; undefined on an existing line. */
  readonly newLineAfter: number | undefined
}

/** The insertions of the options and of the stanzas; an empty block has one place for both. */
export interface Insertions {
  readonly options: Insertion | undefined
  readonly stanzas: Insertion | undefined
}

/**
 * Adds options and stanzas to a block in the style of the existing ones: after its last item, but
 * before trailing read-only includes, which must come last to override everything.
 */
export function insertItems(block: Block, items: NewItems): Insertions {
  const { document } = block.file
  const before = itemsBefore(block)
  const style = styleOf(
    document,
    before.filter((item) => item instanceof OptionView),
  )
  const spelling = spellingOf(items.registered ?? NO_NAMES, before)
  const options = items.options.map(({ name, value }): Statement => {
    const text = style.write(spelling(name), value)
    return { lines: [text], inline: text }
  })
  const stanzas = items.stanzas.map(({ path, options }): Statement => {
    const [outermost] = path
    if (outermost === undefined) throw new RangeError('a stanza needs a name')
    const written = stanzaStyle(document, before, outermost)
    return { lines: written.lines(path, options), inline: written.inline(path, options) }
  })
  const last = before.at(-1)
  if (last === undefined) {
    const insertion = withoutItems(block, [...options, ...paragraphs(block, stanzas, options)])
    return { options: insertion, stanzas: insertion }
  }
  return {
    options:
      options.length === 0
        ? undefined
        : behind(block, before, anchorOf(block, before, items.behind), options, 'option'),
    stanzas: stanzas.length === 0 ? undefined : behind(block, before, last, stanzas, 'stanza'),
  }
}

/** Whether a block has a place for a new statement after the statement at an index. */
export function hasPlaceBehind(block: Block, index: number): boolean {
  return index === -1 || (itemsBefore(block).at(-1)?.end ?? -1) > index
}

/** A new statement, written on its own lines, and for a line shared with others. */
interface Statement {
  readonly lines: readonly string[]
  readonly inline: string
}

const NO_NAMES: ReadonlyMap<string, { readonly display: string }> = new Map()

/** The statements of a block without trailing read-only includes. */
function itemsBefore({ body }: Block): ItemView[] {
  const { items } = body
  const last = items.findLastIndex((item) => !(item.type === 'include' && item.readOnly))
  return items.slice(0, last + 1)
}

/**
 * The item to insert after: at top level the last option, so that options stay together; inside a
 * stanza the last item.
 */
function anchorOf({ body }: Block, before: readonly ItemView[], behind: number): ItemView {
  const last = before.at(-1) as ItemView
  if (body.type === 'scope') return last
  return before.findLast((item) => item instanceof OptionView && item.start >= behind) ?? last
}

/** Adds blank lines before stanzas of a file, which are separate paragraphs. */
function paragraphs(
  { body }: Block,
  stanzas: readonly Statement[],
  before: readonly Statement[],
): Statement[] {
  if (body.type === 'scope') return [...stanzas]
  return stanzas.map((stanza, index) =>
    index === 0 && before.length === 0 ? stanza : { ...stanza, lines: ['', ...stanza.lines] },
  )
}

function behind(
  { file: { document }, body }: Block,
  items: readonly ItemView[],
  anchor: ItemView,
  statements: readonly Statement[],
  kind: 'option' | 'stanza',
): Insertion {
  const { source } = document
  const { newline } = source
  const tail = tailOf(document, anchor)
  if (tail.kind === 'token') {
    const gap = gapOnLine(document, items)
    const all = statements.map(({ inline }) => gap + inline).join('')
    const text = runsInto(all, source.text, tail.end) ? all + gap : all
    return { edit: at(tail.end, text), newLineAfter: undefined }
  }
  const ownLine = items.findLast((item) => beginsLine(source.text, item.start))
  const indent =
    ownLine !== undefined
      ? indentAt(source.text, ownLine.start)
      : body.type === 'scope'
        ? innerIndent(document, body)
        : ''
  const isApart =
    kind === 'stanza'
      ? areApart(document, items, body.type)
      : // A global option after a stanza is a separate paragraph.
        body.type === 'file' && anchor.type === 'scope'
  const lines = statements.flatMap((statement, index) => [
    ...(isApart && (kind === 'stanza' || index === 0) ? [''] : []),
    ...indented(statement.lines, indent),
  ])
  if (isApart && tail.kind === 'newline' && !endsBody(document, tail.next)) lines.push('')
  const text =
    tail.kind === 'newline'
      ? lines.map((line) => line + newline).join('')
      : lines.map((line) => newline + line).join('')
  return { edit: at(tail.next, text), newLineAfter: source.lineAt(tail.end) }
}

/** Whether nothing follows that a blank line would have to separate. */
function endsBody({ source: { text } }: Document, start: number): boolean {
  return startsBlank(text, start) || /^[ \t]*\}/.test(text.slice(start, start + 200))
}

/** Whether a blank line separates the last two items of a body, if they are stanzas. */
function areApart(
  { source }: Document,
  items: readonly ItemView[],
  body: 'file' | 'scope',
): boolean {
  const [left, right] = items.slice(-2)
  if (left?.type !== 'scope' || right?.type !== 'scope') return body === 'file'
  return /\n[ \t\r]*\n/.test(source.text.slice(left.end, right.start))
}

/** The blanks between statements on a line: those between the last two, or two blanks. */
function gapOnLine({ source }: Document, items: readonly ItemView[]): string {
  const [left, right] = items.slice(-2)
  const gap = left && right ? source.text.slice(left.end, right.start) : ''
  return /^[ \t]+$/.test(gap) ? gap : '  '
}

/** Inserts into a block with only read-only includes, or without any statement. */
function withoutItems(block: Block, statements: readonly Statement[]): Insertion {
  const [overlay] = block.body.items
  if (overlay !== undefined) return above(block, overlay, statements)
  return block.body.type === 'file'
    ? atEnd(block.file.document, statements)
    : inEmpty(block, statements)
}

/** Inserts before a read-only include and the comment directly above it. */
function above(
  { file: { document }, body }: Block,
  overlay: ItemView,
  statements: readonly Statement[],
): Insertion {
  const { source } = document
  const { newline, text } = source
  if (!beginsLine(text, overlay.start)) {
    const words = statements.map(({ inline }) => `${inline}  `)
    return { edit: at(overlay.start, words.join('')), newLineAfter: undefined }
  }
  const [comment] = commentsAbove(document, overlay)
  const start = lineStart(text, comment?.start ?? overlay.start)
  const indent = indentAt(text, overlay.start)
  const lines = statements.flatMap((statement) => indented(statement.lines, indent))
  if (body.type === 'file') lines.push('')
  const edit = at(start, lines.map((line) => line + newline).join(''))
  return { edit, newLineAfter: source.lineAt(start) - 1 }
}

/** Inserts into a file without statements. */
function atEnd({ source }: Document, statements: readonly Statement[]): Insertion {
  const { text, newline } = source
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
  const lines = statements.flatMap(({ lines }) => lines)
  const written =
    body === '' || body.endsWith('\n')
      ? lines.map((line) => line + newline)
      : lines.map((line) => newline + line)
  const newLineAfter = body === '' ? 0 : source.lineAt(text.length) - (body.endsWith('\n') ? 1 : 0)
  return { edit: at(text.length, written.join('')), newLineAfter }
}

/** Inserts into a stanza without statements, which may have comments. */
function inEmpty({ file: { document }, body }: Block, statements: readonly Statement[]): Insertion {
  if (body.type === 'file' || body.openBrace === undefined || body.closeBrace === undefined) {
    throw new TypeError('only a closed stanza can be filled')
  }
  const { source } = document
  const { text, newline } = source
  const outer = indentAt(text, body.start)
  const comments = document.comments({ start: body.openBrace.end, end: body.closeBrace.start })
  const model = comments.find((comment) => beginsLine(text, comment.start))
  const indent = model === undefined ? innerIndent(document, body) : indentAt(text, model.start)
  const lines = statements.flatMap((statement) => indented(statement.lines, indent))
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

function indented(lines: readonly string[], indent: string): string[] {
  return lines.map((line) => (line === '' ? '' : indent + line))
}

function at(index: number, text: string): TextEdit {
  return { start: index, end: index, text }
}
