import type { Configuration } from '../../config/index.js'
import { isRefused } from '../../console/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { sentence } from '../../report/findings/formats/words.js'
import { reportTexts, visible } from '../../report/index.js'
import { placeText } from '../../report/lookup/definition.js'

/** How many findings are said; nobody reads more before the first ones are mended. */
const MOST_SAID = 20

/**
 * Why a configuration is not taken, a line for each finding with its file: empty when it is. Secrets
 * are masked, whoever reads it: the lines go into logs too.
 */
export function refusalLines(
  configuration: Configuration,
  findings: readonly Diagnostic[],
): string[] {
  const refused = findings.filter(isRefused)
  const texts = reportTexts([configuration], { maskSecrets: true })
  const lines = refused.slice(0, MOST_SAID).map((finding) => {
    const { file, start, code } = finding
    const position = texts.source(file)?.position(start)
    const place = position === undefined ? visible(file) : placeText({ file, ...position })
    return `${place}: ${sentence(finding, texts)}  ${code}`
  })
  const others = refused.length - lines.length
  return others === 0 ? lines : [...lines, `(and ${others} more)`]
}
