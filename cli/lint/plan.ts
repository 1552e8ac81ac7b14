import { dirname, resolve } from 'node:path'
import type { LoadOptions } from '../../src/config/index.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { parseVersion } from '../../src/lint/index.js'
import type { JsonReport, LeftFixes, ReportTexts } from '../../src/report/index.js'
import type { Registry } from '../../src/schema/types.js'
import type { Checked } from '../checked.js'
import { announce, loadOptions } from '../configuration.js'
import { isFolder } from '../configuration-files.js'
import { Failure } from '../failure.js'
import type { Baselines } from '../lint-baseline.js'
import { type LintTarget, type LintTargets, lintTargets } from '../lint-targets.js'
import { loadRecovered } from '../recovery/load-recovered.js'
import { settingsFinder } from '../settings/find.js'
import type { RuleSettings, Settings, SettingsAt } from '../settings/settings.js'
import { inputEnvironment, refuseOutput, refuseSameOutput } from '../streams/inputs.js'
import { failure } from '../system-failure.js'
import type { Progress } from '../terminal/progress.js'
import { looksOf, note, print, printText } from '../terminal/terminal.js'
import type { CheckOptions, TargetFindings } from './findings.js'
import type { Fixing } from './fix.js'
import type { LintFlags } from './flags.js'
import { closingLine, prettyWriter, type ReportWriter, writeJson } from './report.js'

const STANDARD_INPUT = '-'

/** What is to be printed. */
export interface Outgoing {
  readonly report: JsonReport
  readonly texts: ReportTexts
  readonly targets: readonly LintTarget[]
  /** What could not be checked, a line each. */
  readonly failures: readonly string[]
  /** How many of the findings fixes would mend that were not written. */
  readonly left: LeftFixes | undefined
}

/** What is checked for the words on the command line, and what is not. */
export type LintInputs = LintTargets & Checked

type Found = Pick<TargetFindings, 'diagnostics' | 'suppressed'>

/**
 * What the flags of `lint` ask for. All code that few runs need is loaded here and by `baselines`,
 * before anything is printed: `cli/lint-main.ts` has none of it.
 */
export interface LintPlan {
  readonly check: CheckOptions
  readonly mostWarnings: number
  /** Finds what is to be checked. @throws Failure */
  readonly targets: (progress: Progress) => Promise<LintInputs>
  /** The findings that are not to be reported; undefined when there are none. @throws Failure */
  readonly baselines: (targets: readonly LintTarget[]) => Promise<Baselines | undefined>
  /** Fixes findings when that is asked for. @throws Failure */
  readonly fix:
    | ((checked: Checked, find: (target: LintTarget) => Promise<TargetFindings>) => Promise<Fixing>)
    | undefined
  /** Stops when what is to be written would take the place of what is read. @throws Failure */
  readonly refuseOutputs: () => void
  /** What is left of findings when a baseline has been written, if one is asked for. @throws Failure */
  readonly kept: (found: Found, targets: readonly LintTarget[]) => Found
  /** Prints the report, or writes it into a file. @throws Failure */
  readonly write: (outgoing: Outgoing) => void
}

/** @throws Failure when flags do not go together, or their values are wrong */
export async function lintPlan(flags: LintFlags): Promise<LintPlan> {
  refuseNonsense(flags)
  const site = new SiteSchemas(flags)
  return {
    check: await checkOptions(flags, site),
    mostWarnings: mostWarnings(flags),
    targets: await targetFinder(flags, site),
    baselines: await baselineReader(flags),
    fix: isFixing(flags) ? await fixer(flags) : undefined,
    refuseOutputs: () => refuseOutputs(flags),
    kept: await baselineWriter(flags),
    write: await reportWriter(flags),
  }
}

async function checkOptions(flags: LintFlags, site: SiteSchemas): Promise<CheckOptions> {
  const rules: RuleSettings =
    flags.rule.length === 0 ? {} : (await import('../settings/rules.js')).rulesOfFlags(flags.rule)
  const missingFiles = flags.checkFiles
    ? (await import('../../src/lint/references/missing-files.js')).missingFiles
    : undefined
  return {
    rules,
    target: await targetVersion(flags),
    includes: flags.includes,
    more: async (target) => [
      ...((await missingFiles?.(target.configuration)) ?? []),
      ...(await site.findings(target)),
    ],
  }
}

/** The JSON Schemas that a site brings, by flags and settings. */
class SiteSchemas {
  #code: typeof import('../site-schemas.js') | undefined

  constructor(private readonly flags: LintFlags) {}

