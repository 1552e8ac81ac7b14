import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { Surroundings } from '../names/surroundings.js'
import { RULES_OF_CHANGES, TEXT_RULES } from '../rules/index.js'
import { withoutFileWide } from '../suppressions/suppressions.js'
import { Collection } from './collection.js'
import { FileFindings } from './file-findings.js'
import { activeRules, type LintOptions, optionsFor, withSettings } from './settings.js'
import { runRules } from './walk.js'

/**
 * What is wrong or unusual in some of the changes in memory alone: what the rules about statements
 * find in them. It costs what the changes cost, however large the configuration is; what the rules
 * about the configuration as a whole say is for `lint`.
 * @param places how the changes call their places (`apply`); all changes by default
 */
export function lintChanges(
  configuration: Pick<Configuration, 'changes' | 'registry' | 'options' | 'main'>,
  places?: ReadonlySet<string>,
  given: LintOptions = {},
): Diagnostic[] {
  const options = optionsFor(configuration, given)
  const { changes, registry } = configuration
  const files = changes
    .map(({ file }) => file)
    .filter(({ name }) => places === undefined || places.has(name))
  const collection = new Collection(files.map(({ name }) => name))
  const surroundings = Surroundings.global(registry)
  const rules = {
    text: activeRules(TEXT_RULES, options),
    schema: activeRules(RULES_OF_CHANGES, options),
  }
  for (const { document } of files) {
    const findings = new FileFindings(document)
    runRules(findings, surroundings, rules, options)
    collection.add([...document.diagnostics, ...findings.diagnostics])
  }
  const {
    main,
    options: { environment },
  } = configuration
  const names = new Set(files.map(({ name }) => name))
  const found = withSettings(collection.sorted(), options)
  return withoutFileWide(found, main.document, names, () => environment.now()).kept
}
