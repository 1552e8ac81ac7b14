import { resolve } from 'node:path'
import type { Baselines } from '../../src/project/baselines/baselines.js'
import {
  type Checked,
  type LintInputs,
  withDialectFiles,
} from '../../src/project/dialects/checked.js'
import { Failure } from '../../src/project/failure.js'
import { isFolder } from '../../src/project/main-files/configuration-files.js'
import type { RuleSettings } from '../../src/project/settings/settings.js'
import { ChosenSchemas } from '../../src/project/targets/chosen-schemas.js'
import type { CheckOptions, TargetFindings } from '../../src/project/targets/findings.js'
import type { LintTarget } from '../../src/project/targets/lint-targets.js'
import { MeantTargets } from '../../src/project/targets/meant-targets.js'
import { grouped, type JsonReport, leftOut, worstOf } from '../../src/report/index.js'
import { announce } from '../configuration.js'
import { HOST } from '../host.js'
import { inputEnvironment, refuseOutput, refuseSameOutput } from '../streams/inputs.js'
import { targetVersion } from '../target-version.js'
import type { Looking } from '../terminal/progress.js'
import { looksOf, note, PLAIN_LOOKS, print, printText } from '../terminal/terminal.js'
import { withoutWorkflowCommands } from '../terminal/workflow-commands.js'
import type { Fixing } from './fix.js'
import type { LintFlags } from './flags.js'
import {
  closingLine,
  prettyWriter,
  type ReportContext,
  type ReportWriter,
  writeCounts,
  writeJson,
} from './report.js'

const STANDARD_INPUT = '-'

/** What is to be printed. */
export interface Outgoing extends ReportContext {
  readonly report: JsonReport
}

type Found = Pick<TargetFindings, 'diagnostics' | 'suppressed'>

/**
 * What the flags of `lint` ask for. All code that few runs need is loaded here and by `baselines`,
 * before anything is printed: `cli/lint-main.ts` has none of it.
 */