  /** Loads the code when there are schemas. */
  async prepare(settings: Settings | undefined): Promise<void> {
    if (this.#code !== undefined || this.#paths(settings).length === 0) return
    this.#code = await import('../site-schemas.js')
    this.#code.readNamedSchemas(this.#named)
  }

  /** What is known beside the product's own; undefined for nothing. @throws Failure */
  registry(settings: Settings | undefined): Registry | undefined {
    return this.#code?.siteRegistry(this.#paths(settings))
  }

  /** Of a whole configuration: a fragment lacks most of what a site asks for. @throws Failure */
  async findings({ configuration, settings, fragment }: LintTarget): Promise<Diagnostic[]> {
    if (fragment || this.#code === undefined) return []
    return this.#code.siteFindings(configuration, this.#paths(settings))
  }

  #paths(settings: Settings | undefined): string[] {
    return [...this.#named, ...(settings?.schemas ?? [])]
  }

  get #named(): string[] {
    return this.flags.schema.map((path) => resolve(path))
  }
}

async function baselineReader(flags: LintFlags): Promise<LintPlan['baselines']> {
  const { baseline, writeBaseline } = flags
  const loadCode = () => import('../lint-baseline.js')
  if (baseline !== undefined) await loadCode()
  return async (targets) => {
    // The one that is being written is to have everything.
    if (writeBaseline !== undefined) return undefined
    if (baseline === undefined && targets.every(({ settings }) => !settings?.baseline)) return
    return (await loadCode()).Baselines.read(baseline, targets)
  }
}

async function baselineWriter({ writeBaseline: name }: LintFlags): Promise<LintPlan['kept']> {
  if (name === undefined) return (found) => found
  const { writeBaseline } = await import('../lint-baseline.js')
  return (found, targets) => writeBaseline(name, found, targets)
}

async function fixer(flags: LintFlags): Promise<LintPlan['fix']> {
  const { fixInput, fixTargets } = await import('./fix.js')
  const { fixDryRun, unsafeFixes: unsafe, format, output } = flags
  if (printsFixed(flags)) {
    const path = resolve(flags.stdinFilename ?? STANDARD_INPUT)
    const { standardInput } = await import('../streams/standard-input.js')
    return (checked, find) => fixInput(path, standardInput(), checked, { unsafe, find })
  }
  const options = {
    flags: { ...flags, dryRun: flags.dryRun || fixDryRun },
    unsafe,
    // What programs read has no diff in it.
    show: format === 'pretty' && output === undefined ? printText : note,
  }
  return (checked, find) => fixTargets(checked, { ...options, find })
}

async function reportWriter(flags: LintFlags): Promise<LintPlan['write']> {
  const { output } = flags
  const writer = await writerFor(flags)
  const write =
    output === undefined ? undefined : (await import('../streams/output-file.js')).writeOutput
  const shown = flags.format === 'pretty' ? printText : print
  const show = printsFixed(flags) ? note : shown
  return ({ report, texts, targets, failures, left }) => {
    const text = writer(failures)(report, texts, targets, left)
    if (output === undefined || write === undefined) return show(text)
    write(output, 'a report', text)
    note(`Written: ${output}\n${closingLine(report, left)}`)
  }
}

function refuseOutputs({ output, writeBaseline }: LintFlags): void {
  if (output !== undefined) refuseOutput(output, 'a report')
  if (writeBaseline !== undefined) refuseOutput(writeBaseline, 'a baseline')
  if (output !== undefined && writeBaseline !== undefined) refuseSameOutput(output, writeBaseline)
}

type WriterWithFailures = (failures: readonly string[]) => ReportWriter

async function writerFor(flags: LintFlags): Promise<WriterWithFailures> {
  const { format } = flags
  if (format === 'json') return () => writeJson
  if (format === 'pretty') {
    const looks = looksOf(flags)
    // In a file there is neither colour nor width.
    const plain = { ...looks, colour: false, width: undefined }
    return () => prettyWriter(flags.output === undefined ? looks : plain)
  }
  const { formatWriter } = await import('./formats.js')
  return (failures) => formatWriter(format, failures)
}

function refuseNonsense(flags: LintFlags): void {
  const fromInput = flags.words.includes(STANDARD_INPUT)
  if (flags.stdinFilename !== undefined && !fromInput) {
    throw new Failure('--stdin-filename says what "-" stands for: ecconf lint --stdin-filename F -')
  }
  if (printsFixed(flags)) {
    if (flags.words.length > 1) {
      throw new Failure('--fix prints the fixed text of standard input, so it has to be alone')
    }
    if (flags.write) throw new Failure('--write changes files, and standard input is none')
  }
  if (flags.dialect !== undefined) refuseFolders(flags.words)
  for (const flag of ['write', 'dryRun', 'yes'] as const) {
    if (flags[flag] && !isFixing(flags)) {
      throw new Failure(`--${flag === 'dryRun' ? 'dry-run' : flag} goes with --fix`)
    }
  }
}

/** `--dialect` is about files. */
function refuseFolders(words: readonly string[]): void {
  if (words.length === 0) {
    throw new Failure('--dialect says what files are written in: ecconf lint --dialect D FILE')
  }
  const folder = words.find((word) => word !== STANDARD_INPUT && isFolder(word))
  if (folder !== undefined) {
    throw new Failure(`${folder}: --dialect says what files are written in, and this is a folder`)
  }
}

/** Whether findings are to be fixed, if only to see how. */
function isFixing({ fix, fixDryRun, unsafeFixes }: LintFlags): boolean {
  return fix || fixDryRun || unsafeFixes
}

/** Whether it is the fixed text of standard input that is asked for. */
function printsFixed(flags: LintFlags): boolean {
  const isDry = flags.dryRun || flags.fixDryRun
  return isFixing(flags) && !isDry && flags.words.includes(STANDARD_INPUT)
}

async function targetVersion({ target }: LintFlags): Promise<string | undefined> {
  if (target === undefined || parseVersion(target) !== undefined) return target
  const { versionProblem } = await import('../settings/problems.js')
  throw new Failure(`--target: ${versionProblem(target)}`)
}

function mostWarnings({ maxWarnings }: LintFlags): number {
  if (maxWarnings === undefined) return Number.POSITIVE_INFINITY
  if (/^\d{1,9}$/.test(maxWarnings)) return Number(maxWarnings)
  throw new Failure(`--max-warnings ${maxWarnings}: this is no number`)
}

/** What the words name, or the configurations that the flags or settings mean without words. */
async function targetFinder(flags: LintFlags, site: SiteSchemas): Promise<LintPlan['targets']> {
  const find = settingsFinder(flags.settings)
  await site.prepare(undefined)
  const settingsAt: SettingsAt = async (folder) => {
    const settings = await find(folder)
    await site.prepare(settings)
    return settings
  }
  const input = flags.words.includes(STANDARD_INPUT)
    ? await import('../streams/standard-input.js')
    : undefined
  const inputName = flags.stdinFilename ?? STANDARD_INPUT
  const onFound = isFixing(flags) ? announce : () => undefined
  const words = flags.words.map((word) => (word === STANDARD_INPUT ? inputName : word))
  return async (progress) => {
    const machine = inputEnvironment()
    const known = input ? await input.withStandardInput(machine, inputName) : machine
    const environment = progress.watch(known)
    const { includes } = flags
    const options = (settings: Settings | undefined): LoadOptions => {
      const registry = site.registry(settings)
      return {
        ...loadOptions(flags, settings),
        environment,
        includes,
        ...(registry !== undefined && { registry }),
      }
    }
    const findTargets = async (
      names: readonly string[],
      mains: readonly LintTarget[] = [],
    ): Promise<LintInputs> => {
      const found = await lintTargets(names, {
        settingsAt,
        loadOptions: options,
        hasRole: flags.role !== undefined,
        areNamed: words.length > 0,
        includes,
        mains,
        dialect: flags.dialect,
        dialects: true,
        onFiles: (count) => progress.expect(count),
      })
      if (found.inDialects.length === 0) return { ...found, dialectFiles: [] }
      const { readDialectFiles } = await import('../dialects/file.js')
      const { files, failures } = await readDialectFiles(found.inDialects, environment)
      return { ...found, dialectFiles: files, failures: [...found.failures, ...failures] }
    }
    if (flags.config !== undefined) {
      const main = await namedMain(flags.config, await settingsAt(dirname(resolve(flags.config))))
      return words.length === 0 ? onlyTarget(main) : findTargets(words, [main])
    }
    if (words.length > 0) return findTargets(words)
    const settings = await settingsAt('.')
    if (settings !== undefined && settings.main.length > 0) {
      const { mainsOf } = await import('../settings/mains.js')
      const mains = mainsOf(settings, flags.sysroot)
      for (const path of mains) onFound({ path, how: `as ${settings.name} says` })
      return findTargets(mains)
    }
    const { loadInstalled } = await import('../installed.js')
    const configuration = await loadInstalled(options(settings), onFound)
    return onlyTarget({ configuration, settings, fragment: false })

    async function namedMain(main: string, settings: Settings | undefined): Promise<LintTarget> {
      try {
        const configuration = await loadRecovered(main, options(settings))
        return { configuration, settings, fragment: false }
      } catch (error) {
        throw failure(error, main)
      }
    }
  }
}

function onlyTarget(target: LintTarget): LintInputs {
  return { targets: [target], failures: [], ignored: [], inDialects: [], dialectFiles: [] }
}
