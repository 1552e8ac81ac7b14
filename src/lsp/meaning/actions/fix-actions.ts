import type { CodeAction } from 'vscode-languageserver'
import type { ConfigFile } from '../../../config/index.js'
import type { Diagnostic } from '../../../diagnostics/index.js'
import { masker } from '../../../report/findings/wording.js'
import { reportTexts, visible } from '../../../report/index.js'
import type { Asked, FileSnapshot } from '../../workspace/snapshot.js'
import { type EditedText, workspaceEdit } from '../shown/workspace-edit.js'
import { type ActionSources, QUICK_FIX } from './action.js'

/** The fixes of a finding, those that cannot change a meaning preferred; none in read-only files. */
export function fixActions(
  { within }: FileSnapshot,
  finding: Diagnostic,
  { shown }: ActionSources,
  asked: Asked,
): CodeAction[] {
  const files = new Map<string, ConfigFile>()
  for (const { target } of within) {
    for (const file of target.configuration.files) files.set(file.name, file)
  }
  const diagnostic = shown(finding)
  const configurations = within.map(({ target }) => target.configuration)
  const mask = masker(finding, reportTexts(configurations, { maskSecrets: true }))
  return (finding.fixes ?? []).flatMap(({ title, safety, edits }) => {
    const texts: EditedText[] = []
    for (const { file: name, edits: its } of edits) {
      const file = files.get(name)
      if (file === undefined || file.readOnly !== undefined || file.virtual) return []
      texts.push({ path: file.path, source: file.document.source, edits: its })
    }
    return [
      {
        title: visible(mask(title)),
        kind: QUICK_FIX,
        ...(diagnostic !== undefined && { diagnostics: [diagnostic] }),
        ...(safety === 'safe' && { isPreferred: true }),
        edit: workspaceEdit(texts, asked),
      },
    ]
  })
}
