import type { ConfigFile } from '../src/config/index.js'
import type { Diagnostic } from '../src/diagnostics/index.js'
import { type ChangeSet, fixFindings, resultTexts } from '../src/edit/index.js'
import { besideMainOf } from '../src/project/changes/carry-out.js'
import type { TargetFindings } from '../src/project/targets/findings.js'
import type { LintTarget } from '../src/project/targets/lint-targets.js'
import { type CarryOutOptions, carryOut } from './carry-out.js'
import { readOnlyText } from './definition.js'
import { note, print } from './terminal.js'

/** How findings are fixed. */
export interface FixingOptions extends Omit<CarryOutOptions, 'needsAnswer' | 'as'> {
  readonly unsafe: boolean
  /** What is found about a target, and is to be reported. */
  readonly find: (target: LintTarget) => Promise<TargetFindings>
}

/** What came of fixing. */
export interface Fixing {
  /** The targets as they are now: what is reported is what lies on the disk, or was printed. */
  readonly targets: readonly LintTarget[]
  /** Whether there are fixes that were not written. */
  readonly isLeft: boolean
  /** The targets as such fixes would leave them, where nobody was asked about them. */
  readonly wouldBe?: readonly LintTarget[]
}

/**
 * Fixes findings: shows the diff, and writes it when the flags or the user say so.
 * @throws Failure, Refusal when a file cannot be written
 */
export async function fixTargets(
  targets: readonly LintTarget[],
  options: FixingOptions,
): Promise<Fixing> {
  const { flags, show = print } = options
  const { changeSet, fixed } = await fixesOf(targets, options)
  const outcome = await carryOut(changeSet, filesOf(targets), {
    flags,
    show,
    needsAnswer: false,
    as: {
      folderOf: besideMainOf(targets.map(({ configuration }) => configuration)),
      command: 'lint --fix',
    },
  })
  if (outcome !== 'nothing') show('\n')
  if (outcome === 'declined') return { targets, isLeft: true }
  if (outcome === 'shown') return { targets, isLeft: true, wouldBe: fixed }
  return { targets: fixed, isLeft: false }
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
  targets: readonly LintTarget[],
  { unsafe, find }: Pick<FixingOptions, 'unsafe' | 'find'>,
): Promise<Fixing> {
  const isInput = (file: ConfigFile) => file.path === path || file.realPath === path
  const { changeSet, fixed } = await fixesOf(targets, {
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
  const files = filesOf(targets)
  const own = files.files.find(isInput)
  print((own && resultTexts(changeSet, files).get(own.path)?.after) ?? input)
  return { targets: fixed, isLeft: false }
}

/** Whether a finding, and what would mend it, concern nothing but one file. */
function isOnlyAbout({ file, fixes = [] }: Diagnostic, name: string | undefined): boolean {
  const edited = fixes.flatMap(({ edits }) => edits.map((each) => each.file))
  return [file, ...edited].every((each) => each === name)
}

async function fixesOf(
  targets: readonly LintTarget[],
  { unsafe, find }: Pick<FixingOptions, 'unsafe' | 'find'>,
): Promise<{ changeSet: ChangeSet; fixed: readonly LintTarget[] }> {
  const { changeSet, configurations, unfixable } = await fixFindings(
    targets.map((target) => ({
      configuration: target.configuration,
      find: async (configuration) => {
        const { all, diagnostics } = await find({ ...target, configuration })
        return { all, wanted: diagnostics }
      },
    })),
    { unsafe },
  )
  for (const { file, reason, findings } of unfixable) {
    const what = findings === 1 ? '1 finding is' : `${findings} findings are`
    note(
      `${file.name}: ${what} not fixed, because the file is read-only (${readOnlyText(reason)})\n`,
    )
  }
  const fixed = targets.map((target, index) => ({
    ...target,
    configuration: configurations[index] ?? target.configuration,
  }))
  return { changeSet, fixed }
}

function filesOf(targets: readonly LintTarget[]): { readonly files: readonly ConfigFile[] } {
  const files = new Map<string, ConfigFile>()
  for (const { configuration } of targets) {
    for (const file of configuration.files) files.set(file.path, file)
  }
  return { files: [...files.values()] }
}
