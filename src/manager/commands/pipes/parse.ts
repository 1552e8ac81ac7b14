/** One thing that a pipe does to an answer. */
export type Pipe =
  | { readonly name: 'match' | 'except'; readonly pattern: string }
  | { readonly name: 'count' | 'no-more' | 'compare'; readonly rest: string }
  | { readonly name: 'display'; readonly form: 'set' | 'json'; readonly rest: string }

/** A line taken apart at its pipes. */
export interface Piped {
  /** The command before the first pipe. */
  readonly command: string
  readonly pipes: readonly Pipe[]
}

const HEAD = /^\s+(match|except|count|no-more|compare|display\s+(?:set|json))(?=\s|$)/i

/**
 * Takes a line apart at its pipes: a `|` that stands as its own word outside of quotes, followed by
 * the name of something that a pipe does. Every other `|` is text, so that lines that were written for
 * the product mean what they always did.
 */
export function parsePipes(line: string): Piped {
  const starts = ownBars(line).filter((at) => isPipe(line, at))
  const [first] = starts
  if (first === undefined) return { command: line, pipes: [] }
  const pipes = starts.map((at, index) => pipeOf(line.slice(at + 1, starts[index + 1])))
  return { command: line.slice(0, first).trimEnd(), pipes }
}

/**
 * Where the last pipe of a line begins that is being typed; its name may be missing or half there.
 * @returns undefined when there is none
 */
export function lastBar(line: string): number | undefined {
  return ownBars(line).at(-1)
}

/** Where a `|` stands as a word of its own outside of quotes. */
function ownBars(line: string): number[] {
  const bars: number[] = []
  let isInside = false
  for (let at = 0; at < line.length; at++) {
    const character = line[at]
    if (character === '"') isInside = !isInside
    else if (isInside && character === '\\') at++
    else if (!isInside && character === '|' && isBlank(line[at - 1]) && isBlank(line[at + 1])) {
      bars.push(at)
    }
  }
  return bars
}

/** The beginning and the end of a line count as blanks. */
function isBlank(character: string | undefined): boolean {
  return character === undefined || /\s/.test(character)
}

function isPipe(line: string, at: number): boolean {
  const rest = line.slice(at + 1)
  const [head, name = ''] = HEAD.exec(rest) ?? []
  if (head === undefined) return false
  // Only at the end: what is compared cannot go through other pipes.
  return name.toLowerCase() !== 'compare' || rest.slice(head.length).trim() === ''
}

function pipeOf(text: string): Pipe {
  const [head = '', written = ''] = HEAD.exec(text) ?? []
  const rest = text.slice(head.length).trim()
  const [name, form] = written.toLowerCase().split(/\s+/)
  switch (name) {
    case 'match':
    case 'except':
      return { name, pattern: unquoted(rest) }
    case 'display':
      return { name, form: form === 'set' ? 'set' : 'json', rest }
    default:
      return { name: name as 'count' | 'no-more' | 'compare', rest }
  }
}

/** A pattern in quotes is what stands between them; the backslash is the pattern's own. */
function unquoted(text: string): string {
  return /^"(?:[^"\\]|\\.)*"$/s.test(text) ? text.slice(1, -1).replaceAll('\\"', '"') : text
}
