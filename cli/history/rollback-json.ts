import { differences, isEffective } from '../../src/edit/index.js'
import { changedFiles } from '../../src/project/changes/changed-files.js'
import type { Rollback } from '../../src/project/past/rollback.js'
import { renderUnifiedDiff } from '../../src/report/index.js'
import { withoutSecrets } from '../../src/schema/secret-shapes.js'
import { diffJson } from '../diff/diff-json.js'

/** What taking an entry back comes to, as data. */
export function rollbackJson(
  { entry, changeSet, files, before, after, findings }: Rollback,
  { maskSecrets, written }: { readonly maskSecrets: boolean; readonly written: boolean },
): unknown {
  const { edits, refusals, notes } = changeSet
  const say = (words: string) => (maskSecrets ? withoutSecrets(words) : words)
  const diffs = changedFiles(changeSet, { files }, { maskSecrets })
  const all = after && differences(before, after).filter(isEffective)
  return {
    version: 1,
    written,
    rollsBack: entry.number,
    effects: after && all && diffJson(all, [before, after], maskSecrets),
    files: edits.map(({ name, create, remove = false }, index) => ({
      file: name,
      create,
      remove,
      diff: renderUnifiedDiff(diffs.slice(index, index + 1)),
    })),
    diagnostics: findings.map(({ code, severity, summary, detail, file }) => ({
      code,
      severity,
      summary: say(summary),
      ...(detail !== undefined && { detail: say(detail) }),
      file,
    })),
    refusals: refusals.map(({ summary, detail, ...refusal }) => ({
      ...refusal,
      summary: say(summary),
      detail: say(detail),
    })),
    notes: notes.map(say),
  }
}
