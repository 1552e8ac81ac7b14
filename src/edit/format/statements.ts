import type { FileView, ItemView, ScopeView } from '../../syntax/index.js'
import { nameWidths } from './equals.js'
import { gapAt } from './gap.js'
import { canBeFlat, writeAssignment, writeFlatAssignment } from './values.js'
import { type BlankWriter, LINE_WIDTH } from './writer.js'

/** Writes the statements of a file or of a stanza, each on its own line. */
export function writeBody(writer: BlankWriter, body: FileView | ScopeView, level: number): void {
  const items = body.items
  const widths = nameWidths(writer.document, items)
  for (const item of items) {
    writer.onLine(level)
    writeStatement(writer, item, level, widths.get(item.firstToken))
  }
}

/** Writes a statement after its first word. */
function writeStatement(
  writer: BlankWriter,
  item: ItemView,
  level: number,
  nameWidth: number | undefined,
): void {
  if (item.type === 'option') writeAssignment(writer, item, level, nameWidth)
  else if (item.type === 'scope') writeStanza(writer, item, level)
  else while (writer.token < item.tokenLimit) writer.inline(' ', level + 1)
}

/** Writes a stanza on one line if it was on one and fits, or is empty; otherwise on several. */
function writeStanza(writer: BlankWriter, stanza: ScopeView, level: number): void {
  if (canBeShort(writer, stanza) && writer.fits(() => writeShortStanza(writer, stanza))) return
  const brace = stanza.openBrace?.token ?? stanza.tokenLimit - 1
  while (writer.token <= brace) writer.inline(' ', level)
  if (isEmpty(writer, stanza, brace)) return writer.flat('')
  writeBody(writer, stanza, level + 1)
  writer.closing(level)
}

function isEmpty({ document }: BlankWriter, { tokenLimit }: ScopeView, brace: number): boolean {
  return brace === tokenLimit - 2 && gapAt(document, brace + 1).comments.length === 0
}

function writeShortStanza(writer: BlankWriter, stanza: ScopeView): void {
  const brace = stanza.openBrace?.token ?? stanza.firstToken
  while (writer.token <= brace) writer.flat(' ')
  let apart = ' '
  for (const item of stanza.eachItem()) {
    writer.flat(apart)
    apart = '  '
    if (item.type === 'option') writeFlatAssignment(writer, item)
    else if (item.type === 'scope') writeShortStanza(writer, item)
    else while (writer.token < item.tokenLimit) writer.flat(' ')
  }
  const isEmpty =
    writer.token === brace + 1 && gapAt(writer.document, writer.token).comments.length === 0
  writer.flat(isEmpty ? '' : ' ')
}

/** Whether a stanza is on one line, and may stay so. */
function canBeShort(writer: BlankWriter, stanza: ScopeView): boolean {
  const { start, end, tree, firstToken, tokenLimit } = stanza
  // Each token takes at least one column.
  if (tokenLimit - firstToken > LINE_WIDTH) return false
  return tree.source.lineAt(start) === tree.source.lineAt(end) && listsCanBeFlat(writer, stanza)
}

function listsCanBeFlat(writer: BlankWriter, stanza: ScopeView): boolean {
  return stanza.items.every((item) => {
    if (item.type === 'scope') return listsCanBeFlat(writer, item)
    if (item.type !== 'option' || item.value === undefined) return true
    return item.value.type === 'scalar' || canBeFlat(writer, item.value)
  })
}
