import type { ConfigFile } from '../src/config/index.js'
import { fixFindings } from '../src/edit/index.js'
import { type CarryOutOptions, carryOut } from './carry-out.js'
import { readOnlyText } from './definition.js'
import type { TargetFindings } from './lint-findings.js'
import type { LintTarget } from './lint-targets.js'
import { note, print } from './terminal.js'
import { besideMainOf } from './write-changes.js'

/** How findings are fixed. */
export interface FixingOptions extends Omit<CarryOutOptions, 'needsAnswer' | 'as'> {
  readonly unsafe: boolean
  /** What is found about a target, and is to be reported. */
  readonly find: (target: LintTarget) => Promise<TargetFindings>
}

/**
 * Fixes findings: shows the diff, and writes it when the flags or the user say so.
 * @returns the targets as they are then; after a dry run, as they would be
 * @throws Failure, Refusal when a file can not be written
 */
export async function fixTargets(
  targets: readonly LintTarget[],
  { unsafe, find, flags, show = print }: FixingOptions,
): Promise<readonly LintTarget[]> {
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
  const files = new Map<string, ConfigFile>()
  for (const { configuration } of targets) {
    for (const file of configuration.files) files.set(file.path, file)
  }
  const outcome = await carryOut(
    changeSet,
    { files: [...files.values()] },
    {
      flags,
      show,
      needsAnswer: false,
      as: {
        folderOf: besideMainOf(targets.map(({ configuration }) => configuration)),
        command: 'lint --fix',
      },
    },
  )
  if (outcome !== 'nothing') show('\n')
  if (outcome === 'declined') return targets
  return targets.map((target, index) => ({
    ...target,
    configuration: configurations[index] ?? target.configuration,
  }))
}
