import { counted, type Diagnostic, notAmong, type Severity } from '../../src/diagnostics/index.js'
import type { Checked } from '../../src/project/dialects/checked.js'
import type { DialectFile } from '../../src/project/dialects/file.js'
import { withDialectTexts } from '../../src/project/dialects/texts.js'
import type { Failure } from '../../src/project/failure.js'
import { findingsOf, type TargetFindings, together } from '../../src/project/targets/findings.js'
import type { LintTarget } from '../../src/project/targets/lint-targets.js'
import { type NotChecked, type RunVerdict, reportTexts, visible } from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secrets/shapes.js'
import { command } from '../arguments/command.js'
import { LINT_FLAGS, type LintFlags } from '../lint/flags.js'
import { reportOf } from '../lint/report.js'
import { lintRequest } from '../lint/request.js'
import { withProgress } from '../terminal/progress.js'
import { note } from '../terminal/terminal.js'

/**
 * `lint`: everything that is wrong or unusual in configurations; exit 1 when there are errors, or
 * more warnings than a flag allows.
 */
export const lintCommand = command({
  name: 'lint',
  describe: 'Find what is wrong in configuration files',
  positionals: [
    {
      name: 'files',
      describe: 'Files or folders; the main file by default',
      count: 'many',
      completes: 'files',
    },
  ],
  flags: LINT_FLAGS,
  run: async (flags) => {
    const request = await lintRequest(flags)
    const found = await withProgress(request.targets)
    const baselines = await request.baselines(found.targets)
    for (const line of found.ignored) request.remark(`ecconf: ${visible(line)}\n`)
    const check = async (target: LintTarget) => {
      const findings = await findingsOf(target, request.check)
      return baselines?.without(findings) ?? findings
    }
    request.refuseOutputs()
    const fixing = await request.fix?.(found, check)
    const { targets, dialectFiles } = fixing ?? found
    const all: TargetFindings[] = []
    for (const target of targets) all.push(await check(target))
    const { diagnostics, suppressed } = request.kept(allFindings(all, dialectFiles), targets)
    const report = reportOf(targets, dialectFiles, {
      diagnostics,
      suppressed: suppressed.length,
      notChecked: found.failures.map(notChecked),
    })
    const configurationTexts = reportTexts(
      targets.map(({ configuration }) => configuration),
      { maskSecrets: !flags.showSecrets },
    )
    const texts = withDialectTexts(configurationTexts, dialectFiles)
    const left = fixing?.wouldBe && {
      findings: missingOf(diagnostics, await foundIn(fixing.wouldBe, check)),
      flags: fixingFlags(flags),
    }
    const count = (wanted: Severity) =>
      diagnostics.filter(({ severity }) => severity === wanted).length
    const warnings = count('warning')
    const tooManyWarnings = warnings > request.mostWarnings
    const failing = (['error', ...(tooManyWarnings ? ['warning' as const] : [])] as const).filter(
      (severity) => count(severity) > 0,
    )
    const isLeft = fixing?.isLeft === true
    const unmet = isLeft && failing.length === 0 ? [UNWRITTEN_FIXES] : []
    const verdict: RunVerdict = request.exitZero ? { failing: [], unmet: [] } : { failing, unmet }
    request.write({ report, texts, targets, verdict, left })
    if (flags.sysroot === undefined && diagnostics.some(lacksSysroot)) request.remark(SYSROOT_HINT)
    for (const { message } of found.failures) note(`ecconf: ${message}\n`)
    if (!flags.quiet) baselines?.reportGone(all)
    if (tooManyWarnings) {
      const what = counted(warnings, 'warning')
      request.remark(`${what}, where --max-warnings allows ${request.mostWarnings}\n`)
    }
    if (found.failures.length > 0) process.exitCode = 2
    else if (verdict.failing.length > 0 || verdict.unmet.length > 0) process.exitCode = 1
  },
})

const UNWRITTEN_FIXES = 'There are fixes that were not written'

function notChecked({ message, place }: Failure): NotChecked {
  const { file, reason } = place ?? { file: '', reason: message }
  return { file: withoutSecrets(file), reason: withoutSecrets(reason) }
}

/** Of targets and of the files beside them. */
function allFindings(
  all: readonly TargetFindings[],
  dialectFiles: readonly DialectFile[],
): Pick<TargetFindings, 'diagnostics' | 'suppressed'> {
  const { diagnostics, suppressed } = together(all)
  const beside = dialectFiles.flatMap((file) => file.diagnostics)
  return { diagnostics: [...diagnostics, ...beside], suppressed }
}

/** How many findings there are about what is checked. */
async function foundIn(
  { targets, dialectFiles }: Checked,
  check: (target: LintTarget) => Promise<TargetFindings>,
): Promise<readonly Diagnostic[]> {
  const all: TargetFindings[] = []
  for (const target of targets) all.push(await check(target))
  return allFindings(all, dialectFiles).diagnostics
}

/** How many findings are not among others, wherever these stand: a fix can bring another finding to light. */
function missingOf(findings: readonly Diagnostic[], others: readonly Diagnostic[]): number {
  const keyOf = ({ file, code, summary }: Diagnostic) => `${file}\0${code}\0${summary}`
  return notAmong(findings, others.map(keyOf), keyOf).length
}

/** The flags that would have written the fixes. */
function fixingFlags({ unsafeFixes }: LintFlags): string {
  return ['--fix', ...(unsafeFixes ? ['--unsafe-fixes'] : []), '--write'].join(' ')
}

const SYSROOT_HINT =
  'Where the product is not installed, --sysroot DIR says which folder stands for the root "/".\n'

/** An absolute path that does not exist here: perhaps it is meant below another root. */
function lacksSysroot({ code, summary }: Diagnostic): boolean {
  return code === 'include/missing' && summary.includes('"/')
}
