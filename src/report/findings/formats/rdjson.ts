import type { Diagnostic, Fix, Severity } from '../../../diagnostics/index.js'
import type { Range, Source } from '../../../syntax/index.js'
import { encodeUtf8 } from '../../../syntax/utf8.js'
import { visible } from '../../layout/visible.js'
import { NOT_CHECKED } from '../not-checked.js'
import { shownFixes } from '../shown-fixes.js'
import type { ReportTexts } from '../texts.js'
import type { FormatInfo, Renderer } from './format.js'
import { sentence, wordsOf } from './words.js'

const SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'ERROR',
  warning: 'WARNING',
  info: 'INFO',
}

/** The Reviewdog Diagnostic Format: one JSON object; reviewdog writes comments from it. */
export const renderRdjson: Renderer = ({ diagnostics, notChecked = [] }, texts, info) => {
  const places = new Places()
  const found = diagnostics.map((diagnostic) => resultOf(diagnostic, texts, info, places))
  const left = notChecked.map(({ file, reason }) => ({
    message: visible(reason),
    location: { path: visible(info.path(file)) },
    severity: 'ERROR',
    code: { value: NOT_CHECKED },
  }))
  const report = {
    source: { name: 'ecconf', url: info.home },
    diagnostics: [...found, ...left],
  }
  return `${JSON.stringify(report, undefined, 2)}\n`
}

function resultOf(
  diagnostic: Diagnostic,
  texts: ReportTexts,
  { path, page }: FormatInfo,
  places: Places,
) {
  const { code, severity, file, related = [] } = diagnostic
  const words = wordsOf(diagnostic, texts)
  const location = (file: string, range: Range) => {
    const source = texts.source(file)
    return { path: visible(path(file)), ...(source && { range: places.range(source, range) }) }
  }
  const source = texts.source(file)
  if (source !== undefined) places.goTo(source, diagnostic.start)
  const suggestions =
    source === undefined
      ? []
      : shownFixes(diagnostic, texts).flatMap((fix) => suggestion(fix, file, source, places))
  return {
    message: sentence(diagnostic, texts),
    location: location(file, diagnostic),
    severity: SEVERITIES[severity],
    code: { value: code, url: page(code) },
    ...(suggestions.length > 0 && { suggestions }),
    ...(related.length > 0 && {
      related_locations: related.map((place) => ({
        message: words(place.note),
        location: location(place.file, place),
      })),
    }),
  }
}

/** A suggestion is one piece of text for one place in the file of the finding. */
function suggestion({ edits: files }: Fix, file: string, source: Source, places: Places) {
  const [first, ...others] = files
  const [edit, ...more] = first?.edits ?? []
  const isOne = edit !== undefined && others.length === 0 && more.length === 0
  if (!isOne || first?.file !== file || !edit.text.isWellFormed()) return []
  return [{ range: places.range(source, edit), text: edit.text }]
}

/**
 * Lines and columns, which the format counts in bytes of UTF-8, from 1. They are counted from the start of
 * the finding that is written: a line can be long, and have a finding at each of its characters.
 */
class Places {
  #source: Source | undefined
  #line = 0
  #at = 0
  #bytes = 0

  /** Counts from a place from now on. */
  goTo(source: Source, at: number): void {
    const { line, column } = this.#place(source, at)
    this.#source = source
    this.#line = line
    this.#at = at
    this.#bytes = column - 1
  }

  range(source: Source, { start, end }: Range) {
    return { start: this.#place(source, start), end: this.#place(source, end) }
  }

  #place(source: Source, at: number) {
    const line = source.lineAt(at)
    const isBehind = source === this.#source && line === this.#line && at >= this.#at
    const [from, bytes] = isBehind ? [this.#at, this.#bytes] : [source.lineStart(line), 0]
    return { line, column: bytes + encodeUtf8(source.text.slice(from, at)).length + 1 }
  }
}
