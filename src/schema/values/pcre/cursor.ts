/** A place in the text of a regular expression that moves on as it is read. */
export class Cursor {
  at = 0

  constructor(readonly text: string) {}

  get done(): boolean {
    return this.at >= this.text.length
  }

  /** The character here; empty at the end. */
  get next(): string {
    return this.text[this.at] ?? ''
  }

  /** Whether this stands here; moves behind it when it does. */
  take(expected: string): boolean {
    if (!this.text.startsWith(expected, this.at)) return false
    this.at += expected.length
    return true
  }

  /** @param pattern with the flag y; moves behind what it matches here */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.text)
    if (found === null) return undefined
    this.at += found[0].length
    return found
  }

  /** The character here as a code point; moves behind it. */
  codePoint(): number {
    const code = this.text.codePointAt(this.at) ?? 0
    this.at += code > 0xffff ? 2 : 1
    return code
  }

  /** What stands before the next occurrence of an end; moves behind it. Undefined when there is none. */
  until(end: string): string | undefined {
    const limit = this.text.indexOf(end, this.at)
    if (limit < 0) return undefined
    const found = this.text.slice(this.at, limit)
    this.at = limit + end.length
    return found
  }
}
