import { type ChangeSet, editedBytes } from '../../edit/index.js'
import { Source } from '../../syntax/index.js'
import { type FileSystemCalls, MOST_OF_A_FILE } from '../files/file-system-calls.js'
import { hashOf, type WriteRequest } from './replacement.js'
import { hasCode, NOTHING_WRITTEN, WriteError, writeError } from './write-error.js'

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
  // The file that a configuration begins with is the first that a change of it is made from.
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
 * Looks once more at the files that a change set was made from and does not write.
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
  const reason = `was changed by someone else meanwhile${NOTHING_WRITTEN}`
  throw new WriteError('changed', name, reason)
}

function read(path: string, name: string, calls: FileSystemCalls): Uint8Array {
  try {
    return calls.read(calls.realPath(path), MOST_OF_A_FILE).bytes
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      const reason = `was removed by someone else meanwhile${NOTHING_WRITTEN}`
      throw new WriteError('gone', name, reason)
    }
    throw writeError(error, name)
  }
}
