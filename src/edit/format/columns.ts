import { lineStart } from '../text/line.js'

const TAB = 8

/** How many columns stand before an index on its line, a tab leading to the next multiple of 8. */
export function columnAt(text: string, index: number): number {
  let column = 0
  for (let at = lineStart(text, index); at < index; at++) {
    if (text.charCodeAt(at) === 0x09) column += TAB - (column % TAB)
    else if (!isSecondHalf(text, at)) column++
  }
  return column
}

/** The columns that a text on one line takes. */
export function widthOf(text: string): number {
  let width = 0
  for (let at = 0; at < text.length; at++) if (!isSecondHalf(text, at)) width++
  return width
}

/** Whether a unit is the second one of a code point. An invalid byte stands alone, and is none. */
export function isSecondHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 0xdc00 || unit > 0xdfff || at === 0) return false
  const before = text.charCodeAt(at - 1)
  return before >= 0xd800 && before <= 0xdbff
}
