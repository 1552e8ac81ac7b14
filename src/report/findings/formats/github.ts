import type { Diagnostic, Severity } from '../../../diagnostics/index.js'
import { visible } from '../../layout/visible.js'
import { NOT_CHECKED } from '../not-checked.js'
import type { ReportTexts } from '../texts.js'
import type { FormatInfo, Renderer } from './format.js'
import { wordsOf } from './words.js'

const COMMANDS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  info: 'notice',
}

/** Workflow commands of GitHub Actions, one per finding, which GitHub shows beside the code. */
export const renderGithub: Renderer = ({ diagnostics, notChecked = [] }, texts, info) =>
  [
    ...diagnostics.map((diagnostic) => annotation(diagnostic, texts, info)),
    ...notChecked.map(({ file, reason }) => {
      const place = file === '' ? '' : `file=${property(visible(info.path(file)))},`
      return `::error ${place}title=${NOT_CHECKED}::${data(visible(reason))}\n`
    }),
  ].join('')

function annotation(diagnostic: Diagnostic, texts: ReportTexts, { path }: FormatInfo): string {
  const { code, severity, file, summary, detail } = diagnostic
  const words = wordsOf(diagnostic, texts)
  const properties = Object.entries({
    file: visible(path(file)),
    ...linesAndColumns(diagnostic, texts),
    title: code,
  }).map(([name, value]) => `${name}=${property(`${value}`)}`)
  const lines = [summary, ...(detail === undefined ? [] : [detail])].map(words)
  return `::${COMMANDS[severity]} ${properties.join(',')}::${data(lines.join('\n'))}\n`
}

/** The place of a finding; GitHub accepts columns only for a place within one line. */
function linesAndColumns({ file, start, end }: Diagnostic, { source }: ReportTexts) {
  const text = source(file)
  if (text === undefined) return {}
  const from = text.position(start)
  const to = text.position(end)
  const columns = from.line === to.line ? { col: from.column, endColumn: to.column } : {}
  return { line: from.line, endLine: to.line, ...columns }
}

const ESCAPES: Readonly<Record<string, string>> = {
  '%': '%25',
  '\r': '%0D',
  '\n': '%0A',
  ':': '%3A',
  ',': '%2C',
}

function data(text: string): string {
  return text.replace(/[%\r\n]/g, (character) => ESCAPES[character] as string)
}

function property(text: string): string {
  return text.replace(/[%\r\n:,]/g, (character) => ESCAPES[character] as string)
}
