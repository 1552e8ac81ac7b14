import type { Diagnostic, Fix } from '../../diagnostics/index.js'
import { secretShapes } from '../../schema/secrets/shapes.js'
import { rangesWithin } from '../../syntax/index.js'
import type { ReportTexts } from './texts.js'

/**
 * The fixes of a finding that may be printed; one that writes a secret would break it with a mask.
 */
export function shownFixes({ fixes = [] }: Diagnostic, texts: ReportTexts): Fix[] {
  return fixes.filter((fix) => !showsSecret(fix, texts))
}

/** Whether a fix writes a secret from the text. */
function showsSecret({ edits }: Fix, { source, secrets }: ReportTexts): boolean {
  return edits.some(({ file, edits }) => {
    const text = source(file)?.text
    if (secrets === undefined || text === undefined) return false
    return edits.some(
      (edit) =>
        secretShapes(edit.text).length > 0 ||
        rangesWithin(secrets(file), edit).some(({ start, end }) =>
          edit.text.includes(text.slice(start, end)),
        ),
    )
  })
}
