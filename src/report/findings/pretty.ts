import type { Diagnostic, Related, Severity } from '../../diagnostics/index.js'
import type { Range, Source } from '../../syntax/index.js'
import { type Palette, PLAIN } from '../layout/palette.js'
import { displayWidth, visible } from '../layout/visible.js'
import { frame, type Mark, shownLines } from './frame.js'
import type { ReportTexts } from './texts.js'
import { masker, wrap } from './wording.js'

export interface PrettyOptions {
  readonly colours?: Palette
  /** The width of the screen in columns; 100 by default. */
  readonly width?: number | undefined
  /** The flag that applies safe fixes, if the reader can use it: `--fix`. */
  readonly fixFlag?: string
  /** Makes the place of a finding a link to its file. */
  readonly link?: ((file: string, text: string) => string) | undefined
}

const WIDTH = 100

/**
 * Findings for people: errors and warnings with their lines, information in one line each. Empty
 * without findings, otherwise with a final newline.
 */
export function renderPretty(
  diagnostics: readonly Diagnostic[],
  texts: ReportTexts,
  options: PrettyOptions = {},
): string {
  const printer = new Printer(texts, options)
  const lines: string[] = []
  let wasBrief = true
  for (const diagnostic of diagnostics) {
    const isBrief = diagnostic.severity === 'info'
    if (lines.length > 0 && !(isBrief && wasBrief)) lines.push('')
    wasBrief = isBrief
    if (isBrief) lines.push(printer.brief(diagnostic))
    else for (const line of printer.full(diagnostic)) lines.push(line)
  }
  return lines.length === 0 ? '' : `${lines.join('\n')}\n`
}

class Printer {
  readonly #palette: Palette
  readonly #width: number
  readonly #fixFlag: string | undefined
  readonly #link: (file: string, text: string) => string

  constructor(
    readonly texts: ReportTexts,
    { colours = PLAIN, width = WIDTH, fixFlag, link = (_file, text) => text }: PrettyOptions,
  ) {
    this.#palette = colours
    this.#width = width
    this.#fixFlag = fixFlag
    this.#link = link
  }

  brief(diagnostic: Diagnostic): string {
    const { severity, code, file, start, summary } = diagnostic
    const masked = visible(masker(diagnostic, this.texts)(summary))
    const { dim } = this.#palette
    return `${this.#paint(severity)(severity)}   ${this.#place(file, start)}  ${masked}  ${dim(code)}`
  }

  full(diagnostic: Diagnostic): string[] {
    const source = this.texts.source(diagnostic.file)
    const related = diagnostic.related ?? []
    const here = related.filter((place) => this.#belongsToFrame(place, diagnostic))
    // Asked before the words are masked: these lines have those that the words quote, unless the
    // finding is long.
    const secrets = source && this.#secrets(diagnostic.file, source, [diagnostic, ...here])
    const mask = masker(diagnostic, this.texts)
    const say = (words: string) => visible(mask(words))
    const title = this.#title(diagnostic, say(diagnostic.summary))
    const advice = [
      ...(diagnostic.detail === undefined ? [] : [say(diagnostic.detail)]),
      ...(this.#fixFlag !== undefined && isFixable(diagnostic) ? [`fix: ${this.#fixFlag}`] : []),
    ].join('   ')
    if (source === undefined || secrets === undefined) {
      return [
        title,
        `  ${this.#place(diagnostic.file, diagnostic.start)}`,
        ...(advice ? [`  ${advice}`] : []),
      ]
    }
    const paint = this.#paint(diagnostic.severity)
    const marks: Mark[] = [
      { start: diagnostic.start, end: diagnostic.end, note: advice, paint },
      ...here.map(({ start, end, note }) => ({
        start,
        end,
        note: say(note),
        paint: this.#palette.cyan,
      })),
    ]
    const { lines, gutter, unsaid } = frame(marks, {
      source,
      secrets,
      width: this.#width,
      palette: this.#palette,
    })
    const indent = ' '.repeat(gutter)
    const { dim } = this.#palette
    const notes = [
      ...unsaid.map(({ note }) => note),
      ...related.filter((place) => !here.includes(place)).map((place) => this.#note(place, say)),
    ]
    return [
      title,
      `${indent} ${dim('┌─')} ${this.#place(diagnostic.file, diagnostic.start)}`,
      ...lines,
      ...notes.flatMap((note) =>
        wrap(note, this.#width - gutter - 3).map(
          (line, index) => `${indent} ${index === 0 ? dim('=') : ' '} ${line}`,
        ),
      ),
    ]
  }

  #secrets(file: string, source: Source, marks: readonly Range[]): readonly Range[] {
    return this.texts.secrets?.(file, shownLines(marks, source)) ?? []
  }

  #title({ severity, code }: Diagnostic, summary: string): string {
    const { bold, dim } = this.#palette
    const room = this.#width - severity.length - 2 - displayWidth(summary) - code.length
    const gap = ' '.repeat(Math.max(room, 2))
    return `${this.#paint(severity)(severity)}  ${bold(summary)}${gap}${dim(code)}`
  }

  /**
   * Whether to show a related place in the frame: it is in the same file, and its note does not
   * name its line.
   */
  #belongsToFrame(place: Related, { file }: Diagnostic): boolean {
    return place.file === file && !place.note.includes(this.#line(place))
  }

  #note(place: Related, say: (words: string) => string): string {
    const note = say(place.note)
    return place.note.includes(this.#line(place))
      ? note
      : `${note}: ${this.#place(place.file, place.start)}`
  }

  #line({ file, start }: Related): string {
    return `${file}:${this.texts.source(file)?.lineAt(start)}`
  }

  #place(file: string, start: number): string {
    const position = this.texts.source(file)?.position(start)
    const name = visible(file) || '-'
    const place = position === undefined ? name : `${name}:${position.line}:${position.column}`
    return this.#link(file, place)
  }

  #paint(severity: Severity): (text: string) => string {
    const { red, yellow, cyan } = this.#palette
    return { error: red, warning: yellow, info: cyan }[severity]
  }
}

/** Whether a finding has a fix that keeps the meaning. */
export function isFixable({ fixes }: Diagnostic): boolean {
  return fixes?.some(({ safety }) => safety === 'safe') ?? false
}
