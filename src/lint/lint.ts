import { type Configuration, type Inclusion, includeChain } from '../config/index.js'
import type { Diagnostic } from '../diagnostics/index.js'
import { Collection } from './collection.js'
import { FileFindings } from './file-findings.js'
import { CONFIGURATION_RULES, SCHEMA_RULES, TEXT_RULES } from './rules/index.js'
import { activeRules, type LintOptions, withSettings } from './settings.js'
import { Surroundings } from './surroundings.js'
import { runSchemaRules, runTextRules } from './walk.js'

/**
 * Everything that is wrong or unusual in a configuration: what the parser found in each file, what
 * is wrong with the includes, and what the rules find. File by file in the order in which they are
 * read, each finding once; those in an included file end their related places with the includes
 * that lead there.
 */
export function lint(configuration: Configuration, options: LintOptions = {}): Diagnostic[] {
  const { files, inclusions, main, registry } = configuration
  const collection = new Collection(files.map(({ name }) => name))
  const textRules = activeRules(TEXT_RULES, options)
  for (const file of files) {
    const [inclusion] = file.inclusions
    const chain = inclusion === undefined ? [] : includeChain(inclusion)
    const findings = new FileFindings(file.document)
    runTextRules(findings, textRules)
    collection.add([...file.document.diagnostics, ...findings.diagnostics], chain)
  }
  collection.add(configuration.diagnostics)
  const surroundings = options.fragment
    ? Surroundings.ofFragment(main.document, registry)
    : Surroundings.global(registry)
  checkInclusions(inclusions, surroundings, options, collection)
  if (!options.fragment) checkWhole(configuration, options, collection)
  return withSettings(collection.sorted(), options)
}

/** Runs the rules about the configuration as a whole. */
function checkWhole(configuration: Configuration, options: LintOptions, collection: Collection) {
  const first = new Map(configuration.files.map(({ name, inclusions }) => [name, inclusions[0]]))
  for (const rule of activeRules(CONFIGURATION_RULES, options)) {
    for (const diagnostic of rule.check(configuration, options)) {
      const inclusion = first.get(diagnostic.file)
      collection.add([diagnostic], inclusion === undefined ? [] : includeChain(inclusion))
    }
  }
}

/**
 * Checks each file in the surroundings in which it is included. A file that is included twice in
 * the same ones is looked at once.
 */
function checkInclusions(
  inclusions: readonly Inclusion[],
  outermost: Surroundings,
  options: LintOptions,
  collection: Collection,
): void {
  const rules = activeRules(SCHEMA_RULES, options)
  /** The surroundings of the include statements, by the inclusion whose text they stand in. */
  const statements = new Map<Inclusion, ReadonlyMap<number, Surroundings>>()
  const checked = new Map<string, ReadonlyMap<number, Surroundings>>()
  for (const inclusion of inclusions) {
    const { parent, statement, file } = inclusion
    const outer = parent && statement && statements.get(parent)?.get(statement.index)
    const surroundings = outer ?? outermost
    const key = `${file.path}\n${surroundings.key}`
    let inside = checked.get(key)
    if (inside === undefined) {
      const findings = new FileFindings(file.document)
      inside = runSchemaRules(findings, surroundings, rules, options)
      checked.set(key, inside)
      collection.add(findings.diagnostics, includeChain(inclusion))
    }
    statements.set(inclusion, inside)
  }
}
