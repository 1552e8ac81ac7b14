import type { Comparison } from '../../edit/index.js'
import { withoutSecrets } from '../../schema/secrets/shapes.js'
import { outcomeJson } from '../change/outcome-json.js'
import { diffJson } from '../diff/json.js'
import { changedFiles } from '../patch/changed-files.js'
import { renderUnifiedDiff } from '../patch/unified.js'
import { maskNotes } from '../patch/wide-masks.js'
import type { ShownRollback } from './rollback.js'

/**
 * The rollback of an entry as data.
 * @param comparison of the configurations before and after; undefined when none is left
 * @param written whether the files have been written
 */
export function rollbackJson(
  { entry, changeSet, files, findings }: ShownRollback,
  comparison: Comparison | undefined,
  { maskSecrets, written }: { readonly maskSecrets: boolean; readonly written: boolean },
): unknown {
  const say = (words: string) => (maskSecrets ? withoutSecrets(words) : words)
  const diffs = changedFiles(changeSet, { files }, { maskSecrets })
  const effects = comparison && { ...comparison, differences: comparison.effective }
  return {
    version: 1,
    written,
    rollsBack: entry.number,
    effects: effects && diffJson(effects, maskSecrets),
    files: changeSet.edits.map(({ name, create, remove = false }, index) => ({
      file: name,
      create,
      remove,
      diff: renderUnifiedDiff(diffs.slice(index, index + 1)),
    })),
    ...outcomeJson(
      findings,
      { ...changeSet, notes: [...changeSet.notes, ...maskNotes(diffs)] },
      say,
    ),
  }
}
