import type { ChangeAnnotation, WorkspaceEdit } from 'vscode-languageserver'
import { counted } from '../../../diagnostics/index.js'
import { visible } from '../../../report/index.js'
import type { Asked, FileSnapshot } from '../../workspace/snapshot.js'
import { workspaceEdit } from '../shown/workspace-edit.js'
import { rename } from './rename.js'

/**
 * The edits of a new name, in groups that a preview can show: the stanzas, and what names them.
 * @throws RenameRefused
 */
export function renameEdit(
  file: FileSnapshot,
  index: number,
  newName: string,
  asked: Asked,
): WorkspaceEdit {
  const files = rename(file, index, newName)
  const all = files.flatMap(({ edits }) => edits)
  const definitions = all.filter(({ isDefinition }) => isDefinition).length
  const named = all.length - definitions
  const annotations: Record<string, ChangeAnnotation> = {
    ...(definitions > 0 && {
      stanzas: {
        label: `Rename ${counted(definitions, 'stanza')}`,
        description: `To "${visible(newName)}".`,
      },
    }),
    ...(named > 0 && {
      options: {
        label: `Rename in ${counted(named, 'option')}`,
        description: `That ${named === 1 ? 'names' : 'name'} it.`,
      },
    }),
  }
  const texts = files.map(({ file: { path, document }, edits }) => ({
    path,
    source: document.source,
    edits: edits.map((edit) => ({
      ...edit,
      annotation: edit.isDefinition ? 'stanzas' : 'options',
    })),
  }))
  return workspaceEdit(texts, asked, annotations)
}
