import { type Range, rangesWithin, type Source } from '../../syntax/index.js'
import { displayWidth, visible } from '../layout/visible.js'
import { MASK } from './texts.js'

const TAB_WIDTH = 4
const ONE_COLUMN_EACH = /^[ -~]*$/
/** Marks where a wide line is cut. */
const CUT = '…'

/**
 * A line of a file as shown: tabs as blanks, invisible characters made visible, secrets masked, and
 * cut at the width of the screen.
 */
export class ShownLine {
  readonly #cells: string[] = []
  /** For each cell, its index in the source. */
  readonly #indices: number[] = []
  /** For each cell, its column, 0-based. */
  readonly #columns: number[] = []
  #width = 0
  /** The index in the source after the last cell. */
  #end: number
  /** The whole line, where each of its characters takes one column: most lines are so. */
  #plain: string | undefined
  #start = 0

  /**
   * @param line 1-based
   * @param width the number of columns
   * @param focus the part of the line to show, if possible; by default its beginning
   */
  constructor(
    source: Source,
    line: number,
    secrets: readonly Range[],
    width: number,
    focus?: Range,
  ) {
    const start = source.lineStart(line)
    const end = source.lineEnd(line)
    this.#start = start
    if (end - start <= width && rangesWithin(secrets, { start, end }).length === 0) {
      const text = source.text.slice(start, end)
      if (ONE_COLUMN_EACH.test(text)) {
        this.#plain = text
        this.#width = text.length
        this.#end = end
        return
      }
    }
    const from = focus === undefined ? start : windowStart(source.text, start, end, focus, width)
    this.#end = end
    if (from > start) this.#add(from, CUT)
    let at = from
    // Every cell takes at least one column, except combining marks.
    const last = Math.min(end, from + 4 * width)
    const masked = rangesWithin(secrets, { start: from, end: last })
    while (at < last) {
      const secret = masked[0]
      const isSecret = secret !== undefined && secret.start <= at
      const character = String.fromCodePoint(source.text.codePointAt(at) as number)
      const cell = isSecret ? MASK : this.#cell(character)
      const next = isSecret ? secret.end : at + character.length
      const room = next < end ? width - CUT.length : width
      if (this.#width + displayWidth(cell) > room) break
      this.#add(at, cell)
      if (isSecret) masked.shift()
      at = next
    }
    if (at < end) {
      this.#add(at, CUT)
      this.#end = at
    }
  }

  get text(): string {
    return this.#plain ?? this.#cells.join('')
  }

  /** Whether the line is not cut at either end. */
  get isWhole(): boolean {
    return this.#plain !== undefined || (this.#cells[0] !== CUT && this.#cells.at(-1) !== CUT)
  }

  /** The columns of a range of the source; at least one. */
  columnsOf({ start, end }: Range): { column: number; width: number } {
    const column = this.#columnAt(start)
    const endColumn = end >= this.#end ? this.#width : this.#columnBehind(end)
    return { column, width: Math.max(endColumn - column, 1) }
  }

  #columnAt(start: number): number {
    if (start >= this.#end) return this.#width
    if (this.#plain !== undefined) return Math.max(start - this.#start, 0)
    const behind = this.#indices.findIndex((index) => index > start)
    const cell = behind === -1 ? this.#indices.length - 1 : Math.max(behind - 1, 0)
    return this.#columns[cell] ?? 0
  }

  #columnBehind(end: number): number {
    if (this.#plain !== undefined) return Math.max(end - this.#start, 0)
    const cell = this.#indices.findIndex((index) => index >= end)
    return cell === -1 ? this.#width : (this.#columns[cell] as number)
  }

  #cell(character: string): string {
    return character === '\t'
      ? ' '.repeat(TAB_WIDTH - (this.#width % TAB_WIDTH))
      : visible(character)
  }

  #add(index: number, cell: string): void {
    this.#cells.push(cell)
    this.#indices.push(index)
    this.#columns.push(this.#width)
    this.#width += displayWidth(cell)
  }
}

/** The first index to show so that the focus is visible: that of the line, if there is room. */
function windowStart(
  text: string,
  start: number,
  end: number,
  focus: Range,
  width: number,
): number {
  const focusEnd = Math.min(Math.max(focus.end, focus.start + 1), end)
  if (focusEnd - start <= 4 * width && widthOf(text.slice(start, focusEnd)) < width) return start
  let at = Math.min(focus.start, end)
  for (let room = width / 3; at > start; ) {
    const isPair = at - 2 >= start && (text.codePointAt(at - 2) as number) > 0xffff
    const before = at - (isPair ? 2 : 1)
    room -= widthOf(text.slice(before, at))
    if (room < 0) break
    at = before
  }
  return at
}

function widthOf(text: string): number {
  return displayWidth(visible(text.replaceAll('\t', ' '.repeat(TAB_WIDTH))))
}
