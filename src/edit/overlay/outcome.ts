import type { ConfigFile, Configuration } from '../../config/index.js'
import { invertEdits, type TextEdit } from '../../syntax/index.js'
import { boundFile } from '../change/bound-file.js'
import { type ChangeSet, NO_CHANGES, type Refusal } from '../change/change-set.js'
import { hashFiles } from '../change/hash.js'

/** The result of a step in planning overlays. */
export interface Outcome
  extends Partial<
    Pick<
      ChangeSet,
      | 'changes'
      | 'placements'
      | 'effects'
      | 'diagnostics'
      | 'refusals'
      | 'notes'
      | 'message'
      | 'carried'
    >
  > {
  /** Edits of the main file. */
  readonly edits?: readonly TextEdit[]
}

export function refused(refusal: Refusal): Outcome {
  return { refusals: [refusal] }
}

/** @param looked the files that the outcome depends on */
export async function changeSetOf(
  { main }: Configuration,
  looked: readonly ConfigFile[],
  outcome: Outcome,
  message: string | undefined,
): Promise<ChangeSet> {
  const { edits = [], ...found } = outcome
  const inverse = invertEdits(main.document.source.text, edits)
  const { refusals = [] } = found
  const isDone = refusals.length === 0 && edits.length > 0
  return {
    ...NO_CHANGES,
    ...found,
    base: await hashFiles(looked),
    edits: isDone ? [{ ...boundFile(main), create: false, edits, inverse }] : [],
    ...(message !== undefined && { message }),
  }
}
