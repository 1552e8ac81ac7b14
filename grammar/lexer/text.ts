import { measureIndent } from '../layout.js'
import { ROLES, Role } from './characters.js'

const LF = 0x0a

/** Finds the ends of lines; remembers the latest, because lines can be long and questions many. */
export class LineEnds {
  #from = 0
  #to = -1

  constructor(private readonly text: string) {}

  /** The index of the LF that ends the line around an index, or the end of the text. */
  of(at: number): number {
    if (at < this.#from || at > this.#to) {
      const newline = this.text.indexOf('\n', at)
      this.#from = at
      this.#to = newline === -1 ? this.text.length : newline
    }
    return this.#to
  }
}

/** The indentation of the line around an index. */
export function indentAt(text: string, index: number): number {
  return measureIndent(text, index === 0 ? 0 : text.lastIndexOf('\n', index - 1) + 1)
}

/** The index of the first character from `from` on that is not a space, tab or CR. */
export function skipBlanks(text: string, from: number): number {
  let at = from
  for (;;) {
    const unit = text.charCodeAt(at)
    if (unit !== 0x20 && unit !== 0x09 && unit !== 0x0d) return at
    at++
  }
}

/** The end of a range without trailing blanks and line ends. */
export function trimEnd(text: string, from: number, to: number): number {
  let end = to
  while (end > from) {
    const unit = text.charCodeAt(end - 1)
    if (ROLES[unit] !== Role.Blank && unit !== LF) break
    end--
  }
  return end
}

/**
 * Makes a search for one character that remembers its result, so that repeated searches along a
 * text read it only once.
 * @returns a function from an index to the next occurrence; infinity when there is none
 */
export function rememberedSearch(text: string, wanted: string): (from: number) => number {
  let searchedFrom = Number.POSITIVE_INFINITY
  let found = -1
  return (from) => {
    if (from < searchedFrom || from > found) {
      const at = text.indexOf(wanted, from)
      searchedFrom = from
      found = at === -1 ? Number.POSITIVE_INFINITY : at
    }
    return found
  }
}
