import type { ConfigFile, Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { invertEdits, type TextEdit } from '../../syntax/index.js'
import type { ChangeSet, Placement, Refusal } from '../change-set.js'
import { hashFiles } from '../hash.js'

/** What a step on the way to a change set of an overlay has found. */
export interface Outcome {
  readonly edits?: readonly TextEdit[]
  readonly placements?: readonly Placement[]
  readonly diagnostics?: readonly Diagnostic[]
  readonly refusals?: readonly Refusal[]
  readonly notes?: readonly string[]
}

/** @param looked the files that the outcome depends on */
export async function changeSetOf(
  { main }: Configuration,
  looked: readonly ConfigFile[],
  outcome: Outcome,
): Promise<ChangeSet> {
  const { edits = [], placements = [], diagnostics = [], refusals = [], notes = [] } = outcome
  const { name, path, document } = main
  const inverse = invertEdits(document.source.text, edits)
  const isDone = refusals.length === 0 && edits.length > 0
  return {
    changes: [],
    base: await hashFiles(looked),
    placements,
    edits: isDone ? [{ name, path, create: false, edits, inverse }] : [],
    diagnostics,
    refusals,
    notes,
  }
}
