import { boundPath, type ChangeSet, editedBytes, type FileAccess } from '../../edit/index.js'
import { Source } from '../../syntax/index.js'
import {
  type Confinement,
  confinementOf,
  madeOwnership,
  sourcesOf,
} from '../access/carried-text.js'
import { type Contents, type FileSystemCalls, MOST_OF_A_FILE } from '../files/file-system-calls.js'
import type { Machine } from '../machine.js'
import { boundPlace, checkBound } from './bound-place.js'
import { hashOf, type WriteRequest } from './replacement.js'
import type { Located } from './write.js'
import { hasCode, NOTHING_WRITTEN, WriteError, writeError } from './write-error.js'

/** The bytes that a file is to hold, and those that it holds now. */
export interface RequestedFile extends Located {
  /** The present bytes; undefined for a new file. */
  readonly before: Uint8Array | undefined
  /** Who can read it; of a new one, who is to, where that is not as for any other. */
  readonly access: FileAccess | undefined
  readonly edits: ChangeSet['edits'][number]
}

/**
 * The files that a change set writes. It is bound to every file that it was made from, and to where
 * each of them lay: when one of them is another by now, the change might mean something else.
 * @param allowed as `WriteRequest` has it, for all files
 * @throws WriteError with the name that people know the file by
 */
export function requestedFiles(
  changeSet: ChangeSet,
  machine: Machine,
  allowed: Pick<WriteRequest, 'mayLoseAttributes' | 'mayExpose'> = {},
): RequestedFile[] {
  const { calls } = machine
  const present = new Map(
    changeSet.base.map((file) => [boundPath(file), readAsExpected(file, calls)] as const),
  )
  const boundTo = new Map(changeSet.base.map((each) => [boundPath(each), each]))
  // The file that a configuration begins with is the first that a change of it is made from.
  const [main] = changeSet.base
  const like = main && present.get(boundPath(main))
  return changeSet.edits.map((edits): RequestedFile => {
    const { path, name, create } = edits
    const file = boundPlace(edits, calls)
    const contents = create ? undefined : (present.get(file) ?? read(file, name, calls))
    const before = contents?.bytes
    const source = before === undefined ? new Source('') : Source.fromBytes(before)
    const expectedHash = before && hashOf(before)
    const bytes = edits.remove ? undefined : editedBytes(source, edits)
    const confined = confinedAs(changeSet, edits, present, machine)
    const { mayLoseAttributes, mayExpose } = allowed
    const told = { mayLoseAttributes, mayExpose, ...(create && { like }) }
    const request = {
      path,
      name,
      bytes,
      expectedHash,
      confined,
      bound: boundTo.get(file) ?? edits,
      ...told,
    }
    const access =
      contents ?? (confined && madeOwnership(changeSet, edits, confined, machine)?.made)
    return { request, file, before, access: access && accessOf(access), edits }
  })
}

/** @throws WriteError */
function confinedAs(
  changeSet: ChangeSet,
  file: ChangeSet['edits'][number],
  present: ReadonlyMap<string, Contents>,
  machine: Machine,
): Confinement | undefined {
  try {
    return confinementOf(sourcesOf(changeSet, boundPath(file), machine.calls, present), machine)
  } catch (error) {
    throw writeError(error, file.name)
  }
}

function accessOf({ uid, gid, mode }: FileAccess): FileAccess {
  return { uid, gid, mode }
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

function readAsExpected(file: ChangeSet['base'][number], calls: FileSystemCalls): Contents {
  const { name, hash } = file
  const contents = read(boundPlace(file, calls), name, calls)
  if (hashOf(contents.bytes) === hash) {
    checkBound(file, contents)
    return contents
  }
  const reason = `was changed by someone else meanwhile${NOTHING_WRITTEN}`
  throw new WriteError('changed', name, reason)
}

/** @param file a real path */
function read(file: string, name: string, calls: FileSystemCalls): Contents {
  try {
    return calls.read(file, MOST_OF_A_FILE)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      const reason = `was removed by someone else meanwhile${NOTHING_WRITTEN}`
      throw new WriteError('gone', name, reason)
    }
    throw writeError(error, name)
  }
}
