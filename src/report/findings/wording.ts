import type { Diagnostic } from '../../diagnostics/index.js'
import { SecretWords } from '../../schema/secret-words.js'
import type { Range } from '../../syntax/index.js'
import { type ReportTexts, rangesWithin } from './texts.js'

/**
 * A summary, detail or note of a finding without the secrets that stand in the lines it is about:
 * a message may quote what is written there.
 */
export function masker(diagnostic: Diagnostic, texts: ReportTexts): (words: string) => string {
  const source = texts.source(diagnostic.file)
  if (texts.secrets === undefined) return (words) => words
  if (source === undefined) return (words) => NOTHING_KNOWN.mask(words)
  const first = source.lineAt(diagnostic.start)
  const last = Math.min(source.lineAt(diagnostic.end), first + MOST_LINES)
  const words = wordsOfLines(texts, diagnostic.file, first, last)
  return (message) => words.mask(message)
}

const NOTHING_KNOWN = new SecretWords([])

/** Of a finding that goes over more lines only the first ones are quoted. */
const MOST_LINES = 50

/** The secrets of some lines, by file and lines: many findings may be about one long line. */
const known = new WeakMap<ReportTexts, Map<string, SecretWords>>()

function wordsOfLines(texts: ReportTexts, file: string, first: number, last: number): SecretWords {
  let byLines = known.get(texts)
  if (byLines === undefined) {
    byLines = new Map()
    known.set(texts, byLines)
  }
  const key = `${first} ${last} ${file}`
  let words = byLines.get(key)
  if (words === undefined) {
    words = new SecretWords(secretsOfLines(texts, file, first, last))
    byLines.set(key, words)
  }
  return words
}

function secretsOfLines(
  { source, secrets }: ReportTexts,
  file: string,
  first: number,
  last: number,
): string[] {
  const text = source(file)
  if (text === undefined || secrets === undefined) return []
  const lines: Range = { start: text.lineStart(first), end: text.lineStart(last + 1) }
  return rangesWithin(secrets(file), lines).map(({ start, end }) => text.text.slice(start, end))
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
