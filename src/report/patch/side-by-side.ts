import { cutPair } from '../layout/cut-pair.js'
import { type Palette, PLAIN } from '../layout/palette.js'
import { displayWidth, visible } from '../layout/visible.js'
import { type DiffLine, type LinePair, pairedLines } from './paired-lines.js'
import { type Hunk, patchOf } from './patch.js'
import { type DiffFile, shownLines } from './unified.js'

const TAB_WIDTH = 4
/** Marks where a wide line is cut. */
const CUT = '…'
/** The narrowest column that is still useful. */
const LEAST_COLUMN = 20

/**
 * The differences of files in two columns, with the old text on the left: `<` marks a removed line,
 * `>` an added one, `|` a changed one. Wide lines are cut.
 * @param width of the screen, in columns
 */
export function renderSideBySide(
  files: readonly DiffFile[],
  width: number,
  palette: Palette = PLAIN,
): string {
  return files.map((file) => renderFile(file, width, palette)).join('')
}

function renderFile(file: DiffFile, width: number, palette: Palette): string {
  const { name, before, after } = file
  const { hunks } = patchOf(name, before?.source, after?.source)
  if (hunks.length === 0) return ''
  const last = hunks.at(-1) as Hunk
  const digits = String(
    Math.max(last.oldStart + last.oldLines, last.newStart + last.newLines),
  ).length
  // Each side has a number and a blank before its text; the mark is between, with blanks around it.
  const column = Math.max(LEAST_COLUMN, Math.floor((width - 3) / 2) - digits - 1)
  const lines = [palette.bold(name)]
  for (const [index, hunk] of hunks.entries()) {
    if (index > 0) lines.push(palette.dim('·'.repeat(digits)))
    const shown = shownLines(hunk, file)
    for (const row of pairedLines({ ...hunk, lines: shown })) {
      lines.push(renderRow(row, digits, column, palette))
    }
  }
  return lines.map((line) => `${line}\n`).join('')
}

function renderRow(
  [left, right, mark]: LinePair,
  digits: number,
  column: number,
  { red, green, dim, yellow }: Palette,
): string {
  const same = (text: string) => text
  const isSame = mark === ' '
  const [old, now] = isSame ? [left, right] : apart(left, right, column)
  const first = renderCell(old, digits, column, isSame ? same : red, dim)
  const second = renderCell(now, digits, column, isSame ? same : green, dim)
  return `${first} ${isSame ? ' ' : yellow(mark)} ${second}`.trimEnd()
}

/**
 * Two changed lines with what they have in common left out at the beginning, where they would be cut
 * to the same text.
 */
function apart(
  left: DiffLine | undefined,
  right: DiffLine | undefined,
  column: number,
): readonly [DiffLine | undefined, DiffLine | undefined] {
  if (left === undefined || right === undefined) return [left, right]
  const [first, second] = [left, right].map(({ text }) => text.replace(/\r$/, ''))
  if (first === second || cut(first as string, column) !== cut(second as string, column)) {
    return [left, right]
  }
  const texts = cutPair(first as string, second as string, column)
  return [
    { ...left, text: texts[0] },
    { ...right, text: texts[1] },
  ]
}

function renderCell(
  cell: DiffLine | undefined,
  digits: number,
  column: number,
  paint: (text: string) => string,
  dim: (text: string) => string,
): string {
  if (cell === undefined) return ' '.repeat(digits + 1 + column)
  const text = cut(cell.text.replace(/\r$/, ''), column)
  const padding = ' '.repeat(column - displayWidth(text))
  return `${dim(String(cell.number).padStart(digits))} ${paint(text)}${padding}`
}

/** The beginning of a line that fits in a column, with tabs as blanks. */
function cut(line: string, column: number): string {
  let text = ''
  let width = 0
  for (const character of line) {
    const shown =
      character === '\t' ? ' '.repeat(TAB_WIDTH - (width % TAB_WIDTH)) : visible(character)
    const next = width + displayWidth(shown)
    if (next > column) return cutTo(text, column - CUT.length) + CUT
    text += shown
    width = next
  }
  return text
}

function cutTo(text: string, column: number): string {
  let kept = ''
  for (const character of text) {
    if (displayWidth(kept + character) > column) break
    kept += character
  }
  return kept
}
