import type { Configuration } from '../../config/index.js'
import { isRefused } from '../../console/index.js'
import { type Diagnostic, isObstacle } from '../../diagnostics/index.js'
import { sentence } from '../../report/findings/formats/words.js'
import { reportTexts, visible } from '../../report/index.js'
import { placeText } from '../../report/lookup/definition.js'

/** How many findings are said; nobody reads more before the first ones are mended. */
const MOST_SAID = 20

/**
 * The findings for which a configuration is not taken.
 * @param force take it where only what is known about the product is against it
 */
export function refusedFor(findings: readonly Diagnostic[], force = false): Diagnostic[] {
  return findings.filter((finding) => isRefused(finding) && isObstacle(finding, force))
}

/**
 * Why a configuration is not taken, a line for each finding with its file. Secrets are masked, whoever
 * reads it: the lines go into logs too.
 * @param refused the findings that are against it
 */
export function refusalLines(
  configuration: Configuration,
  refused: readonly Diagnostic[],
): string[] {
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