export interface LintRequest {
  readonly check: CheckOptions
  readonly mostWarnings: number
  /** Whether findings are no reason for exit status 1. */
  readonly exitZero: boolean
  /** Says what is neither a finding nor a failure, unless that is not wanted. */
  readonly remark: (line: string) => void
  /** Finds what is to be checked. @throws Failure */
  readonly targets: (look: Looking) => Promise<LintInputs>
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
export async function lintRequest(flags: LintFlags): Promise<LintRequest> {
  refuseNonsense(flags)
  const site = new ChosenSchemas(flags.schema, HOST)
  return {
    check: await checkOptions(flags, site),
    mostWarnings: numberOf('--max-warnings', flags.maxWarnings),
    exitZero: flags.exitZero,
    remark: flags.quiet ? () => undefined : note,
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
    flags.rule.length === 0 ? {} : (await import('../rule-flags.js')).rulesOfFlags(flags.rule)
  const namedFiles = flags.checkFiles
    ? (await import('../../src/lint/references/named-files.js')).namedFiles
    : undefined
  return {
    rules,
    target: await targetVersion(flags.target),
    includes: flags.includes,
    more: async (target) => [
      ...((await namedFiles?.(target.configuration)) ?? []),
      ...(await site.findings(target)),
    ],
  }
}

async function baselineReader(flags: LintFlags): Promise<LintRequest['baselines']> {
  const { baseline, writeBaseline } = flags
  const loadCode = () => import('../../src/project/baselines/baselines.js')
  if (baseline !== undefined) await loadCode()
  return async (targets) => {
    // The baseline that is being written is to hold every finding.
    if (writeBaseline !== undefined) return undefined
    if (baseline === undefined && targets.every(({ settings }) => !settings?.baseline)) return
    return (await loadCode()).Baselines.read(baseline, targets, HOST)
  }
}

async function baselineWriter({ writeBaseline: name }: LintFlags): Promise<LintRequest['kept']> {
  if (name === undefined) return (found) => found
  const { writeBaseline } = await import('../../src/project/baselines/baselines.js')
  const { writeOutput } = await import('../streams/output-file.js')
  const write = (text: string) => writeOutput(name, 'a baseline', text)
  return (found, targets) => writeBaseline(name, found, targets, { host: HOST, write })
}

async function fixer(flags: LintFlags): Promise<LintRequest['fix']> {
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

/** Lines that a problem matcher reads, in a job too. */
const printLines = (text: string) => print(withoutWorkflowCommands(text))

async function reportWriter(flags: LintFlags): Promise<LintRequest['write']> {
  const { output } = flags
  const most = mostFindings(flags)
  const writer = await writerFor(flags)
  const write =
    output === undefined ? undefined : (await import('../streams/output-file.js')).writeOutput
  const shown =
    flags.format === 'pretty' ? printText : flags.format === 'compact' ? printLines : print
  const show = printsFixed(flags) ? note : shown
  return ({ report, ...context }) => {
    const shown = worstOf(report, most)
    const text = writer(shown, context)
    if (output === undefined || write === undefined) show(text)
    else write(output, 'a report', text)
    if (flags.quiet) return
    if (output !== undefined) note(`Written: ${output}\n${closingLine(report, context.left)}`)
    const omitted = leftOut(shown)
    // A report for people says it itself.
    if (omitted > 0 && flags.format !== 'pretty') {
      note(`${grouped(omitted)} findings are left out, as --max-findings says\n`)
    }
  }
}

/** How many findings a terminal gets when no flag says it. */
const MOST_ON_TERMINAL = 200

/** @throws Failure when the flag has no number */
function mostFindings(flags: LintFlags): number {
  const { maxFindings, format, output } = flags
  const isRead = format === 'pretty' && output === undefined && looksOf(flags).terminal
  if (maxFindings === undefined && isRead) return MOST_ON_TERMINAL
  return numberOf('--max-findings', maxFindings)
}

function refuseOutputs({ output, writeBaseline }: LintFlags): void {
  if (output !== undefined) refuseOutput(output, 'a report')
  if (writeBaseline !== undefined) refuseOutput(writeBaseline, 'a baseline')
  if (output !== undefined && writeBaseline !== undefined) refuseSameOutput(output, writeBaseline)
}

async function writerFor(flags: LintFlags): Promise<ReportWriter> {
  const { format, statistics: counts, quiet } = flags
  if (format === 'json') return counts ? writeCounts : writeJson
  if (format === 'pretty') {
    const isFile = flags.output !== undefined
    return prettyWriter({ looks: isFile ? PLAIN_LOOKS : looksOf(flags), isFile, counts, quiet })
  }
  if (counts) throw new Failure('--statistics goes with --format pretty and --format json')
  const { formatWriter } = await import('./formats.js')
  return formatWriter(format)
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

/** @throws Failure */
function numberOf(flag: string, given: string | undefined): number {
  if (given === undefined) return Number.POSITIVE_INFINITY
  if (/^\d{1,9}$/.test(given)) return Number(given)
  throw new Failure(`${flag} ${given}: this is no number`)
}

/** What the words name, or the configurations that the flags or settings mean without words. */
async function targetFinder(
  flags: LintFlags,
  schemas: ChosenSchemas,
): Promise<LintRequest['targets']> {
  await schemas.prepare(undefined)
  const input = flags.words.includes(STANDARD_INPUT)
    ? await import('../streams/standard-input.js')
    : undefined
  const inputName = flags.stdinFilename ?? STANDARD_INPUT
  const onFound = isFixing(flags) ? announce : () => undefined
  const words = flags.words.map((word) => (word === STANDARD_INPUT ? inputName : word))
  const { includes, dialect } = flags
  const writes = flags.fix || flags.unsafeFixes
  const read = { includes, schemas, dialect, dialects: true, writes }
  const request = { choice: flags, words, ...read, onFound }
  const meant = new MeantTargets(request, HOST)
  return async (look) => {
    const machine = inputEnvironment()
    const known = input ? await input.withStandardInput(machine, inputName) : machine
    const reading = look(known)
    return withDialectFiles(await meant.find(reading), reading.environment)
  }
}
