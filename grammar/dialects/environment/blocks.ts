import type { Range } from '../../../src/syntax/index.js'
/** The words that begin a compound command or a group of commands in a shell. */
export const BLOCK_WORDS: ReadonlySet<string> = new Set([
  'if',
  'for',
  'while',
  'until',
  'case',
  'select',
  '{',
])

const CLOSING_WORDS: ReadonlySet<string> = new Set(['fi', 'done', 'esac', '}'])

/** The words that another command may follow directly. */
const LEADING_WORDS: ReadonlySet<string> = new Set([
  ...['if', 'then', 'elif', 'else', 'while', 'until', 'do', '{', '!'],
])

const BLANKS = ' \t\r'
/** Characters that another command may follow directly. */
const SEPARATORS = '\n;&|()'

/**
 * The index after the last word of a compound command.
 * @param behindFirst the index after its first word
 * @returns -1 when the command does not end
 */
export function blockEnd(text: string, behindFirst: number): number {
  let depth = 1
  let beginsCommand = true
  let at = behindFirst
  while (at < text.length) {
    const unit = text.charAt(at)
    if (BLANKS.includes(unit)) at++
    else if (SEPARATORS.includes(unit)) {
      beginsCommand = true
      at++
    } else if (unit === '#') at = lineEnd(text, at)
    else {
      const end = wordEnd(text, at)
      const word = text.slice(at, end)
      if (beginsCommand && BLOCK_WORDS.has(word)) depth++
      else if (beginsCommand && CLOSING_WORDS.has(word) && --depth === 0) return end
      beginsCommand = beginsCommand && LEADING_WORDS.has(word)
      at = end
    }
  }
  return -1
}

function wordEnd(text: string, start: number): number {
  let at = start
  while (at < text.length) {
    const unit = text.charAt(at)
    if (BLANKS.includes(unit) || SEPARATORS.includes(unit)) return at
    if (unit === '\\') at += 2
    else if (unit === "'" || unit === '"') at = behindString(text, at)
    else at++
  }
  return text.length
}

/** The index after a string, or after its opening quote when the string is not closed. */
function behindString(text: string, start: number): number {
  const quote = text.charAt(start)
  for (let at = start + 1; at < text.length; at++) {
    const unit = text.charAt(at)
    if (unit === quote) return at + 1
    if (unit === '\\' && quote === '"') at++
  }
  return start + 1
}

function lineEnd(text: string, from: number): number {
  const newline = text.indexOf('\n', from)
  return newline === -1 ? text.length : newline
}

/**
 * The range of a here-document, whose lines are data for a command.
 * @param operator the index of `<<`
 * @param end the end of the line with the operator
 * @returns undefined when there is no here-document, or when it does not end
 */
export function hereDocument(text: string, operator: number, end: number): Range | undefined {
  const head = /^<<(-?)[ \t]*(["']?)([\w.-]+)\2/.exec(text.slice(operator, operator + 200))
  if (head === null) return undefined
  const [, indented, , delimiter] = head
  for (let start = end + 1; start < text.length; ) {
    const next = lineEnd(text, start)
    const line = text.slice(start, text.charAt(next - 1) === '\r' ? next - 1 : next)
    if ((indented ? line.replace(/^\t+/, '') : line) === delimiter)
      return { start: end + 1, end: next }
    start = next + 1
  }
  return undefined
}
