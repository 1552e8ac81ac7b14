import type { Range, Source } from '../../syntax/index.js'
import type { Palette } from '../layout/palette.js'
import { ShownLine } from './shown-line.js'

/** A place to underline in a frame. */
export interface Mark extends Range {
  /** The note after the underline, if there is room; otherwise the caller must show it. */
  readonly note: string
  readonly paint: (text: string) => string
}

export interface FrameOptions {
  readonly source: Source
  readonly secrets: readonly Range[]
  readonly width: number
  readonly palette: Palette
}

export interface Frame {
  readonly lines: string[]
  /** The width of the column of line numbers. */
  readonly gutter: number
  /** The marks whose notes had no room. */
  readonly unsaid: readonly Mark[]
}

/** The lines from the first that a frame of marks at these places may show to the last. */
export function shownLines(marks: readonly Range[], source: Source): Range {
  const lines = marks.map(({ start }) => source.lineAt(start))
  return {
    start: source.lineStart(Math.max(Math.min(...lines) - 1, 1)),
    end: source.lineEnd(Math.min(Math.max(...lines) + 1, source.lineCount)),
  }
}

/**
 * The lines with the marks, which are underlined. A single mark is shown with the lines around it.
 */
export function frame(marks: readonly Mark[], options: FrameOptions): Frame {
  const { source, palette } = options
  const byLine = new Map<number, Mark[]>()
  for (const mark of marks) {
    const line = source.lineAt(mark.start)
    byLine.set(line, [...(byLine.get(line) ?? []), mark])
  }
  const numbers = [...byLine.keys()].sort((a, b) => a - b)
  const gutter = String((numbers.at(-1) as number) + 1).length
  const width = Math.max(options.width - gutter - 3, 20)
  const lines: string[] = []
  const unsaid: Mark[] = []
  const add = (head: string, text: string) => {
    lines.push(`${palette.dim(`${head.padStart(gutter)} │`)} ${text}`.trimEnd())
  }
  const addContext = (number: number) => {
    const shown = new ShownLine(source, number, options.secrets, width)
    if (shown.text.trim() !== '') add(String(number), shown.text)
  }
  const only = numbers.length === 1 ? numbers[0] : undefined
  let previous: number | undefined
  for (const number of numbers) {
    if (previous !== undefined && number > previous + 1) {
      lines.push(palette.dim(`${' '.repeat(gutter)} ·`))
    }
    previous = number
    const [first, ...others] = byLine.get(number) as [Mark, ...Mark[]]
    const shown = new ShownLine(source, number, options.secrets, width, first)
    if (number === only && shown.isWhole && number > 1) addContext(number - 1)
    add(String(number), shown.text)
    for (const mark of [first, ...others]) {
      const place = shown.columnsOf(mark)
      const column = Math.min(place.column, width - 1)
      const underline = '^'.repeat(Math.min(place.width, width - column))
      const fits = column + underline.length + 1 + mark.note.length <= width
      if (!fits) unsaid.push(mark)
      const note = mark.note !== '' && fits ? ` ${mark.note}` : ''
      add('', `${' '.repeat(column)}${mark.paint(`${underline}${note}`)}`)
    }
    if (number === only && shown.isWhole && number < source.lineCount) addContext(number + 1)
  }
  return { lines, gutter, unsaid }
}
