import type { ChangeSet } from '../src/edit/index.js'
import { newFileNotes } from '../src/node/index.js'
import { machineOf } from '../src/project/recovery/machine.js'
import { type DiffFile, renderUnifiedDiff, visible } from '../src/report/index.js'
import { withoutSecrets } from '../src/schema/secret-shapes.js'
import { changedFiles, type FilesBefore } from './changed-files.js'
import { Failure, Refusal } from './failure.js'
import type { WritingFlags } from './flags.js'
import { HOST } from './host.js'
import { canAsk, confirm, confirmOrEdit } from './question.js'
import { looksOf, note, palette, print } from './terminal.js'
import { type WritingAs, writeChanges } from './write-changes.js'

/** How a command that writes goes on behind its preview. */
export interface CarryOutOptions {
  readonly flags: WritingFlags & { readonly showSecrets: boolean; readonly color?: boolean }
  /** Whether the command refuses to run where nobody can be asked and no flag says what to do. */
  readonly needsAnswer: boolean
  /** How the write is recorded. */
  readonly as: WritingAs
  /** Where the notes and the diff go; standard output by default. */
  readonly show?: (text: string) => void
  /** How the diff is printed; as a unified diff by default. */
  readonly render?: (files: readonly DiffFile[]) => string
  /** Lets the user change by hand what would be written; whether anything was written then. */
  readonly edit?: (() => Promise<boolean>) | undefined
}

/** What came of a change set: `shown` when nobody was asked whether to write it. */
export type Outcome = 'nothing' | 'written' | 'shown' | 'declined'

/**
 * Stops when a change set says that something cannot be done: each refusal with what would work.
 * @throws Refusal
 */
export function refuse({ refusals }: ChangeSet): void {
  if (refusals.length === 0) return
  const told = refusals.map(({ summary, detail }) => `${visible(summary)}\n  ${visible(detail)}`)
  throw new Refusal(told.join('\n'))
}

/**
 * Shows the diff of a change set, and writes it when the flags or the user say so. What could not
 * be written leaves the files as they were.
 * @throws Refusal when a file was changed by someone else meanwhile
 * @throws Failure when a file cannot be written, or there is nobody to ask
 */
export async function carryOut(
  changeSet: ChangeSet,
  configuration: FilesBefore,
  options: CarryOutOptions,
): Promise<Outcome> {
  const { flags, needsAnswer, show = print } = options
  const notes = [...changeSet.notes, ...newFileNotes(changeSet, machineOf(HOST))]
  const say = (words: string) => visible(flags.showSecrets ? words : withoutSecrets(words))
  for (const text of notes) show(`${say(text)}\n`)
  if (changeSet.edits.length === 0) return 'nothing'
  show(diffs(changeSet, configuration, options))
  if (flags.dryRun) return 'shown'
  const answer = await isWanted(flags, needsAnswer, options.edit !== undefined)
  if (answer === 'edit') return (await options.edit?.()) ? 'written' : 'declined'
  if (answer !== true) return answer === false ? 'declined' : 'shown'
  await writeChanges(changeSet, { ...options.as, mayLoseAttributes: flags.force })
  return 'written'
}

function diffs(
  changeSet: ChangeSet,
  configuration: FilesBefore,
  { flags, render }: CarryOutOptions,
): string {
  const files = changedFiles(changeSet, configuration, { maskSecrets: !flags.showSecrets })
  return render === undefined ? renderUnifiedDiff(files, palette(looksOf(flags))) : render(files)
}

/** The answer; undefined when nobody was asked. */
async function isWanted(
  { write, yes }: WritingFlags,
  needsAnswer: boolean,
  isEditable: boolean,
): Promise<boolean | 'edit' | undefined> {
  if (write || (yes && (needsAnswer || canAsk()))) return true
  if (canAsk()) return isEditable ? confirmOrEdit('\nWrite it?') : confirm('\nWrite it?')
  if (needsAnswer) {
    throw new Failure(
      'There is no terminal to ask on: say --yes or --write to write, --dry-run not to',
    )
  }
  note('Nothing was written: --write writes.\n')
  return undefined
}
