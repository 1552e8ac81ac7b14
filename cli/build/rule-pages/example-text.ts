import { visible } from '../../../src/report/layout/visible.js'

/** Stands below the last line of an example that has no newline at its end, as in a diff. */
const NO_NEWLINE = '\\ No newline at end of file'

/** The lines of a page that stand for the text of an example: what nobody sees is `<U+001B>`. */
export function pageLines(text: string): string[] {
  const lines = text.split('\n').map((line) => [...line].map(pageCharacter).join(''))
  return lines.at(-1) === '' ? lines.slice(0, -1) : [...lines, NO_NEWLINE]
}

function pageCharacter(character: string): string {
  if (visible(character) === character) return character
  const code = character.codePointAt(0) as number
  return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`
}

/** The text that lines of a page stand for. */
export function exampleText(lines: readonly string[]): string {
  if (lines.length === 0) return ''
  const text = lines
    .join('\n')
    .replace(/<U\+([\dA-F]{4,5})>/g, (_, code) => String.fromCodePoint(Number.parseInt(code, 16)))
  return lines.at(-1) === NO_NEWLINE ? text.slice(0, -NO_NEWLINE.length - 1) : `${text}\n`
}
