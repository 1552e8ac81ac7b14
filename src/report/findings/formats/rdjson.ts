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
  const found = diagnostics.map((diagnostic) => resultOf(diagnostic, texts, info))
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

function resultOf(diagnostic: Diagnostic, texts: ReportTexts, { path, page }: FormatInfo) {
  const { code, severity, file, related = [] } = diagnostic
  const words = wordsOf(diagnostic, texts)
  const location = (file: string, range: Range) => {
    const source = texts.source(file)
    return { path: visible(path(file)), ...(source && { range: rangeIn(source, range) }) }
  }
  const source = texts.source(file)
  const suggestions =
    source === undefined
      ? []
      : shownFixes(diagnostic, texts).flatMap((fix) => suggestion(fix, file, source))
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
function suggestion({ edits: files }: Fix, file: string, source: Source) {
  const [first, ...others] = files
  const [edit, ...more] = first?.edits ?? []
  const isOne = edit !== undefined && others.length === 0 && more.length === 0
  if (!isOne || first?.file !== file || !edit.text.isWellFormed()) return []
  return [{ range: rangeIn(source, edit), text: edit.text }]
}

function rangeIn(source: Source, { start, end }: Range) {
  return { start: placeIn(source, start), end: placeIn(source, end) }
}

/** The format counts columns in bytes of UTF-8, from 1. */
function placeIn(source: Source, at: number) {
  const line = source.lineAt(at)
  const start = source.lineStart(line)
  return { line, column: encodeUtf8(source.text.slice(start, at)).length + 1 }
}
