import { compilePattern, Matcher, Unmatchable } from '../../../config/pattern/pattern.js'
import { ConsoleError } from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import { type Output, Turns } from '../output.js'
import type { Pipe } from './parse.js'

/** Takes the lines of an answer and hands on what is to be seen of them. */
export interface Filter extends Output {
  write(text: string): Promise<void>
  /** The answer is at its end. */
  end(): Promise<void>
}

/**
 * The filter of a pipe; undefined for one that does nothing to lines.
 * @throws ConsoleError for a regular expression that is none, or that is not matched
 */
export function filterOf(pipe: Pipe, output: Output): Filter | undefined {
  switch (pipe.name) {
    case 'match':
    case 'except': {
      const matcher = compiled(pipe.name, pipe.pattern)
      const isWanted = pipe.name === 'match'
      return new LineFilter(output, (line) => matches(matcher, line) === isWanted)
    }
    case 'count':
      return new Counter(output)
    default:
      return undefined
  }
}

/** @throws ConsoleError */
function compiled(name: string, pattern: string): Matcher {
  if (pattern === '') throw new ConsoleError(MESSAGES.needsPattern(name))
  const matcher = compilePattern(pattern)
  if (matcher instanceof Unmatchable) {
    throw new ConsoleError(MESSAGES.notMatched(pattern, matcher.message))
  }
  if (!(matcher instanceof Matcher)) throw new ConsoleError(MESSAGES.noPattern(pattern))
  return matcher
}

/** Of a line that is too long for the expression its beginning counts. */
function matches(matcher: Matcher, line: string): boolean {
  const found = matcher.test(line)
  // No character has more than three bytes for each of its UTF-16 units.
  return found ?? matcher.test(line.slice(0, Math.floor(matcher.longest / 3))) ?? false
}

/** Hands on lines that are wanted. */
class LineFilter implements Filter {
  #rest = ''
  readonly #turns = new Turns()

  constructor(
    readonly output: Output,
    readonly isWanted: (line: string) => boolean,
  ) {}

  async write(text: string): Promise<void> {
    const lines = (this.#rest + text).split('\n')
    this.#rest = lines.pop() ?? ''
    let kept = ''
    for (const line of lines) {
      if (this.isWanted(line)) kept += `${line}\n`
      await this.#turns.next()
    }
    if (kept !== '') await this.output.write(kept)
  }

  async end(): Promise<void> {
    if (this.#rest !== '' && this.isWanted(this.#rest)) await this.output.write(`${this.#rest}\n`)
  }
}

/** Hands on how many lines there were. */
class Counter implements Filter {
  #lines = 0
  #isOpen = false

  constructor(readonly output: Output) {}

  async write(text: string): Promise<void> {
    if (text === '') return
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) this.#lines++
    this.#isOpen = !text.endsWith('\n')
  }

  async end(): Promise<void> {
    await this.output.write(`${this.#lines + (this.#isOpen ? 1 : 0)}\n`)
  }
}
