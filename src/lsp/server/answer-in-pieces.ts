import type { CancellationToken } from 'vscode-languageserver'
import type { Pieces } from '../../syntax/index.js'
import { inPieces } from '../text/pieces.js'
import type { Serving } from './serving.js'

/** The client does not want the answer any more. */
const REQUEST_CANCELLED = -32800

/** The text is another one: the client asks again when it still wants to know. */
const CONTENT_MODIFIED = -32801

/** Whoever types meanwhile, or asks something else, does not wait for an answer about a large text. */
export function answerInPieces<T>(
  work: Pieces<T>,
  uri: string,
  cancel: CancellationToken,
  serving: Serving,
): Promise<T> {
  return inPieces(work, stillWanted(uri, cancel, serving))
}

/** What throws when an answer about a text is of no use any more. */
export function stillWanted(
  uri: string,
  cancel: CancellationToken,
  { workspace, refuse }: Serving,
): () => void {
  const version = workspace.document(uri)?.version
  return () => {
    if (cancel.isCancellationRequested) throw refuse(REQUEST_CANCELLED, 'cancelled')
    if (workspace.document(uri)?.version === version) return
    throw refuse(CONTENT_MODIFIED, 'The text has changed meanwhile.')
  }
}
