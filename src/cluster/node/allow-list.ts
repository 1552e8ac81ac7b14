import { matchingPattern } from '../../config/pattern/matching-pattern.js'
import { commandLines } from '../messages/command.js'

/** The commands after which the program of a node does not run any more, or runs anew. */
const STOPPING = ['shutdown', 'restart']

/**
 * Whether a node carries out a command that a manager sends. Patterns allow as those of
 * `Authorization` do (runtime spec 2.2); what stops the node needs a pattern of its own.
 * @param patterns undefined: everything is allowed but what stops the node
 * @param text as sent
 * @param onBadPattern is told of a pattern that allows nothing because it cannot be matched
 */
export function allowsCommand(
  patterns: readonly string[] | undefined,
  text: string,
  onBadPattern: (pattern: string) => void = () => undefined,
): boolean {
  const stopping = stoppingWord(text)
  if (stopping === undefined && patterns === undefined) return true
  const counting = (patterns ?? []).filter(
    (pattern) => stopping === undefined || isOfItsOwn(pattern, stopping),
  )
  // The program that a command is handed to may take its lines for commands: each has to be allowed too.
  const lines = commandLines(text)
  const all = lines.length > 1 ? [text, ...lines] : [text]
  return all.every((each) => {
    const command = each
      .trim()
      .replace(/^xml\s+/i, '')
      .replace(/\s+/g, ' ')
    return matchingPattern(counting, command, onBadPattern) !== undefined
  })
}

/**
 * The word in a command that stops the node. The program that a command is handed to may take several
 * lines, or quotes around a word.
 */
function stoppingWord(text: string): string | undefined {
  const first = text
    .toLowerCase()
    .split(/[\n\r;]/)
    .map((line) => line.replace(/["'\\\0]/g, '').trim())
    .map((line) => line.replace(/^xml\s+/, '').split(/\s/, 1)[0])
  return STOPPING.find((word) => first.includes(word))
}

/** Whether a pattern is about one command: it names it, and does not match any other text as well. */
function isOfItsOwn(pattern: string, word: string): boolean {
  if (!pattern.toLowerCase().includes(word)) return false
  const other = 'x'.repeat(word.length)
  return matchingPattern([pattern], other, () => undefined) === undefined
}
