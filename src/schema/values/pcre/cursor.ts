/** A position in the text of a regular expression while it is read. */
export class Cursor {
  at = 0

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length
  }

  /** The next UTF-16 unit; the empty text at the end. */
  get next(): string {
    return this.text[this.at] ?? ''
  }

  /** Whether a text follows; if so, moves after it. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false
    this.at += expected.length
    return true
  }

  /** Moves after the match of a pattern. @param pattern with the flag y */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found === null) return undefined
    this.at += found[0].length
    return found
  }

  /** The next character as a code point; moves after it. */
  codePoint(): number {
    const code = this.text.codePointAt(this.at) ?? 0
    this.at += code > 0xffff ? 2 : 1
    return code
  }

  /**
   * The text up to the next occurrence of `end`; moves after that. Undefined when there is none.
   */
  until(end: string): string | undefined {
    const limit = this.text.indexOf(end, this.at)
    if (limit < 0) return undefined
    const found = this.text.slice(this.at, limit)
    this.at = limit + end.length
    return found
  }
}
