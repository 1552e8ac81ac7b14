import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  CreateFile,
  TextEdit as ProtocolEdit,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver'
import type { Source, TextEdit } from '../../../syntax/index.js'
import type { Asked } from '../../workspace/snapshot.js'

/** Edits of one text; each may name the annotation that it belongs to. */
export interface EditedText {
  readonly path: string
  readonly source: Source
  readonly edits: readonly (TextEdit & { readonly annotation?: string })[]
  /** Whether the file is yet to be made. */
  readonly isNew?: boolean
}

/**
 * Edits of several files in the form that the client takes. The versions of open texts are named, so
 * that edits of a text that has changed since are refused.
 */
export function workspaceEdit(
  texts: readonly EditedText[],
  asked: Asked,
  annotations: Readonly<Record<string, ChangeAnnotation>> = {},
): WorkspaceEdit {
  const { client, uri, version } = asked
  const isAnnotated = client.changeAnnotations && Object.keys(annotations).length > 0
  if (!client.documentChanges) {
    const changes: Record<string, ProtocolEdit[]> = {}
    for (const text of texts) changes[uri(text.path)] = protocolEdits(text, asked, false)
    return { changes }
  }
  const documentChanges = texts.flatMap((text): (CreateFile | TextDocumentEdit)[] => [
    ...(text.isNew ? [{ kind: 'create', uri: uri(text.path) } as const] : []),
    {
      textDocument: { uri: uri(text.path), version: version(text.path) },
      edits: protocolEdits(text, asked, isAnnotated),
    },
  ])
  return { documentChanges, ...(isAnnotated && { changeAnnotations: { ...annotations } }) }
}

function protocolEdits(
  { source, edits }: EditedText,
  { positions }: Asked,
  isAnnotated: boolean,
): (ProtocolEdit | AnnotatedTextEdit)[] {
  return edits.map(({ start, end, text, annotation }) => ({
    range: positions.range(source, start, end),
    newText: text,
    ...(isAnnotated && annotation !== undefined && { annotationId: annotation }),
  }))
}
