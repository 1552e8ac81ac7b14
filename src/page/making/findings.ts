import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { masker } from '../../report/findings/wording.js'
import { renderPretty, reportTexts, visible, worstOf } from '../../report/index.js'
import type { FindingModel } from '../model/model.js'
import type { Files } from './files.js'
import type { Places } from './places.js'

/** How many findings a page has. */
const MOST = 20_000

/** How many of them have the lines that they are about. */
const MOST_FRAMES = 2_000

/** The worst findings, each with what it stands at, and how many others there are. */
export function findingModels(
  all: readonly Diagnostic[],
  configuration: Configuration,
  { files, places }: { readonly files: Files; readonly places: Places },
): { readonly findings: FindingModel[]; readonly leftOut: number } {
  const texts = reportTexts([configuration], { maskSecrets: true })
  const { diagnostics } = worstOf({ diagnostics: all }, MOST)
  let frames = 0
  const findings = diagnostics.map((finding): FindingModel => {
    const { severity, code, summary, detail, file, start } = finding
    const hasFrame = severity !== 'info' && frames++ < MOST_FRAMES
    const frame = hasFrame ? frameOf(renderPretty([finding], texts)) : undefined
    const mask = masker(finding, texts)
    const { line, column } = texts.source(file)?.position(start) ?? { line: 1, column: 1 }
    const at = places.at(file, start)
    return {
      severity,
      code,
      summary: visible(mask(summary)),
      ...(detail !== undefined && { detail: visible(mask(detail)) }),
      file: files.named(file),
      line,
      column,
      ...(frame !== undefined && { frame }),
      at: at.length > 0 ? at : [GLOBAL],
    }
  })
  return { findings, leftOut: all.length - diagnostics.length }
}

/** What stands at no option and in no stanza is about the whole. */
const GLOBAL = -1

/** A finding without its first line, which has the summary. */
function frameOf(text: string): string {
  return text.slice(text.indexOf('\n') + 1).trimEnd()
}
