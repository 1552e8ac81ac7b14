import type { Configuration } from '../../config/index.js'
import { loadFailure } from '../../console/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { reportTexts } from '../findings/shown-texts.js'
import { masker } from '../findings/wording.js'
import { visible } from '../layout/visible.js'
import { logTime } from './log-time.js'

/**
 * The product's messages when it refuses a configuration (runtime spec 6.1); it stops at the first
 * error.
 */
export function productRefusal(
  configuration: Configuration,
  finding: Diagnostic,
  now: Date,
): string {
  const mask = masker(finding, reportTexts([configuration], { maskSecrets: true }))
  const { log, lines } = loadFailure(configuration, finding, mask(finding.summary))
  const time = logTime(now)
  const said = [...log.map((line) => `${time} ${line}`), ...lines, 'Global configuration error.']
  return said.map((line) => `${visible(mask(line))}\n`).join('')
}
