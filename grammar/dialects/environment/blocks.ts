/** The words that begin a compound command of a shell, or a group of commands. */
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

/** Words behind which another command begins. */
const LEADING_WORDS: ReadonlySet<string> = new Set([
  ...['if', 'then', 'elif', 'else', 'while', 'until', 'do', '{', '!'],
])

const BLANKS = ' \t\r'
/** Marks behind which a command begins. */
const SEPARATORS = '\n;&|()'

/**
 * Where a compound command ends, behind its last word.
 * @param behindFirst the index behind the word that begins it
 * @returns -1 when it does not end
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

/** The index behind a string, or behind its quote when it is not closed. */
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
 * The range of a here-document, the lines that are data for a command.
 * @param operator the index of `<<`
 * @param end where the line with the operator ends
 * @returns undefined when there is none, or when it does not end
 */
export function hereDocument(
  text: string,
  operator: number,
  end: number,
): { start: number; end: number } | undefined {
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
