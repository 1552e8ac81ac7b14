import type { Diagnostic } from '../diagnostics/index.js'
import { MASK, type Range, type ReportTexts, rangesWithin } from './texts.js'

/**
 * A summary, detail or note of a finding without the secrets that stand in the lines it is about:
 * a message may quote what is written there.
 */
export function masker(diagnostic: Diagnostic, texts: ReportTexts): (words: string) => string {
  const source = texts.source(diagnostic.file)
  if (texts.secrets === undefined || source === undefined) return (words) => words
  const lines: Range = {
    start: source.lineStart(source.lineAt(diagnostic.start)),
    end: source.lineStart(source.lineAt(diagnostic.end) + 1),
  }
  const secrets = rangesWithin(texts.secrets(diagnostic.file), lines).map(({ start, end }) =>
    source.text.slice(start, end),
  )
  return (words) => secrets.reduce(withoutSecret, words)
}

/** A secret this short is masked only in quotes: it may be a part of any word. */
const SHORT = 4

function withoutSecret(words: string, secret: string): string {
  const quoted = words.replaceAll(`"${secret}"`, `"${MASK}"`)
  return secret.length < SHORT ? quoted : quoted.replaceAll(secret, MASK)
}

/** Words in lines of at most this many columns; a word that is longer has a line of its own. */
export function wrap(words: string, width: number): string[] {
  const lines: string[] = []
  for (const word of words.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= width) {
      lines.splice(-1, 1, `${last} ${word}`)
    } else lines.push(word)
  }
  return lines
}
