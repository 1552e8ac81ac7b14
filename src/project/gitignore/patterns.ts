import { compilePattern, Matcher } from '../../config/pattern/pattern.js'

/** One line of a .gitignore file. */
interface Pattern {
  readonly matcher: Matcher
  /** Whether it takes back what a line before it has passed over: `!keep.conf`. */
  readonly isNegated: boolean
  /** Whether it is about folders alone: `build/`. */
  readonly isForFolders: boolean
  /** Whether it is about the name, in whatever folder: it has no slash but for one at its end. */
  readonly isForNames: boolean
}

/**
 * What a .gitignore file says about the folders and files below its own folder. Its lines may come
 * from anybody: they are matched in linear time, and one that cannot be is passed over.
 */
export class GitIgnorePatterns {
  readonly #patterns: readonly Pattern[]

  constructor(text: string) {
    this.#patterns = text
      .split('\n')
      .flatMap((line) => patternOf(line.replace(/\r$/, '')) ?? [])
      .reverse()
  }

  /**
   * Whether a path is passed over; undefined when no line is about it.
   * @param path with slashes, relative to the folder of the file
   */
  ignores(path: string, isFolder: boolean): boolean | undefined {
    const name = path.slice(path.lastIndexOf('/') + 1)
    // The last line that is about it decides, and they are here from the last to the first.
    const decides = this.#patterns.find(
      ({ matcher, isForFolders, isForNames }) =>
        (isFolder || !isForFolders) && matcher.test(isForNames ? name : path) === true,
    )
    return decides && !decides.isNegated
  }
}

function patternOf(line: string): Pattern | undefined {
  let text = withoutBlanks(line)
  if (text === '' || text.startsWith('#')) return undefined
  const isNegated = text.startsWith('!')
  if (isNegated) text = text.slice(1)
  const isForFolders = text.endsWith('/')
  if (isForFolders) text = text.slice(0, -1)
  const isForNames = !text.includes('/')
  const expression = expressionOf(text.replace(/^\//, ''))
  if (text === '' || expression === undefined) return undefined
  const compiled = compilePattern(expression)
  if (!(compiled instanceof Matcher)) return undefined
  return { matcher: compiled, isNegated, isForFolders, isForNames }
}

/** A line without the blanks at its end, unless they are escaped. */
function withoutBlanks(line: string): string {
  let end = line.length
  while (end > 0 && line[end - 1] === ' ' && !isEscaped(line, end - 1)) end--
  return line.slice(0, end)
}

function isEscaped(line: string, at: number): boolean {
  let count = 0
  while (line[at - 1 - count] === '\\') count++
  return count % 2 === 1
}

/**
 * A pattern as an expression, which is matched byte by byte, as git does it; undefined for one that git takes for nothing, or that is not supported.
 */
function expressionOf(pattern: string): string | undefined {
  let text = ''
  for (let at = 0; at < pattern.length; at++) {
    const sign = pattern[at] as string
    if (sign === '*') {
      const [stars = ''] = pattern.slice(at).match(/^\*+/) ?? []
      const before = pattern[at - 1]
      const after = pattern[at + stars.length]
      const isFolders =
        stars.length > 1 &&
        (before === undefined || before === '/') &&
        (after === undefined || after === '/')
      at += stars.length - 1
      if (!isFolders) text += '[^/]*'
      else if (after === undefined) text += '.+'
      else {
        text += '(?:.*/)?'
        at++
      }
    } else if (sign === '?') text += '[^/]'
    else if (sign === '[') {
      const found = classAt(pattern, at)
      if (found === undefined) return undefined
      text += found.text
      at = found.end - 1
    } else if (sign === '\\') {
      at++
      if (at === pattern.length) return undefined
      text += escaped(pattern[at] as string)
    } else text += escaped(sign)
  }
  return String.raw`(?s)\A${text}\z`
}

function escaped(sign: string): string {
  return sign.replace(/[\\^$.|?*+()[\]{}]/, '\\$&')
}

/** A set of characters, `[a-c]` or `[!a-c]`, which never stands for a slash. */
function classAt(pattern: string, at: number): { text: string; end: number } | undefined {
  const [whole, not = '', members = ''] =
    /^\[([!^]?)(\]?(?:\[:[a-z]+:\]|\\.|[^\]\\])*)\]/s.exec(pattern.slice(at)) ?? []
  if (whole === undefined || members === '' || /[^\x20-\x7e]/.test(members)) return undefined
  // What may stand in a set of PCRE, with a bracket escaped; `[:alpha:]` is the same in both.
  const inside = members.replace(/\[:[a-z]+:\]|\\.|[[\]^]/gs, (part) =>
    part.length === 1 ? `\\${part}` : part.startsWith('\\') ? escapedMember(part) : part,
  )
  return { text: `(?!/)[${not === '' ? '' : '^'}${inside}]`, end: at + whole.length }
}

/** A backslash makes every character stand for itself, also one that has a meaning in PCRE. */
function escapedMember(part: string): string {
  const character = part.slice(1)
  return /[A-Za-z0-9]/.test(character) ? character : `\\${character}`
}
