import type { Document } from '../../../grammar/index.js'
import { firstTokenFrom, type Range } from '../../syntax/index.js'

/** How to adapt text that is taken into another file. */
export interface Style {
  /** The indentation of the text in its own file, and its new indentation. */
  readonly from: string
  readonly to: string
  readonly newline: string
}

/**
 * A part of a text for another file, with that file's line ends and indentation. The contents of
 * strings stay the same.
 */
export function adapted(document: Document, range: Range, style: Style): string {
  const { tree, source } = document
  const { text } = source
  const { tokens } = tree
  let out = ''
  let at = range.start
  for (let token = firstTokenFrom(document.tree, range.start); token < tokens.count; token++) {
    const start = tokens.start[token] as number
    if (start >= range.end) break
    const end = tokens.end[token] as number
    out += styled(text.slice(at, start), style) + text.slice(start, end)
    at = end
  }
  return out + styled(text.slice(at, range.end), style)
}

/** Text between tokens with the line ends and the indentation of another file. */
export function styled(text: string, { from, to, newline }: Style): string {
  return text.replace(/\r?\n([ \t]*)/g, (_, blanks: string) =>
    blanks.startsWith(from) ? newline + to + blanks.slice(from.length) : newline + blanks,
  )
}
