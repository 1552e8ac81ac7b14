import { dirname, resolve } from 'node:path'
import type { LoadOptions } from '../src/config/index.js'
import type { Diagnostic } from '../src/diagnostics/index.js'
import { parseVersion } from '../src/lint/index.js'
import { openProject } from '../src/project/recovery/open-project.js'
import { settingsFinder } from '../src/project/settings/find.js'
import type { RuleSettings, Settings, SettingsAt } from '../src/project/settings/settings.js'
import { failure } from '../src/project/system-failure.js'
import type { JsonReport, LeftFixes, ReportTexts } from '../src/report/index.js'
import type { Registry } from '../src/schema/types.js'
import { loadOptions } from './configuration.js'
import { Failure } from './failure.js'
import { HOST } from './host.js'
import { inputEnvironment, refuseOutput, refuseSameOutput } from './inputs.js'
import type { Baselines } from './lint-baseline.js'
import type { CheckOptions, TargetFindings } from './lint-findings.js'
import type { Fixing } from './lint-fix.js'
import type { LintFlags } from './lint-flags.js'
import { closingLine, prettyWriter, type ReportWriter, writeJson } from './lint-report.js'
import { type LintTarget, type LintTargets, lintTargets } from './lint-targets.js'
import type { Progress } from './progress.js'
import { looksOf, note, print } from './terminal.js'

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

type Found = Pick<TargetFindings, 'diagnostics' | 'suppressed'>

/**
 * What the flags of `lint` ask for. All code that few runs need is loaded here and by `baselines`,
 * before anything is printed: `cli/lint-main.ts` has none of it.
 */
