import { type ChangeSet, editedBytes, type FileAccess } from '../../edit/index.js'
import { Source } from '../../syntax/index.js'
import { type Confinement, confinementOf, madeOwnership, sourcesOf } from '../files/carried-text.js'
import { type Contents, type FileSystemCalls, MOST_OF_A_FILE } from '../files/file-system-calls.js'
import type { Machine } from '../machine.js'
import { hashOf, type WriteRequest } from './replacement.js'
import { hasCode, NOTHING_WRITTEN, WriteError, writeError } from './write-error.js'

/** What a file is to hold, and what it holds. */
export interface RequestedFile {
  readonly request: WriteRequest
  /** Undefined for a new one. */
  readonly before: Uint8Array | undefined
  /** Who can read it; of a new one, who is to, where that is not as for any other. */
  readonly access: FileAccess | undefined
  readonly edits: ChangeSet['edits'][number]
}

/**
 * The files that a change set writes. It is bound to every file that it was made from: when one of
 * them is another by now, the change might mean something else.
 * @throws WriteError with the name that people know the file by
 */
export function requestedFiles(changeSet: ChangeSet, machine: Machine): RequestedFile[] {
  const { calls } = machine
  // The file that a configuration begins with is the first that a change of it is made from.
  const like = changeSet.base[0]?.path
  const present = new Map(
    changeSet.base.map((file) => [file.path, readAsExpected(file, calls)] as const),
  )
  return changeSet.edits.map((edits): RequestedFile => {
    const { path, name, create } = edits
    const contents = create ? undefined : (present.get(path) ?? read(path, name, calls))
    const before = contents?.bytes
    const source = before === undefined ? new Source('') : Source.fromBytes(before)
    const expectedHash = before && hashOf(before)
    const bytes = edits.remove ? undefined : editedBytes(source, edits)
    const confined = confinedAs(changeSet, edits, present, machine)
    const request = { path, name, bytes, expectedHash, confined, ...(create && { like }) }
    const access = contents ?? madeOwnership(changeSet, path, machine)?.made
    return { request, before, access: access && accessOf(access), edits }
  })
}

/** @throws WriteError */
function confinedAs(
  changeSet: ChangeSet,
  { path, name }: ChangeSet['edits'][number],
  present: ReadonlyMap<string, Contents>,
  machine: Machine,
): Confinement | undefined {
  try {
    return confinementOf(sourcesOf(changeSet, path, machine.calls, present), machine)
  } catch (error) {
    throw writeError(error, name)
  }
}

function accessOf({ uid, gid, mode }: FileAccess): FileAccess {
  return { uid, gid, mode }
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
): Contents {
  const contents = read(path, name, calls)
  if (hashOf(contents.bytes) === hash) return contents
  const reason = `was changed by someone else meanwhile${NOTHING_WRITTEN}`
  throw new WriteError('changed', name, reason)
}

function read(path: string, name: string, calls: FileSystemCalls): Contents {
  try {
    return calls.read(calls.realPath(path), MOST_OF_A_FILE)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      const reason = `was removed by someone else meanwhile${NOTHING_WRITTEN}`
      throw new WriteError('gone', name, reason)
    }
    throw writeError(error, name)
  }
}
