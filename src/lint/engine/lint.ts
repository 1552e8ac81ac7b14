import {
  type ConfigFile,
  type Configuration,
  type Inclusion,
  includeChain,
  type Superseded,
} from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { Surroundings } from '../names/surroundings.js'
import { CONFIGURATION_RULES, SCHEMA_RULES, TEXT_RULES } from '../rules/index.js'
import { Collection } from './collection.js'
import { FileFindings } from './file-findings.js'
import { judgedCodes } from './judged-codes.js'
import { type LintResult, resultOf } from './result.js'
import { activeRules, type LintOptions } from './settings.js'
import { type Statements, statementsOf } from './statements.js'
import { runRules } from './walk.js'

/**
 * Everything that is wrong or unusual in a configuration and that no comment suppresses: what the
 * parser found in each file, what is wrong with the includes, and what the rules find. File by file
 * in the order in which they are read, each finding once; those in an included file end their
 * related places with the includes that lead there. Changes in memory are looked at as a file would
 * be that has them: each is a text of its own, whose name says which change it is.
 */
export function lint(configuration: Configuration, options: LintOptions = {}): Diagnostic[] {
  return [...check(configuration, options).diagnostics]
}

/** As `lint`, with what is suppressed. */
export function check(configuration: Configuration, options: LintOptions = {}): LintResult {
  const { inclusions, main, registry, changes } = configuration
  const files = [...configuration.files, ...changes.map(({ file }) => file)]
  const collection = new Collection(files.map(({ name }) => name))
  for (const { document, inclusions } of files) {
    collection.add(document.diagnostics, chainOf(inclusions))
  }
  collection.add(configuration.diagnostics)
  const surroundings = options.fragment
    ? Surroundings.ofFragment(main.document, registry)
    : Surroundings.global(registry)
  const statements = statementsOf(configuration)
  const superseded = [...configuration.superseded()]
  const isFound = (file: ConfigFile, finding: Diagnostic) =>
    !superseded.some((statement) => statement.file === file && isAbout(finding, statement))
  const all = [...inclusions, ...changes]
  checkInclusions(all, surroundings, statements, options, collection, isFound)
  if (!options.fragment && !options.incomplete) {
    checkWhole(configuration, options, collection, isFound)
  }
  addWithChains(options.more ?? [], configuration, collection)
  return resultOf(
    collection,
    files.map(({ document, inclusions }) => ({ document, chain: chainOf(inclusions) })),
    options,
    () => ({
      now: configuration.options.environment.now(),
      isJudged: judgedCodes(TEXT_RULES, configuration.role, options),
    }),
  )
}

/**
 * Whether a finding is about a statement that changes in memory have taken out, or about the value
 * that they replace. That an option stands twice in a block is so with any value.
 */
function isAbout({ code, start, end }: Diagnostic, statement: Superseded): boolean {
  const isInside = start >= statement.start && end <= statement.end
  return isInside && (statement.how === 'taken out' || code !== 'schema/duplicate-option')
}

/** How a file came in: the end of the related places of what is found in it. */
function chainOf([first]: readonly Inclusion[]) {
  return first === undefined ? [] : includeChain(first)
}

/**
 * Runs the rules about the configuration as a whole.
 * @param isFound whether a finding about a statement of a file still holds after the changes in memory
 */
function checkWhole(
  configuration: Configuration,
  options: LintOptions,
  collection: Collection,
  isFound: (file: ConfigFile, finding: Diagnostic) => boolean,
) {
  const statements = statementsOf(configuration)
  const files = new Map(configuration.files.map((file) => [file.name, file]))
  for (const rule of activeRules(CONFIGURATION_RULES, options)) {
    if (rule.about?.some((name) => statements.hasName(name)) === false) continue
    const found = [...rule.check(configuration, options)].filter((finding) => {
      const file = files.get(finding.file)
      return file === undefined || isFound(file, finding)
    })
    addWithChains(found, configuration, collection)
  }
}

function addWithChains(
  diagnostics: Iterable<Diagnostic>,
  { files }: Configuration,
  collection: Collection,
): void {
  const inclusions = new Map(files.map((file) => [file.name, file.inclusions]))
  for (const diagnostic of diagnostics) {
    collection.add([diagnostic], chainOf(inclusions.get(diagnostic.file) ?? []))
  }
}

/**
 * Checks each file in the surroundings in which it is included. A file that is included twice in
 * the same ones is looked at once.
 * @param isFound whether a finding about a statement of a file still holds after the changes in memory
 */
function checkInclusions(
  inclusions: readonly Inclusion[],
  outermost: Surroundings,
  numbered: Statements,
  options: LintOptions,
  collection: Collection,
  isFound: (file: ConfigFile, finding: Diagnostic) => boolean,
): void {
  const text = activeRules(TEXT_RULES, options)
  const schema = activeRules(SCHEMA_RULES, options)
  /** The surroundings of the include statements, by the inclusion whose text they stand in. */
  const statements = new Map<Inclusion, ReadonlyMap<number, Surroundings>>()
  /** What is known of a file already, by the surroundings. */
  const checked = new Map<ConfigFile, Map<string, ReadonlyMap<number, Surroundings>>>()
  for (const inclusion of inclusions) {
    const { parent, statement, file } = inclusion
    const outer = parent && statement && statements.get(parent)?.get(statement.index)
    const surroundings = outer ?? outermost
    const isFirst = !checked.has(file)
    const known = checked.get(file) ?? new Map<string, ReadonlyMap<number, Surroundings>>()
    checked.set(file, known)
    let inside = known.get(surroundings.key)
    if (inside === undefined) {
      const findings = new FileFindings(file.document)
      const rules = { text: isFirst ? text : [], schema }
      inside = runRules(findings, surroundings, rules, options, numbered)
      known.set(surroundings.key, inside)
      const found = findings.diagnostics.filter((finding) => isFound(file, finding))
      collection.add(found, includeChain(inclusion))
    }
    statements.set(inclusion, inside)
  }
}
