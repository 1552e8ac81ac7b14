import type { Position } from 'vscode-languageserver'
import type { FileSnapshot } from '../workspace/snapshot.js'
import { unlessWrong } from '../workspace/unless-wrong.js'
import type { Serving } from './serving.js'

/** What is known of an open text; undefined also when settings are wrong, which its findings say. */
export function snapshotOf({ workspace }: Serving, uri: string): Promise<FileSnapshot | undefined> {
  return unlessWrong(workspace.snapshot(uri))
}

/** The index of a place in a text. */
export function offsetIn(
  { document }: FileSnapshot,
  position: Position,
  { positions }: Serving,
): number {
  return positions.offset(document.source, position)
}
