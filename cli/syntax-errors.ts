import type { Configuration } from '../src/config/index.js'
import type { Diagnostic } from '../src/diagnostics/index.js'
import { reportTexts } from '../src/report/findings/shown-texts.js'
import { masker } from '../src/report/index.js'
import { note } from './terminal.js'

/**
 * Says on standard error what is wrong with the texts of a configuration, a line a file: what a
 * command reads from them may not be what their author meant. The whole of it is for `lint`.
 * @returns whether there is anything
 */
export function reportErrors(configuration: Configuration): boolean {
  const lines: string[] = []
  const texts = reportTexts([configuration], { maskSecrets: true })
  const said = (finding: Diagnostic) => masker(finding, texts)(finding.summary)
  for (const { document } of configuration.files) {
    const errors = document.diagnostics.filter(({ severity }) => severity === 'error')
    const [first] = errors
    if (first === undefined) continue
    const others = errors.length > 1 ? ` (and ${errors.length - 1} more)` : ''
    lines.push(`${place(configuration, first)}: ${said(first)}${others}`)
  }
  for (const finding of configuration.diagnostics) {
    if (finding.severity === 'error')
      lines.push(`${place(configuration, finding)}: ${said(finding)}`)
  }
  for (const line of lines) note(`ecconf: ${line}\n`)
  return lines.length > 0
}

/** `file:line:column` of a finding. */
function place(configuration: Configuration, { file, start }: Diagnostic): string {
  const source = configuration.files.find(({ name }) => name === file)?.document.source
  if (source === undefined) return file
  const { line, column } = source.position(start)
  return `${file}:${line}:${column}`
}
