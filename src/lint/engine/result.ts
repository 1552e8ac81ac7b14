import type { Document } from '../../../grammar/index.js'
import type { Diagnostic, Related } from '../../diagnostics/index.js'
import {
  applySuppressions,
  mentionsSuppression,
  type SuppressionOptions,
} from '../suppressions/suppressions.js'
import type { Collection } from './collection.js'
import { type LintOptions, withSettings } from './settings.js'

/** The findings in a configuration. */
export interface LintResult {
  readonly diagnostics: readonly Diagnostic[]
  /** The findings that comments suppress. */
  readonly suppressed: readonly Diagnostic[]
}

/** A checked text, and the includes that lead to it. */
interface CheckedText {
  readonly document: Document
  readonly chain: readonly Related[]
}

/** Applies the suppressions in the texts and the settings to a collection. */
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
