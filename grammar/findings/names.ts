import { TokenKind } from '../../src/syntax/index.js'
import type { Layout } from '../layout.js'

/** A piece of the text in quotes, shortened to fit in a line. */
export function quote(text: string): string {
  if (text.startsWith('"')) {
    const line = text.split('\n', 1)[0] as string
    return line.length > 40 ? `${line.slice(0, 37)}..."` : line
  }
  return text.length > 40 ? `"${text.slice(0, 37)}..."` : `"${text}"`
}

/** The header of the stanza that a brace opens: `auth_ds`, `Domain "x"`. */
export function headerText(layout: Layout, brace: number): string {
  const last = layout.kind(brace - 1) === TokenKind.Equals ? brace - 2 : brace - 1
  const kind = layout.kind(last)
  if (kind === TokenKind.String || kind === TokenKind.Word) {
    const before = layout.kind(last - 1) === TokenKind.Equals ? last - 2 : last - 1
    if (layout.kind(before) === TokenKind.Word && layout.sameLine(before, last)) {
      const beforeThat = layout.kind(before - 1)
      const isHead = layout.startsLine(before) || beforeThat !== TokenKind.Equals
      if (isHead) return `${layout.text(before)} ${quote(layout.text(last))}`
    }
    return quote(layout.text(last))
  }
  return '{'
}
