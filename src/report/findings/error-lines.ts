import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { placeText } from '../lookup/definition.js'
import { reportTexts } from './shown-texts.js'
import { masker } from './wording.js'

/**
 * The errors in the texts of a configuration, one line per file, and in the configuration as a
 * whole: what was read may not be what the author meant. `lint` shows them all.
 */
export function errorLines(configuration: Configuration): string[] {
  const texts = reportTexts([configuration], { maskSecrets: true })
  const line = (finding: Diagnostic, others = '') => {
    const { file, start, summary } = finding
    const place = texts.source(file)?.position(start)
    const where = place === undefined ? file : placeText({ file, ...place })
    return `${where}: ${masker(finding, texts)(summary)}${others}`
  }
  const ofFiles = configuration.files.flatMap(({ document }) => {
    const [first, ...others] = document.diagnostics.filter(isError)
    if (first === undefined) return []
    return [line(first, others.length > 0 ? ` (and ${others.length} more)` : '')]
  })
  return [...ofFiles, ...configuration.diagnostics.filter(isError).map((finding) => line(finding))]
}

function isError({ severity }: Diagnostic): boolean {
  return severity === 'error'
}
