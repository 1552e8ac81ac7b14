import type { ConfigFile, Configuration } from '../../src/config/index.js'
import { describeReadOnly } from '../../src/config/loading/read-only.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import { type ChangeSet, type FixTarget, fixFindings, resultTexts } from '../../src/edit/index.js'
import { besideMainOf } from '../../src/project/changes/carry-out.js'
import { inclusionsIn } from '../../src/project/changes/led-elsewhere.js'
import type { Checked } from '../../src/project/dialects/checked.js'
import type { DialectFile } from '../../src/project/dialects/file.js'
import type { TargetFindings } from '../../src/project/targets/findings.js'
import type { LintTarget } from '../../src/project/targets/lint-targets.js'
import { type CarryOutOptions, carryOut } from '../change/carry-out.js'
import { note, print, printText } from '../terminal/terminal.js'

/** How findings are fixed. */
export interface FixingOptions
  extends Omit<CarryOutOptions, 'needsAnswer' | 'as' | 'inclusionsOf'> {
  readonly unsafe: boolean
  /** What is found about a target, and is to be reported. */
  readonly find: (target: LintTarget) => Promise<TargetFindings>
}

/** What came of fixing: the files as they are now, on the disk, or as they were printed. */
export interface Fixing extends Checked {
  /** Whether there are fixes that were not written. */
  readonly isLeft: boolean
  /** What such fixes would leave, where nobody was asked about them. */
  readonly wouldBe?: Checked
}

/**
 * Fixes findings: shows the diff, and writes it when the flags or the user say so.
 * @throws Failure, Refusal when a file cannot be written
 */
export async function fixTargets(checked: Checked, options: FixingOptions): Promise<Fixing> {
  const { flags, show = printText } = options
  const { changeSet, fixed } = await fixesOf(checked, options)
  const configurations = checked.targets.map(({ configuration }) => configuration)
  const named = new Set(checked.targets.flatMap(({ only = [] }) => [...only]))
  const outcome = await carryOut(changeSet, filesOf(checked), {
    flags,
    show,
    needsAnswer: false,
    inclusionsOf: inclusionsIn(configurations, ({ realPath }) => named.has(realPath)),
    as: {
      folderOf: besideMainOf(configurations),
      command: 'lint --fix',
    },
  })
  if (outcome !== 'nothing') show('\n')
  if (outcome === 'declined') return { ...checked, isLeft: true }
  if (outcome === 'shown') return { ...checked, isLeft: true, wouldBe: fixed }
  return { ...fixed, isLeft: false }
}

/**
 * Fixes findings in the text of standard input, and prints what comes of it: secrets too, for it is a
 * file to be used.
 * @param path of the file that standard input stands for
 * @param input what came from there, for a file that is passed over
 */
export async function fixInput(
  path: string,
  input: Uint8Array,
  checked: Checked,
  { unsafe, find }: Pick<FixingOptions, 'unsafe' | 'find'>,
): Promise<Fixing> {
  const isInput = (file: Pick<ConfigFile, 'path' | 'realPath'>) =>
    file.path === path || file.realPath === path
  const { changeSet, fixed } = await fixesOf(checked, {
    unsafe,
    find: async (target) => {
      const name = target.configuration.files.find(isInput)?.name
      const findings = await find(target)
      return {
        ...findings,
        diagnostics: findings.diagnostics.filter((each) => isOnlyAbout(each, name)),
      }
    },
  })
  const files = filesOf(checked)
  const own = files.files.find(isInput)
  print((own && resultTexts(changeSet, files).get(own.path)?.after) ?? input)
  return { ...fixed, isLeft: false }
}

/** Whether a finding, and what would mend it, concern nothing but one file. */
function isOnlyAbout({ file, fixes = [] }: Diagnostic, name: string | undefined): boolean {
  const edited = fixes.flatMap(({ edits }) => edits.map((each) => each.file))
  return [file, ...edited].every((each) => each === name)
}

async function fixesOf(
  { targets, dialectFiles }: Checked,
  { unsafe, find }: Pick<FixingOptions, 'unsafe' | 'find'>,
): Promise<{ changeSet: ChangeSet; fixed: Checked }> {
  const inConfigurations = targets.map((target) => ({
    configuration: target.configuration,
    find: async (configuration: Configuration) => {
      const { all, diagnostics } = await find({ ...target, configuration })
      return { all, wanted: diagnostics }
    },
  }))
  const beside = dialectFiles.map((file) => ({
    configuration: file,
    find: async ({ diagnostics }: DialectFile) => ({ all: diagnostics, wanted: diagnostics }),
  }))
  const { changeSet, configurations, unfixable } = await fixFindings(
    [...inConfigurations, ...beside] as readonly FixTarget<Configuration | DialectFile>[],
    { unsafe },
  )
  for (const { file, reason, findings } of unfixable) {
    const what = findings === 1 ? '1 finding is' : `${findings} findings are`
    note(
      `${file.name}: ${what} not fixed, because the file is read-only (${describeReadOnly(reason)})\n`,
    )
  }
  const fixed = targets.map((target, index) => ({
    ...target,
    configuration: configurations[index] as Configuration,
  }))
  const fixedBeside = configurations.slice(targets.length) as DialectFile[]
  return { changeSet, fixed: { targets: fixed, dialectFiles: fixedBeside } }
}

function filesOf({ targets, dialectFiles }: Checked): {
  readonly files: readonly (ConfigFile | DialectFile)[]
} {
  const files = new Map<string, ConfigFile | DialectFile>()
  for (const { configuration } of targets) {
    for (const file of configuration.files) files.set(file.path, file)
  }
  for (const file of dialectFiles) files.set(file.path, file)
  return { files: [...files.values()] }
}
