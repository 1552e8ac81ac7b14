import type { Position, Range } from 'vscode-languageserver'
import type { Source } from '../../syntax/index.js'
import { LineIndex } from './line-index.js'

/** What a client counts the characters of a line in. */
export type Encoding = 'utf-8' | 'utf-16'

/** Converts between the places of the protocol and indices into texts. Lines count from 0 there. */
export class Positions {
  readonly #lines = new WeakMap<Source, LineIndex>()

  constructor(readonly encoding: Encoding) {}

  position(source: Source, index: number): Position {
    const lines = this.#linesOf(source)
    const line = lines.lineAt(index)
    const start = lines.start(line)
    const units = index - start
    const character =
      this.encoding === 'utf-16' || units === 0 ? units : utf8Length(source.text, start, index)
    return { line, character }
  }

  range(source: Source, start: number, end: number): Range {
    return { start: this.position(source, start), end: this.position(source, end) }
  }

  /** The index of a place; a place behind the end of its line, or of the text, is that end. */
  offset(source: Source, { line, character }: Position): number {
    const lines = this.#linesOf(source)
    if (line >= lines.count) return source.length
    const start = lines.start(line)
    const end = lines.end(line)
    if (this.encoding === 'utf-16') return Math.min(start + character, end)
    return offsetOfByte(source.text, start, end, character)
  }

  /** The lines of a text, one after the other, for places that come in the order of the text. */
  linesFrom(source: Source, index: number): LineWalk {
    return new LineWalk(this.#linesOf(source), this.encoding, index)
  }

  #linesOf(source: Source): LineIndex {
    let lines = this.#lines.get(source)
    if (lines === undefined) {
      lines = LineIndex.of(source)
      this.#lines.set(source, lines)
    }
    return lines
  }
}

/** Goes through a text line by line. */
export class LineWalk {
  /** Counted from 0. */
  line: number
  /** Where the line begins, and where it ends before its line end. */
  start: number
  end: number
  /** Where the next line begins; the length of the text behind the last one. */
  next: number

  constructor(
    readonly lines: LineIndex,
    readonly encoding: Encoding,
    index: number,
  ) {
    this.line = lines.lineAt(index)
    this.start = lines.start(this.line)
    this.end = lines.end(this.line)
    this.next = lines.start(this.line + 1)
  }

  /** Goes on to the line that has an index. @param index never before the one of the last call */
  goTo(index: number): void {
    const { lines } = this
    if (index < this.next || this.line + 1 >= lines.count) return
    do this.line++
    while (this.line + 1 < lines.count && lines.start(this.line + 1) <= index)
    this.start = lines.start(this.line)
    this.end = lines.end(this.line)
    this.next = lines.start(this.line + 1)
  }

  /** What the client counts an index of the line as. */
  characterAt(index: number): number {
    if (this.encoding === 'utf-16') return index - this.start
    return utf8Length(this.lines.source.text, this.start, index)
  }
}

/** How many bytes of UTF-8 a part of a text takes. */
function utf8Length(text: string, start: number, end: number): number {
  let bytes = 0
  for (let at = start; at < end; at++) bytes += bytesOf(text, at)
  return bytes
}

/** The index before the character that has a byte of a line, counted from the line's start. */
function offsetOfByte(text: string, start: number, end: number, byte: number): number {
  let bytes = 0
  for (let at = start; at < end; at++) {
    if (bytes >= byte) return isLowHalf(text, at) ? at - 1 : at
    bytes += bytesOf(text, at)
  }
  return end
}

/** The bytes of one unit of UTF-16: a pair of halves takes four, which its first half stands for. */
function bytesOf(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit < 0x80) return 1
  if (unit < 0x800) return 2
  if (isLowHalf(text, at)) return 0
  return isLowHalf(text, at + 1) ? 4 : 3
}

/** Whether a unit is the second half of a pair. */
function isLowHalf(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  if (unit < 0xdc00 || unit > 0xdfff || at === 0) return false
  const before = text.charCodeAt(at - 1)
  return before >= 0xd800 && before <= 0xdbff
}