export interface LintPlan {
  readonly check: CheckOptions
  readonly mostWarnings: number
  /** Finds what is to be checked. @throws Failure */
  readonly targets: (progress: Progress) => Promise<LintTargets>
  /** The findings that are not to be reported; undefined when there are none. @throws Failure */
  readonly baselines: (targets: readonly LintTarget[]) => Promise<Baselines | undefined>
  /** Fixes findings when that is asked for. @throws Failure */
  readonly fix:
    | ((
        targets: readonly LintTarget[],
        find: (target: LintTarget) => Promise<TargetFindings>,
      ) => Promise<Fixing>)
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
  const site = new ChosenSchemas(flags)
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

async function checkOptions(flags: LintFlags, site: ChosenSchemas): Promise<CheckOptions> {
  const rules: RuleSettings =
    flags.rule.length === 0 ? {} : (await import('./rule-flags.js')).rulesOfFlags(flags.rule)
  const missingFiles = flags.checkFiles
    ? (await import('../src/lint/references/missing-files.js')).missingFiles
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
class ChosenSchemas {
  #schemas: import('../src/project/site-schemas.js').SiteSchemas | undefined

  constructor(private readonly flags: LintFlags) {}

  /** Loads the code when there are schemas. */
  async prepare(settings: Settings | undefined): Promise<void> {
    if (this.#schemas !== undefined || this.#paths(settings).length === 0) return
    const { SiteSchemas } = await import('../src/project/site-schemas.js')
    this.#schemas ??= new SiteSchemas(HOST)
  }

  /** What is known beside the product's own; undefined for nothing. @throws Failure */
  registry(settings: Settings | undefined): Registry | undefined {
    return this.#schemas?.registry(this.#paths(settings))
  }

  /** Of a whole configuration: a fragment lacks most of what a site asks for. @throws Failure */
  async findings({ configuration, settings, fragment }: LintTarget): Promise<Diagnostic[]> {
    if (fragment || this.#schemas === undefined) return []
    return this.#schemas.findings(configuration, this.#paths(settings))
  }

  #paths(settings: Settings | undefined): string[] {
    return [...this.flags.schema.map((path) => resolve(path)), ...(settings?.schemas ?? [])]
  }
}

async function baselineReader(flags: LintFlags): Promise<LintPlan['baselines']> {
  const { baseline, writeBaseline } = flags
  const loadCode = () => import('./lint-baseline.js')
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
  const { writeBaseline } = await import('./lint-baseline.js')
  return (found, targets) => writeBaseline(name, found, targets)
}

async function fixer(flags: LintFlags): Promise<LintPlan['fix']> {
  const { fixInput, fixTargets } = await import('./lint-fix.js')
  const { fixDryRun, unsafeFixes: unsafe, format, output } = flags
  if (printsFixed(flags)) {
    const path = resolve(flags.stdinFilename ?? STANDARD_INPUT)
    const { standardInput } = await import('./standard-input.js')
    return (targets, find) => fixInput(path, standardInput(), targets, { unsafe, find })
  }
  const options = {
    flags: { ...flags, dryRun: flags.dryRun || fixDryRun },
    unsafe,
    // What programs read has no diff in it.
    show: format === 'pretty' && output === undefined ? print : note,
  }
  return (targets, find) => fixTargets(targets, { ...options, find })
}

async function reportWriter(flags: LintFlags): Promise<LintPlan['write']> {
  const { output } = flags
  const writer = await writerFor(flags)
  const write = output === undefined ? undefined : (await import('./output-file.js')).writeOutput
  const show = printsFixed(flags) ? note : print
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
  const { formatWriter } = await import('./lint-formats.js')
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
  for (const flag of ['write', 'dryRun', 'yes'] as const) {
    if (flags[flag] && !isFixing(flags)) {
      throw new Failure(`--${flag === 'dryRun' ? 'dry-run' : flag} goes with --fix`)
    }
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
  const { versionProblem } = await import('../src/project/settings/problems.js')
  throw new Failure(`--target: ${versionProblem(target)}`)
}

function mostWarnings({ maxWarnings }: LintFlags): number {
  if (maxWarnings === undefined) return Number.POSITIVE_INFINITY
  if (/^\d{1,9}$/.test(maxWarnings)) return Number(maxWarnings)
  throw new Failure(`--max-warnings ${maxWarnings}: this is no number`)
}

/** What the words name, or the configurations that the flags or settings mean without words. */
async function targetFinder(flags: LintFlags, site: ChosenSchemas): Promise<LintPlan['targets']> {
  const find = settingsFinder(flags.settings, HOST)
  await site.prepare(undefined)
  const settingsAt: SettingsAt = async (folder) => {
    const settings = await find(folder)
    await site.prepare(settings)
    return settings
  }
  const input = flags.words.includes(STANDARD_INPUT)
    ? await import('./standard-input.js')
    : undefined
  const inputName = flags.stdinFilename ?? STANDARD_INPUT
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
    const findTargets = (names: readonly string[], mains: readonly LintTarget[] = []) =>
      lintTargets(names, {
        settingsAt,
        loadOptions: options,
        hasRole: flags.role !== undefined,
        includes,
        mains,
        onFiles: (count) => progress.expect(count),
      })
    if (flags.config !== undefined) {
      const main = await namedMain(flags.config, await settingsAt(dirname(resolve(flags.config))))
      return words.length === 0 ? onlyTarget(main) : findTargets(words, [main])
    }
    if (words.length > 0) return findTargets(words)
    const settings = await settingsAt('.')
    if (settings !== undefined && settings.main.length > 0) {
      const { mainsOf } = await import('../src/project/main-files/of-settings.js')
      return findTargets(mainsOf(settings, HOST))
    }
    const { loadInstalled } = await import('./installed.js')
    const configuration = await loadInstalled(options(settings))
    return onlyTarget({ configuration, settings, fragment: false })

    async function namedMain(main: string, settings: Settings | undefined): Promise<LintTarget> {
      try {
        const configuration = await openProject(main, options(settings), HOST)
        return { configuration, settings, fragment: false }
      } catch (error) {
        throw failure(error, main)
      }
    }
  }
}

function onlyTarget(target: LintTarget): LintTargets {
  return { targets: [target], failures: [], ignored: [] }
}
