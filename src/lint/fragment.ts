import type { Document } from '../../grammar/index.js'
import type { Diagnostic } from '../diagnostics/index.js'
import { registry as everything } from '../schema/index.js'
import type { Registry } from '../schema/types.js'
import { Collection } from './collection.js'
import { FileFindings } from './file-findings.js'
import { SCHEMA_RULES, TEXT_RULES } from './rules/index.js'
import { activeRules, type LintOptions, withSettings } from './settings.js'
import { Surroundings } from './surroundings.js'
import { runSchemaRules, runTextRules } from './walk.js'

/**
 * Everything that is wrong or unusual in a text that belongs to no configuration; its includes are
 * not followed. It may be the inside of any stanza, so its top level is right when there is a kind
 * of scope that has all of it.
 */
export function lintFragment(
  document: Document,
  registry: Registry = everything(),
  options: LintOptions = {},
): Diagnostic[] {
  const findings = new FileFindings(document)
  runTextRules(findings, activeRules(TEXT_RULES, options))
  const surroundings = Surroundings.ofFragment(document, registry)
  runSchemaRules(findings, surroundings, activeRules(SCHEMA_RULES, options), options)
  const collection = new Collection([document.source.name])
  collection.add([...document.diagnostics, ...findings.diagnostics])
  return withSettings(collection.sorted(), options)
}
