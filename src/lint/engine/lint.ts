import {
  type ConfigFile,
  type Configuration,
  type Inclusion,
  includeChain,
  type Superseded,
} from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { Surroundings } from '../names/surroundings.js'
import { CONFIGURATION_RULES, RULES_OF_CHANGES, SCHEMA_RULES, TEXT_RULES } from '../rules/index.js'
import { withoutFileWide } from '../suppressions/suppressions.js'
import { Collection } from './collection.js'
import { FileFindings } from './file-findings.js'
import { judgedCodes } from './judged-codes.js'
import { type LintResult, resultOf } from './result.js'
import { activeRules, type LintOptions, optionsFor } from './settings.js'
import { type Statements, statementsOf } from './statements.js'
import { runRules } from './walk.js'
import { withoutUnsoundFixes } from './wrong-start.js'

/**
 * The findings in a configuration, without those that comments suppress: of the parser in each
 * file, of the includes, and of the rules. They come file by file in the order of reading, without
 * duplicates; in an included file the related places end with the includes that lead there. Each
 * change in memory is checked like a file, under a name that identifies the change.
 */
export function lint(configuration: Configuration, options: LintOptions = {}): Diagnostic[] {
  return [...check(configuration, options).diagnostics]
}

/** As `lint`, but also returns the suppressed findings. */
export function check(configuration: Configuration, given: LintOptions = {}): LintResult {
  const options = optionsFor(configuration, given)
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
  checkWhole(configuration, options, collection, isFound)
  addWithChains(options.more ?? [], configuration, collection)
  const result = resultOf(
    collection,
    files.map(({ document, inclusions }) => ({ document, chain: chainOf(inclusions) })),
    options,
    () => ({
      now: configuration.options.environment.now(),
      isJudged: judgedCodes(TEXT_RULES, configuration.role, options),
    }),
  )
  const { kept, suppressed } = withoutFileWide(
    result.diagnostics,
    main.document,
    new Set(changes.map(({ file }) => file.name)),
    () => configuration.options.environment.now(),
  )
  return {
    diagnostics: withoutUnsoundFixes(files, kept),
    suppressed: [...result.suppressed, ...suppressed],
  }
}

/**
 * Whether changes in memory make a finding obsolete: it is about a statement that they removed, or
 * about a value that they replaced. A duplicate option stays one, whatever its value.
 */
function isAbout({ code, start, end }: Diagnostic, statement: Superseded): boolean {
  const isInside = start >= statement.start && end <= statement.end
  return isInside && (statement.how === 'taken out' || code !== 'schema/duplicate-option')
}

/** The includes that lead to a file, for the end of the related places of its findings. */
function chainOf([first]: readonly Inclusion[]) {
  return first === undefined ? [] : includeChain(first)
}

/**
 * Runs the rules about the configuration as a whole; of a part of one, those that a stanza is
 * enough for.
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
  const isPart = options.fragment || options.incomplete
  for (const rule of activeRules(CONFIGURATION_RULES, options)) {
    if (isPart && !rule.inStanza) continue
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
 * Checks each file in the surroundings of its include. A file included twice in equal surroundings
 * is checked once.
 * @param isFound whether a finding in a file still holds after the changes in memory
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
  const schema = activeRules(options.toBeWritten ? RULES_OF_CHANGES : SCHEMA_RULES, options)
  /** For each inclusion, the surroundings of the include statements in its text. */
  const statements = new Map<Inclusion, ReadonlyMap<number, Surroundings>>()
  /** For each file, the results so far by the key of the surroundings. */
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
