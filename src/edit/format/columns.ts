import { lineStart } from '../text/line.js'

const TAB = 8

/** The column of an index on its line, 0-based; a tab leads to the next multiple of 8. */
export function columnAt(text: string, index: number): number {
  let column = 0
  for (let at = lineStart(text, index); at < index; at++) {
    if (text.charCodeAt(at) === 0x09) column += TAB - (column % TAB)
    else if (!isSecondHalf(text, at)) column++
  }
  return column
}

/** How many columns a text without line ends takes. */
export function widthOf(text: string): number {
  let width = 0
  for (let at = 0; at < text.length; at++) if (!isSecondHalf(text, at)) width++
  return width
}

/**
 * Whether a UTF-16 unit is the second half of a code point; an invalid byte is a unit of its own.
 */
export function isSecondHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 0xdc00 || unit > 0xdfff || at === 0) return false
  const before = text.charCodeAt(at - 1)
  return before >= 0xd800 && before <= 0xdbff
}
