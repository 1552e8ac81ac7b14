import type { Diagnostic } from '../../diagnostics/index.js'
import type { Range, Source, TextEdit } from '../../syntax/index.js'
import type { NotChecked } from './not-checked.js'
import { shownFixes } from './shown-fixes.js'
import { countOf } from './summary-line.js'
import type { ReportTexts } from './texts.js'
import { masker } from './wording.js'
import { allFindings, leftOut } from './worst.js'

export interface JsonReport {
  readonly files: readonly string[]
  readonly configurations: readonly {
    readonly main: string
    readonly role: 'manager' | 'node' | 'unknown'
    readonly files: readonly string[]
    /** The node that it was checked for, where it was checked once for each. */
    readonly node?: string
  }[]
  readonly diagnostics: readonly Diagnostic[]
  /** All findings, where `diagnostics` are only the worst of them. */
  readonly all?: readonly Diagnostic[]
  /** The number of findings suppressed by comments or a baseline. */
  readonly suppressed?: number
  readonly notChecked?: readonly NotChecked[]
}

/**
 * A report for programs: one JSON object with a final newline. Offsets are UTF-16 indices; lines
 * and columns are 1-based, columns in code points.
 */
export function renderJson(report: JsonReport, texts: ReportTexts): string {
  const { files, configurations, diagnostics, suppressed = 0, notChecked = [] } = report
  const all = allFindings(report)
  const omitted = leftOut(report)
  const json = {
    version: 1,
    files,
    configurations: configurations.map(({ main, role, files, node }) => ({
      ...{ main, role, files },
      ...(node !== undefined && { node }),
    })),
    diagnostics: diagnostics.map((diagnostic) => diagnosticJson(diagnostic, texts)),
    ...(notChecked.length > 0 && { notChecked }),
    summary: {
      errors: countOf(all, 'error'),
      warnings: countOf(all, 'warning'),
      infos: countOf(all, 'info'),
      suppressed,
      ...(omitted > 0 && { omitted }),
    },
  }
  return `${JSON.stringify(json, undefined, 2)}\n`
}

function diagnosticJson(diagnostic: Diagnostic, texts: ReportTexts) {
  const { code, severity, summary, detail, file, nodes, related = [] } = diagnostic
  const mask = masker(diagnostic, texts)
  return {
    code,
    severity,
    summary: mask(summary),
    ...(detail !== undefined && { detail: mask(detail) }),
    ...(nodes !== undefined && { nodes }),
    file,
    ...rangeJson(texts.source(file), diagnostic),
    related: related.map((place) => ({
      file: place.file,
      ...rangeJson(texts.source(place.file), place),
      note: mask(place.note),
    })),
    fixes: shownFixes(diagnostic, texts).map(({ title, safety, edits }) => ({
      title: mask(title),
      safety,
      edits: edits.map(({ file, edits }) => ({
        file,
        edits: edits.map((edit) => editJson(texts.source(file), edit)),
      })),
    })),
  }
}

function editJson(source: Source | undefined, edit: TextEdit) {
  return { ...rangeJson(source, edit), text: edit.text }
}

function rangeJson(source: Source | undefined, { start, end }: Range) {
  return { start: placeJson(source, start), end: placeJson(source, end) }
}

function placeJson(source: Source | undefined, offset: number) {
  return { offset, ...(source?.position(offset) ?? { line: 1, column: 1 }) }
}
