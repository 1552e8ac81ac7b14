import type { Diagnostic } from '../../diagnostics/index.js'
import { quotedLines, SecretWords } from '../../schema/secrets/words.js'
import { type Range, rangesWithin } from '../../syntax/index.js'
import type { ReportTexts } from './texts.js'

/**
 * Masks secrets in a summary, a detail or a note of a finding, which may quote the lines of the
 * finding.
 */
export function masker(diagnostic: Diagnostic, texts: ReportTexts): (words: string) => string {
  const source = texts.source(diagnostic.file)
  if (texts.secrets === undefined) return (words) => words
  if (source === undefined) return (words) => NOTHING_KNOWN.mask(words)
  const words = wordsOfLines(texts, diagnostic.file, quotedLines(source, diagnostic))
  return (message) => words.mask(message)
}

const NOTHING_KNOWN = new SecretWords([])

/** The secrets of lines, by file and lines, because many findings may be about one long line. */
const known = new WeakMap<ReportTexts, Map<string, SecretWords>>()

function wordsOfLines(texts: ReportTexts, file: string, lines: Range): SecretWords {
  const secrets = rangesWithin(texts.secrets?.(file, lines) ?? [], lines)
  if (secrets.length === 0) return NOTHING_KNOWN
  let byLines = known.get(texts)
  if (byLines === undefined) {
    byLines = new Map()
    known.set(texts, byLines)
  }
  const key = `${lines.start} ${lines.end} ${file}`
  let words = byLines.get(key)
  if (words === undefined) {
    const text = texts.source(file)?.text ?? ''
    words = SecretWords.at(secrets, text)
    byLines.set(key, words)
  }
  return words
}

/** Wraps words into lines of at most `width` columns; a longer word gets its own line. */
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
