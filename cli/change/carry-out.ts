import type { ChangeSet } from '../../src/edit/index.js'
import {
  type Decision,
  carryOut as decide,
  type Outcome,
  type WritingAs,
} from '../../src/project/changes/carry-out.js'
import {
  type InclusionsOf,
  ledElsewhere,
  refuseLed,
} from '../../src/project/changes/led-elsewhere.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import {
  type DiffFile,
  type FilesBefore,
  renderUnifiedDiff,
  visible,
} from '../../src/report/index.js'
import type { WritingFlags } from '../arguments/flags.js'
import { HOST } from '../host.js'
import { canAsk, confirm, confirmOrEdit } from '../terminal/question.js'
import { looksOf, note, palette, printText } from '../terminal/terminal.js'

/** How a command that writes goes on behind its preview. */
export interface CarryOutOptions {
  readonly flags: WritingFlags & { readonly showSecrets: boolean; readonly color?: boolean }
  /** Whether the command refuses to run where nobody can be asked and no flag says what to do. */
  readonly needsAnswer: boolean
  /** How the write is recorded. */
  readonly as: WritingAs
  /** In which ways each file is included: others may have led here who could not write it. */
  readonly inclusionsOf: InclusionsOf
  /** Where the notes and the diff go; standard output by default. */
  readonly show?: (text: string) => void
  /** How the diff is printed; as a unified diff by default. */
  readonly render?: (files: readonly DiffFile[]) => string
  /** Lets the user change by hand what would be written; whether anything was written then. */
  readonly edit?: (() => Promise<boolean>) | undefined
}

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
export function carryOut(
  changeSet: ChangeSet,
  configuration: FilesBefore,
  { flags, needsAnswer, as, inclusionsOf, show = printText, render, edit }: CarryOutOptions,
): Promise<Outcome> {
  const decision = {
    showSecrets: flags.showSecrets,
    show,
    render: render ?? ((files) => renderUnifiedDiff(files, palette(looksOf(flags)))),
    isWanted: async () => {
      if (flags.dryRun) return undefined
      if (isAnswered(flags, needsAnswer)) {
        if (!flags.force) refuseLed(changeSet, inclusionsOf, HOST)
        return true
      }
      if (canAsk()) {
        for (const line of ledElsewhere(changeSet, inclusionsOf, HOST)) show(`${visible(line)}\n`)
      }
      return answer(needsAnswer, edit !== undefined)
    },
    edit,
  } satisfies Decision
  const { force } = flags
  const record = { ...as, mayLoseAttributes: force, mayExpose: force }
  return decide(changeSet, configuration, decision, record, HOST)
}

/** Whether flags answer the question: nobody looks at the preview then. */
function isAnswered({ write, yes }: WritingFlags, needsAnswer: boolean): boolean {
  return write || (yes && (needsAnswer || canAsk()))
}

/** The answer; undefined when nobody was asked. */
async function answer(
  needsAnswer: boolean,
  isEditable: boolean,
): Promise<boolean | 'edit' | undefined> {
  if (canAsk()) return isEditable ? confirmOrEdit('\nWrite it?') : confirm('\nWrite it?')
  if (needsAnswer) {
    throw new Failure(
      'There is no terminal to ask on: say --yes or --write to write, --dry-run not to',
    )
  }
  note('Nothing was written: --write writes.\n')
  return undefined
}
