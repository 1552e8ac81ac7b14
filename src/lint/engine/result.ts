import type { Document } from '../../../grammar/index.js'
import type { Diagnostic, Related } from '../../diagnostics/index.js'
import {
  applySuppressions,
  mentionsSuppression,
  type SuppressionOptions,
} from '../suppressions/suppressions.js'
import type { Collection } from './collection.js'
import { type LintOptions, withSettings } from './settings.js'

/** What is found in a configuration. */
export interface LintResult {
  readonly diagnostics: readonly Diagnostic[]
  /** What comments in the texts ask not to report. */
  readonly suppressed: readonly Diagnostic[]
}

/** A text that was looked at, and how it came in. */
interface CheckedText {
  readonly document: Document
  readonly chain: readonly Related[]
}

/** What a collection comes to when comments in the texts and the settings have had their say. */
export function resultOf(
  collection: Collection,
  texts: readonly CheckedText[],
  settings: LintOptions,
  options: () => SuppressionOptions,
): LintResult {
  const commented = texts.filter(({ document }) => mentionsSuppression(document))
  if (commented.length === 0) {
    return { diagnostics: withSettings(collection.sorted(), settings), suppressed: [] }
  }
  const hidden = new Set<Diagnostic>()
  for (const { document, chain } of commented) {
    const found = collection.of(document.source.name)
    const { suppressed, findings } = applySuppressions(document, found, options())
    for (const diagnostic of suppressed) hidden.add(diagnostic)
    collection.add(findings, chain)
  }
  const all = [...collection.sorted()]
  const isHidden = (diagnostic: Diagnostic) => hidden.has(diagnostic)
  return {
    diagnostics: withSettings(
      all.filter((each) => !isHidden(each)),
      settings,
    ),
    suppressed: withSettings(all.filter(isHidden), settings),
  }
}
