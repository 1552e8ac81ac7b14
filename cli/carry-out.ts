import type { Configuration } from '../src/config/index.js'
import type { ChangeSet } from '../src/edit/index.js'
import { WriteError, writeChangeSet } from '../src/node/index.js'
import { type DiffFile, renderUnifiedDiff } from '../src/report/index.js'
import { changedFiles } from './changed-files.js'
import { Failure, Refusal } from './failure.js'
import type { WritingFlags } from './flags.js'
import { canAsk, confirm } from './question.js'
import { looksOf, note, palette, print } from './terminal.js'

/** How a command that writes goes on behind its preview. */
export interface CarryOutOptions {
  readonly flags: WritingFlags & { readonly showSecrets: boolean; readonly color?: boolean }
  /** Whether the command refuses to run where nobody can be asked and no flag says what to do. */
  readonly needsAnswer: boolean
  /** Where the notes and the diff go; standard output by default. */
  readonly show?: (text: string) => void
  /** How the diff is printed; as a unified diff by default. */
  readonly render?: (files: readonly DiffFile[]) => string
}

/** What came of a change set: `shown` when nobody was asked whether to write it. */
export type Outcome = 'nothing' | 'written' | 'shown' | 'declined'

/**
 * Stops when a change set says that something can not be done: each refusal with what would work.
 * @throws Refusal
 */
export function refuse({ refusals }: ChangeSet): void {
  if (refusals.length === 0) return
  throw new Refusal(refusals.map(({ summary, detail }) => `${summary}\n  ${detail}`).join('\n'))
}

/**
 * Shows the diff of a change set, and writes it when the flags or the user say so. What could not
 * be written leaves the files as they were.
 * @throws Refusal when a file was changed by someone else meanwhile
 * @throws Failure when a file can not be written, or there is nobody to ask
 */
export async function carryOut(
  changeSet: ChangeSet,
  configuration: Pick<Configuration, 'files'>,
  options: CarryOutOptions,
): Promise<Outcome> {
  const { flags, needsAnswer, show = print } = options
  for (const text of changeSet.notes) show(`${text}\n`)
  if (changeSet.edits.length === 0) return 'nothing'
  show(diffs(changeSet, configuration, options))
  if (flags.dryRun) return 'shown'
  const answer = await isWanted(flags, needsAnswer)
  if (answer !== true) return answer === false ? 'declined' : 'shown'
  try {
    writeChangeSet(changeSet)
  } catch (error) {
    if (!(error instanceof WriteError)) throw error
    const isRefused = error.code === 'changed' || error.code === 'gone'
    throw isRefused ? new Refusal(error.message) : new Failure(error.message)
  }
  for (const { name } of changeSet.edits) note(`Written: ${name}\n`)
  return 'written'
}

function diffs(
  changeSet: ChangeSet,
  configuration: Pick<Configuration, 'files'>,
  { flags, render }: CarryOutOptions,
): string {
  const files = changedFiles(changeSet, configuration, { maskSecrets: !flags.showSecrets })
  return render === undefined ? renderUnifiedDiff(files, palette(looksOf(flags))) : render(files)
}

/** The answer; undefined when nobody was asked. */
async function isWanted(
  { write, yes }: WritingFlags,
  needsAnswer: boolean,
): Promise<boolean | undefined> {
  if (write || (yes && (needsAnswer || canAsk()))) return true
  if (canAsk()) return confirm('\nWrite it?')
  if (needsAnswer) {
    throw new Failure(
      'There is no terminal to ask on: say --yes or --write to write, --dry-run not to',
    )
  }
  note('Nothing was written: --write writes.\n')
  return undefined
}
