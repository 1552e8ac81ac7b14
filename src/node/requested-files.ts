import { type ChangeSet, editedBytes } from '../edit/index.js'
import { Source } from '../syntax/index.js'
import type { FileSystemCalls } from './file-system-calls.js'
import { hashOf, type WriteRequest } from './replacement.js'
import { hasCode, WriteError, writeError } from './write-error.js'

/** What a file is to hold, and what it holds. */
export interface RequestedFile {
  readonly request: WriteRequest
  /** Undefined for a new one. */
  readonly before: Uint8Array | undefined
  readonly edits: ChangeSet['edits'][number]
}

/**
 * The files that a change set writes. It is bound to every file that it was made from: when one of
 * them is another by now, the change might mean something else.
 * @throws WriteError with the name that people know the file by
 */
export function requestedFiles(changeSet: ChangeSet, calls: FileSystemCalls): RequestedFile[] {
  const present = new Map<string, Uint8Array>()
  const read = (path: string, name: string): Uint8Array => {
    try {
      return calls.read(path)
    } catch (error) {
      if (hasCode(error, 'ENOENT')) {
        const reason = 'was removed by someone else meanwhile; nothing was written'
        throw new WriteError('gone', name, reason)
      }
      throw writeError(error, name)
    }
  }
  for (const { path, name, hash } of changeSet.base) {
    const bytes = read(path, name)
    if (hashOf(bytes) !== hash) {
      const reason = 'was changed by someone else meanwhile; nothing was written'
      throw new WriteError('changed', name, reason)
    }
    present.set(path, bytes)
  }
  return changeSet.edits.map((edits): RequestedFile => {
    const { path, name, create } = edits
    const before = create ? undefined : (present.get(path) ?? read(path, name))
    const source = before === undefined ? new Source('') : Source.fromBytes(before)
    const expectedHash = before && hashOf(before)
    const bytes = edits.remove ? undefined : editedBytes(source, edits)
    const request = { path, name, bytes, expectedHash }
    return { request, before, edits }
  })
}
