import { dirname } from 'node:path'
import {
  boundPath,
  type ChangeSet,
  editedBytes,
  type FileAccess,
  ROOT_ALONE,
} from '../../edit/index.js'
import { Source } from '../../syntax/index.js'
import {
  type Confinement,
  confinementOf,
  madeOwnership,
  sourcesOf,
} from '../access/carried-text.js'
import { type ReadFile, readInFolder, readWithAccess } from '../access/read-with-access.js'
import type { FileSystemCalls, Numbered } from '../files/file-system-calls.js'
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
  /** The file that is there; undefined for a new file. */
  readonly was: Numbered | undefined
  /** The folder in which that lies. */
  readonly folder: Numbered | undefined
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
  // Of these it is asked who can read them: when what they hold is written, and when it is taken back.
  const asked = new Set([
    ...changeSet.edits.map(boundPath),
    ...(changeSet.carried ?? []).map(({ from }) => from),
  ])
  const present = new Map(
    changeSet.base.map((file) => {
      const path = boundPath(file)
      return [path, readAsExpected(file, calls, asked.has(path))] as const
    }),
  )
  const boundTo = new Map(changeSet.base.map((each) => [boundPath(each), each]))
  // The file that a configuration begins with is the first that a change of it is made from.
  const [main] = changeSet.base
  const like = main && present.get(boundPath(main))
  return changeSet.edits.map((edits): RequestedFile => {
    const { path, name, create } = edits
    const file = boundPlace(edits, calls)
    const contents = create ? undefined : (present.get(file) ?? read(file, name, calls, true))
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
      contents?.access ?? (confined && madeOwnership(changeSet, edits, confined, machine)?.made)
    return { request, file, before, access, edits, was: contents, folder: contents?.folder }
  })
}

function confinedAs(
  changeSet: ChangeSet,
  file: ChangeSet['edits'][number],
  present: ReadonlyMap<string, ReadFile>,
  machine: Machine,
): Confinement | undefined {
  const accessOf = (path: string) => present.get(path)?.access
  return confinementOf(sourcesOf(changeSet, boundPath(file), accessOf), machine)
}

/**
 * A change set that says of all text that it takes from other files who can read it there.
 * @throws WriteError where such a file is not what the change set was made from any more
 */
export function withAccess(changeSet: ChangeSet, { calls }: Machine): ChangeSet {
  const { base, carried } = changeSet
  if (carried === undefined) return changeSet
  const accessOf = (path: string) => {
    const file = base.find((each) => boundPath(each) === path)
    return file === undefined ? ROOT_ALONE : readAsExpected(file, calls, true).access
  }
  const known = carried.map((each) => ({ ...each, access: each.access ?? accessOf(each.from) }))
  return { ...changeSet, carried: known }
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

/** @param isAsked whether it is asked who can read the file */
function readAsExpected(
  file: ChangeSet['base'][number],
  calls: FileSystemCalls,
  isAsked = false,
): ReadFile {
  const { name, hash } = file
  const place = boundPlace(file, calls)
  const contents = read(place, name, calls, isAsked)
  if (hashOf(contents.bytes) === hash) {
    const { identity, folder } = contents
    checkBound(file, { identity, ...(folder && { folder }) })
    // A lock that is held keeps its folder open, wherever that is by now.
    const folderIdentity = folder && identityAt(dirname(place), name, calls)
    checkBound({ name, ...(folderIdentity && { folderIdentity }) }, { ...(folder && { folder }) })
    return contents
  }
  const reason = `was changed by someone else meanwhile${NOTHING_WRITTEN}`
  throw new WriteError('changed', name, reason)
}

/** What is at a path now; undefined for nothing. @param name of the file, for errors @throws WriteError */
function identityAt(path: string, name: string, calls: FileSystemCalls): string | undefined {
  try {
    return calls.status(path)?.identity
  } catch (error) {
    throw writeError(error, name)
  }
}

/** @param file a real path */
function read(file: string, name: string, calls: FileSystemCalls, isAsked: boolean): ReadFile {
  try {
    return isAsked ? readWithAccess(file, calls) : readInFolder(file, calls)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) {
      const reason = `was removed by someone else meanwhile${NOTHING_WRITTEN}`
      throw new WriteError('gone', name, reason)
    }
    throw writeError(error, name)
  }
}
