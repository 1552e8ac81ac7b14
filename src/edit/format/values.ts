import {
  type ArrayView,
  type DictionaryView,
  type EntryView,
  type OptionView,
  TokenKind,
  type ValueView,
} from '../../syntax/index.js'
import { widthOf } from './columns.js'
import { nameWidths } from './equals.js'
import { gapAt } from './gap.js'
import { type BlankWriter, LINE_WIDTH } from './writer.js'

type List = ArrayView | DictionaryView

/**
 * Writes an assignment after the name of the option or the key of the entry.
 * @param level of the line that the statement begins on
 * @param nameWidth columns for the name and the blanks after it
 */
export function writeAssignment(
  writer: BlankWriter,
  { equals, value, tree, firstToken }: OptionView | EntryView,
  level: number,
  nameWidth = 0,
): void {
  const { start, end } = tree.tokens
  const name = tree.source.text.slice(start[firstToken], end[firstToken])
  if (equals !== undefined) {
    writer.inline(' '.repeat(Math.max(1, nameWidth - widthOf(name))), level + 1)
  }
  writer.inline(' ', level + 1)
  if (value?.type === 'array' || value?.type === 'dictionary') writeList(writer, value, level)
}

/**
 * Writes an array or a dictionary after its opening bracket: on one line if it was on one, has no
 * comments and fits; otherwise with one element per line.
 */
function writeList(writer: BlankWriter, list: List, level: number): void {
  if (canBeFlat(writer, list) && writer.fits(() => writeFlatList(writer, list))) return
  const { kind } = list.tree.tokens
  const widths = list.type === 'dictionary' ? nameWidths(writer.document, list.entries) : undefined
  for (const part of partsOf(list)) {
    writeCommas(writer, list, () => writer.inline('', level + 1))
    writer.onLine(level + 1)
    if (part.type === 'entry') {
      writeAssignment(writer, part, level + 1, widths?.get(part.firstToken))
    } else if (part.type !== 'scalar') writeList(writer, part, level + 1)
  }
  while (kind[writer.token] === TokenKind.Comma) writer.inline('', level + 1)
  writer.closing(level)
}

export function writeFlatAssignment(
  writer: BlankWriter,
  { equals, value }: OptionView | EntryView,
): void {
  if (equals !== undefined) writer.flat(' ')
  writer.flat(' ')
  if (value?.type === 'array' || value?.type === 'dictionary') writeFlatList(writer, value)
}

function writeFlatList(writer: BlankWriter, list: List): void {
  const parts = partsOf(list)
  const { kind } = list.tree.tokens
  for (const [index, part] of parts.entries()) {
    const hasComma = writeCommas(writer, list, () => writer.flat(''))
    writer.flat(part.type === 'entry' && index > 0 && !hasComma ? '  ' : ' ')
    if (part.type === 'entry') writeFlatAssignment(writer, part)
    else if (part.type !== 'scalar') writeFlatList(writer, part)
  }
  while (kind[writer.token] === TokenKind.Comma) writer.flat('')
  writer.flat(parts.length === 0 ? '' : ' ')
}

/** Writes the commas before the next element, each after the text before it. */
function writeCommas(writer: BlankWriter, { tree }: List, write: () => void): boolean {
  const before = writer.token
  while (tree.tokens.kind[writer.token] === TokenKind.Comma) write()
  return writer.token > before
}

function partsOf(list: List): readonly (ValueView | EntryView)[] {
  return list.type === 'array' ? list.elements : list.entries
}

/** Whether there are neither line ends nor comments between the tokens of a list. */
export function canBeFlat(
  { document }: BlankWriter,
  { firstToken, tokenLimit }: { readonly firstToken: number; readonly tokenLimit: number },
): boolean {
  // Each token takes at least one column.
  if (tokenLimit - firstToken > LINE_WIDTH) return false
  // The line ends in an empty list need not be preserved.
  const isEmpty = tokenLimit - firstToken === 2
  for (let token = firstToken + 1; token < tokenLimit; token++) {
    const { runs, comments } = gapAt(document, token)
    if (comments.length > 0) return false
    if (!isEmpty && runs.some(({ newlines }) => newlines > 0)) return false
  }
  return true
}
