import { type ChangeSet, editedBytes } from '../../edit/index.js'
import { Source } from '../../syntax/index.js'
import { type FileSystemCalls, MOST_OF_A_FILE } from '../files/file-system-calls.js'
import { hashOf, type WriteRequest } from './replacement.js'
import { hasCode, WriteError, writeError } from './write-error.js'

/** The bytes that a file is to hold, and those that it holds now. */
export interface RequestedFile {
  readonly request: WriteRequest
  /** The present bytes; undefined for a new file. */
  readonly before: Uint8Array | undefined
  readonly edits: ChangeSet['edits'][number]
}

/**
 * The files that a change set writes. The change set is bound to every file that it was made from:
 * if one of them has changed since, the change might mean something else.
 * @throws WriteError with the file's name for users
 */
export function requestedFiles(changeSet: ChangeSet, calls: FileSystemCalls): RequestedFile[] {
  // The first file that a change set was made from is the main file.
  const like = changeSet.base[0]?.path
  const present = new Map(
    changeSet.base.map((file) => [file.path, readAsExpected(file, calls)] as const),
  )
  return changeSet.edits.map((edits): RequestedFile => {
    const { path, name, create } = edits
    const before = create ? undefined : (present.get(path) ?? read(path, name, calls))
    const source = before === undefined ? new Source('') : Source.fromBytes(before)
    const expectedHash = before && hashOf(before)
    const bytes = edits.remove ? undefined : editedBytes(source, edits)
    const request = { path, name, bytes, expectedHash, ...(create && { like }) }
    return { request, before, edits }
  })
}

/**
 * Checks again that the files a change set was made from, but does not write, are unchanged.
 * @throws WriteError
 */
export function checkBase({ base, edits }: ChangeSet, calls: FileSystemCalls): void {
  const written = new Set(edits.map(({ path }) => path))
  for (const file of base) if (!written.has(file.path)) readAsExpected(file, calls)
}

function readAsExpected(
  { path, name, hash }: ChangeSet['base'][number],
  calls: FileSystemCalls,
): Uint8Array {
  const bytes = read(path, name, calls)
  if (hashOf(bytes) === hash) return bytes
  const reason = 'was changed by someone else meanwhile; nothing was written'
  throw new WriteError('changed', name, reason)
}

function read(path: string, name: string, calls: FileSystemCalls): Uint8Array {
  try {
    return calls.read(calls.realPath(path), MOST_OF_A_FILE).bytes
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      const reason = 'was removed by someone else meanwhile; nothing was written'
      throw new WriteError('gone', name, reason)
    }
    throw writeError(error, name)
  }
}
