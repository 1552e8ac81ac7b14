import { decodeUtf8, encodeUtf8 } from './utf8.js'

/** A place in a text for people: both 1-based, columns in code points; a tab is one column. */
export interface Position {
  readonly line: number
  readonly column: number
}

/** A part of a text, in UTF-16 indices; `end` is exclusive. */
export interface Range {
  readonly start: number
  readonly end: number
}

/**
 * The text of a file, and its bytes.
 *
 * All indices are UTF-16 indices into `text`. A byte that is not valid UTF-8 is in the text as the
 * lone surrogate U+DC00 + byte, so that bytes and text convert into each other without loss. A line
 * ends with LF or CRLF; a lone CR is a blank.
 */
export class Source {
  #bytes: Uint8Array | undefined
  #lineStarts: Int32Array | undefined
  #pairs: Int32Array | undefined

  /**
   * @param text the decoded text
   * @param name the name of the file for users; empty when the text has none
   */
  constructor(
    readonly text: string,
    readonly name = '',
    bytes?: Uint8Array,
  ) {
    this.#bytes = bytes
  }

  static fromBytes(bytes: Uint8Array, name = ''): Source {
    return new Source(decodeUtf8(bytes), name, bytes)
  }

  /** The bytes of the file: as read, or the encoded text. */
  get bytes(): Uint8Array {
    this.#bytes ??= encodeUtf8(this.text)
    return this.#bytes
  }

  get length(): number {
    return this.text.length
  }

  get lineCount(): number {
    return this.#starts().length
  }

  /** The newline of the file: that of its first line end; LF when it has none. */
  get newline(): '\n' | '\r\n' {
    return this.ownNewline ?? '\n'
  }

  /** The first line end of the file; undefined when it has none. */
  get ownNewline(): '\n' | '\r\n' | undefined {
    const first = this.text.indexOf('\n')
    if (first === -1) return undefined
    return first > 0 && this.text.charCodeAt(first - 1) === 13 ? '\r\n' : '\n'
  }

  /** The number of the line with an index, 1-based. */
  lineAt(index: number): number {
    const starts = this.#starts()
    let low = 0
    let high = starts.length - 1
    while (low < high) {
      const middle = (low + high + 1) >> 1
      if ((starts[middle] as number) <= index) low = middle
      else high = middle - 1
    }
    return low + 1
  }

  /** The index where a line starts, 1-based; the length of the text for a line after the last. */
  lineStart(line: number): number {
    const starts = this.#starts()
    return line <= 0 ? 0 : (starts[line - 1] ?? this.text.length)
  }

  /** The text of a line, 1-based, without its line end. */
  lineText(line: number): string {
    return this.text.slice(this.lineStart(line), this.lineEnd(line))
  }

  /** The index where the text of a line, 1-based, ends, before its line end. */
  lineEnd(line: number): number {
    const start = this.lineStart(line)
    let end = this.lineStart(line + 1)
    if (end > start && this.text.charCodeAt(end - 1) === 10) {
      end--
      if (end > start && this.text.charCodeAt(end - 1) === 13) end--
    }
    return end
  }

  /** Line and column of an index; a byte order mark at the start of the file takes no column. */
  position(index: number): Position {
    const line = this.lineAt(index)
    let start = this.lineStart(line)
    if (start === 0 && this.text.charCodeAt(0) === 0xfeff) start = 1
    // A surrogate pair is one column, also for an index between its halves.
    const pairs = this.#pairsBefore(Math.max(index - 1, start)) - this.#pairsBefore(start)
    return { line, column: Math.max(index - start, 0) - pairs + 1 }
  }

  /** The number of bytes before an index. */
  byteOffset(index: number): number {
    return encodeUtf8(this.text.slice(0, index)).length
  }

  /**
   * The number of surrogate pairs that begin before an index, found by search because lines can be
   * long.
   */
  #pairsBefore(index: number): number {
    this.#pairs ??= findPairs(this.text)
    const pairs = this.#pairs
    let low = 0
    let high = pairs.length
    while (low < high) {
      const middle = (low + high) >> 1
      if ((pairs[middle] as number) < index) low = middle + 1
      else high = middle
    }
    return low
  }

  #starts(): Int32Array {
    this.#lineStarts ??= findLineStarts(this.text)
    return this.#lineStarts
  }
}

function findLineStarts(text: string): Int32Array {
  let starts = new Int32Array(64 + (text.length >> 5))
  let count = 1
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) {
    if (count === starts.length) {
      const wider = new Int32Array(count * 2)
      wider.set(starts)
      starts = wider
    }
    starts[count++] = at + 1
  }
  return starts.slice(0, count)
}

function findPairs(text: string): Int32Array {
  const pairs: number[] = []
  for (const { index } of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) pairs.push(index)
  return Int32Array.from(pairs)
}
