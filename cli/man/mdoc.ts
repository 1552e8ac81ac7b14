import { wrapped } from '../../src/report/layout/page.js'

/** As mandoc likes lines. */
const WIDTH = 78

/** Words as lines of text of a manual page in mdoc: nothing of them is an instruction. */
export function mdocText(text: string): string[] {
  return wrapped(text, '', WIDTH).map((line) => escaped(line).replace(/^(?=[.'])/, '\\&'))
}

/** A word as an argument of a macro. */
function mdocWord(word: string): string {
  // What could be the name of a macro, or is punctuation, would be taken for it.
  const isCalled = /^(?:[A-Z%][A-Za-z]{1,2}|[.,:;()[\]?!|])$/.test(word)
  return `${isCalled ? '\\&' : ''}${escaped(word).replaceAll('"', '\\(dq')}`
}

/** A line to be typed as it stands: no hyphen of it is one of typesetting. */
export function mdocLiteral(line: string): string {
  return escaped(line)
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&')
}

/** Words behind a macro that takes the rest of its line. */
export function mdocWords(text: string): string {
  return text.split(' ').map(mdocWord).join(' ')
}

function escaped(text: string): string {
  return text
    .replaceAll('\\', '\\e')
    .replace(
      /[^\x20-\x7e]/gu,
      (sign) => `\\[u${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}]`,
    )
}
