import { boundPath, type ChangeSet, editedBytes } from '../../edit/index.js'
import { Source } from '../../syntax/index.js'
import { type FileSystemCalls, MOST_OF_A_FILE } from '../files/file-system-calls.js'
import { boundPlace } from './bound-place.js'
import { hashOf } from './replacement.js'
import type { Located } from './write.js'
import { hasCode, WriteError, writeError } from './write-error.js'

/** The bytes that a file is to hold, and those that it holds now. */
export interface RequestedFile extends Located {
  /** The present bytes; undefined for a new file. */
  readonly before: Uint8Array | undefined
  readonly edits: ChangeSet['edits'][number]
}

/**
 * The files that a change set writes. It is bound to every file that it was made from, and to where
 * each of them lay: when one of them is another by now, the change might mean something else.
 * @param mayLoseAttributes as `WriteRequest` has it, for all files
 * @throws WriteError with the name that people know the file by
 */
export function requestedFiles(
  changeSet: ChangeSet,
  calls: FileSystemCalls,
  mayLoseAttributes?: boolean,
): RequestedFile[] {
  const present = new Map(
    changeSet.base.map((file) => [boundPath(file), readAsExpected(file, calls)] as const),
  )
  // The file that a configuration begins with is the first that a change of it is made from.
  const [main] = changeSet.base
  const like = main && boundPath(main)
  return changeSet.edits.map((edits): RequestedFile => {
    const { path, name, create } = edits
    const file = boundPlace(edits, calls)
    const before = create ? undefined : (present.get(file) ?? read(file, name, calls))
    const source = before === undefined ? new Source('') : Source.fromBytes(before)
    const expectedHash = before && hashOf(before)
    const bytes = edits.remove ? undefined : editedBytes(source, edits)
    const request = { path, name, bytes, expectedHash, mayLoseAttributes, ...(create && { like }) }
    return { request, file, before, edits }
  })
}

/**
 * Checks again that the files a change set was made from, but does not write, are unchanged.
 * @throws WriteError
 */
export function checkBase({ base, edits }: ChangeSet, calls: FileSystemCalls): void {
  for (const file of edits) boundPlace(file, calls)
  const written = new Set(edits.map(({ path }) => path))
  for (const file of base) if (!written.has(file.path)) readAsExpected(file, calls)
}

function readAsExpected(file: ChangeSet['base'][number], calls: FileSystemCalls): Uint8Array {
  const { name, hash } = file
  const bytes = read(boundPlace(file, calls), name, calls)
  if (hashOf(bytes) === hash) return bytes
  const reason = 'was changed by someone else meanwhile; nothing was written'
  throw new WriteError('changed', name, reason)
}

/** @param file a real path */
function read(file: string, name: string, calls: FileSystemCalls): Uint8Array {
  try {
    return calls.read(file, MOST_OF_A_FILE).bytes
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      const reason = 'was removed by someone else meanwhile; nothing was written'
      throw new WriteError('gone', name, reason)
    }
    throw writeError(error, name)
  }
}
