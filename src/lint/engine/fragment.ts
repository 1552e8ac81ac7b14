import type { Document } from '../../../grammar/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { registry as everything } from '../../schema/index.js'
import type { Registry } from '../../schema/types.js'
import { Surroundings } from '../names/surroundings.js'
import { SCHEMA_RULES, TEXT_RULES } from '../rules/index.js'
import { Collection } from './collection.js'
import { FileFindings } from './file-findings.js'
import { judgedCodes } from './judged-codes.js'
import { resultOf } from './result.js'
import { activeRules, type LintOptions } from './settings.js'
import { runRules } from './walk.js'

/**
 * The findings in a text that belongs to no configuration, without those that its comments
 * suppress. Dates in suppressions are ignored and includes are not followed. The text may be the
 * inside of any stanza: its top level is right when some kind of scope allows all of it.
 */
export function lintFragment(
  document: Document,
  registry: Registry = everything(),
  options: LintOptions = {},
): Diagnostic[] {
  const findings = new FileFindings(document)
  const surroundings = Surroundings.ofFragment(document, registry)
  const rules = {
    text: activeRules(TEXT_RULES, options),
    schema: activeRules(SCHEMA_RULES, options),
  }
  runRules(findings, surroundings, rules, options)
  const collection = new Collection([document.source.name])
  collection.add([...document.diagnostics, ...findings.diagnostics])
  const { diagnostics } = resultOf(collection, [{ document, chain: [] }], options, () => ({
    isJudged: judgedCodes(TEXT_RULES, 'unknown', { ...options, fragment: true }),
  }))
  return [...diagnostics]
}
