import type { ReportFormat } from '../../formats/names.js'
import { type JsonReport, renderJson } from '../json.js'
import type { ReportTexts } from '../texts.js'
import { renderCheckstyle } from './checkstyle.js'
import { renderCompact } from './compact.js'
import type { FormatInfo, Renderer } from './format.js'
import { renderGithub } from './github.js'
import { renderGitlab } from './gitlab.js'
import { renderJunit } from './junit.js'
import { renderRdjson } from './rdjson.js'
import { renderSarif } from './sarif.js'

export type { ReportFormat } from '../../formats/names.js'
export type { FormatInfo, RuleText, RunVerdict } from './format.js'

const RENDERERS: Readonly<Record<ReportFormat, Renderer>> = {
  compact: renderCompact,
  json: renderJson,
  sarif: renderSarif,
  github: renderGithub,
  gitlab: renderGitlab,
  checkstyle: renderCheckstyle,
  junit: renderJunit,
  rdjson: renderRdjson,
}

/** A report in one of the formats, which ends with a newline unless it is empty. */
export function renderFormat(
  format: ReportFormat,
  report: JsonReport,
  texts: ReportTexts,
  info: FormatInfo,
): string {
  return RENDERERS[format](report, texts, info)
}
