import { NOT_CHECKED } from '../not-checked.js'
import { byFile } from './by-file.js'
import type { Renderer } from './format.js'
import { sentence, startOf } from './words.js'
import { xmlTag } from './xml.js'

/** The XML of Checkstyle, for Jenkins and most review bots: every file with its findings. */
export const renderCheckstyle: Renderer = (report, texts, { path }) => {
  const lines: string[] = []
  for (const [file, findings] of byFile(report)) {
    const tag = xmlTag('file', { name: path(file) })
    if (findings.length === 0) {
      lines.push(`  <${tag}/>`)
      continue
    }
    lines.push(`  <${tag}>`)
    for (const diagnostic of findings) {
      const { line, column } = startOf(diagnostic, texts)
      const attributes = {
        line,
        column,
        severity: diagnostic.severity,
        message: sentence(diagnostic, texts),
        // Jenkins takes the text after the last dot as the kind of the finding.
        source: `ecconf.${diagnostic.code}`,
      }
      lines.push(`    <${xmlTag('error', attributes)}/>`)
    }
    lines.push('  </file>')
  }
  for (const { file, reason } of report.notChecked ?? []) {
    const attributes = { line: 1, severity: 'error', message: reason }
    const error = xmlTag('error', { ...attributes, source: `ecconf.${NOT_CHECKED}` })
    lines.push(`  <${xmlTag('file', { name: path(file) })}>`, `    <${error}/>`, '  </file>')
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    // The version of the format, not of a program.
    '<checkstyle version="4.3">',
    ...lines,
    '</checkstyle>',
    '',
  ].join('\n')
}
