import type { CodeAction } from 'vscode-languageserver'
import type { Diagnostic } from '../../../diagnostics/index.js'
import { fixFindings } from '../../../edit/index.js'
import type { Asked, FileSnapshot } from '../../workspace/snapshot.js'
import { workspaceEdit } from '../shown/workspace-edit.js'
import { type ActionSources, FIX_ALL } from './action.js'

/**
 * All safe fixes of a text, as `ecconf lint --fix` makes them: in rounds, none that does harm. Only
 * the text itself is edited, since it is the one that is saved. Undefined when there is none.
 */
export async function fixAll(
  file: FileSnapshot,
  { find }: ActionSources,
  asked: Asked,
): Promise<CodeAction | undefined> {
  const names = new Set(file.within.map((each) => each.file.name))
  const targets = file.within.map(({ target }) => ({
    configuration: target.configuration,
    find: async (configuration: typeof target.configuration) => {
      const all = await find([{ ...target, configuration }])
      return { all, wanted: all.filter((each) => isOnlyAbout(each, names)) }
    },
  }))
  const { changeSet } = await fixFindings(targets, { unsafe: false })
  const texts = changeSet.edits
    .filter(({ path }) => file.within.some((each) => each.file.path === path))
    .map(({ path, edits }) => ({ path, source: file.document.source, edits }))
  if (texts.length === 0) return undefined
  return {
    title: 'Fix all that can be fixed safely in this file',
    kind: FIX_ALL,
    edit: workspaceEdit(texts, asked),
  }
}

/** Whether a finding, and what would mend it, concern nothing but one file. */
function isOnlyAbout({ file, fixes = [] }: Diagnostic, names: ReadonlySet<string>): boolean {
  const edited = fixes.flatMap(({ edits }) => edits.map((each) => each.file))
  return [file, ...edited].every((each) => names.has(each))
}
