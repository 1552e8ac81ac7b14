import type { Position } from 'vscode-languageserver'
import { Failure } from '../../project/failure.js'
import type { FileSnapshot } from '../workspace/snapshot.js'
import type { Serving } from './serving.js'

/** What is known of an open text; undefined also when settings are wrong, which its findings say. */
export async function snapshotOf(
  { workspace }: Serving,
  uri: string,
): Promise<FileSnapshot | undefined> {
  try {
    return await workspace.snapshot(uri)
  } catch (error) {
    if (error instanceof Failure) return undefined
    throw error
  }
}

/** The index of a place in a text. */
export function offsetIn(
  { document }: FileSnapshot,
  position: Position,
  { positions }: Serving,
): number {
  return positions.offset(document.source, position)
}
