import { widest } from './widest.js'

/** How wide a page of text is: easy to read, and fits the narrowest usual terminal. */
export const PAGE_WIDTH = 80

/**
 * Breaks a text into lines of at most this many columns, with an indent before each. A no-break
 * space holds words together and is printed as a blank; a word that is too long has its own line.
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

/** A label with its text beside it. */
export type Row = readonly [label: string, text: string]

/** Rows in two columns, the text wrapped in the second one. */
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
