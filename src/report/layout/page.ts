import { widest } from './widest.js'

/** The width of a page of text: easy to read, and narrow enough for most terminals. */
export const PAGE_WIDTH = 80

/**
 * Wraps a text into lines of at most `width` columns, each with an indent. A no-break space keeps
 * words together and is printed as a blank; a longer word gets its own line.
 */
export function wrapped(text: string, indent = '', width = PAGE_WIDTH): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width - indent.length) {
      lines[lines.length - 1] = `${last} ${word}`
    } else lines.push(word)
  }
  return lines.map((line) => `${indent}${line}`.replaceAll('\u00a0', ' ').trimEnd())
}

/** A label and its text. */
export type Row = readonly [label: string, text: string]

/** Rows in two columns, with the text wrapped in the second one. */
export function columns(
  rows: readonly Row[],
  { indent = '  ', width = PAGE_WIDTH, paint = (label: string) => label } = {},
): string[] {
  const room = widest(rows.map(([label]) => label))
  const hang = ' '.repeat(indent.length + room + 2)
  return rows.flatMap(([label, text]) => {
    const [first = '', ...others] = wrapped(text, hang, width)
    const gap = ' '.repeat(room - label.length + 2)
    return [`${indent}${paint(label)}${gap}${first.trimStart()}`.trimEnd(), ...others]
  })
}
