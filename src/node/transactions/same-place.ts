import { dirname } from 'node:path'
import { exchangersOf, isOneOf } from '../access/parties.js'
import { readInFolder } from '../access/read-with-access.js'
import { openedIdentity } from '../files/file-identity.js'
import type { Numbered } from '../files/file-system-calls.js'
import { type FolderIdentity, identityOf, isSameFolder } from '../files/folder-identity.js'
import { askQuietly } from '../files/ignore-errors.js'
import { inFolderIfThere } from '../files/open-folder.js'
import { wayTo } from '../files/way.js'
import type { Machine } from '../machine.js'
import type { WriteRequest } from '../writing/replacement.js'
import { hasCode, NOTHING_WRITTEN, WriteError, writeError } from '../writing/write-error.js'

const EXCHANGED = 'was exchanged by someone else meanwhile'

/** A file that is to be written for a record, with nobody asked. */
export interface RecordedPlace {
  readonly name: string
  /** The real path of the file. */
  readonly path: string
  /** The folder in which the record says that it lies. */
  readonly folder: FolderIdentity | undefined
  /** The files of which the one at the path must be one, if there is any. */
  readonly files: readonly (FolderIdentity | undefined)[]
}

/**
 * Whether somebody else than root and this user can put another file, or folder, in the place of one: then
 * a path says nothing of what lies there.
 * @param path a real path
 */
export function isExchangeable(path: string, { calls, processes }: Machine): boolean {
  const self = processes.uid()
  if (self === undefined) return false
  const way = askQuietly(() => wayTo(path, calls))
  if (way === undefined) return true
  return way.flatMap(exchangersOf).some((party) => !isOneOf(party, [0, self]))
}

/**
 * Binds a file to what lies at its place, as long as that is what the record was made for, or nobody else
 * can have put it there.
 * @throws WriteError `exchanged`
 */
export function boundAsRecorded(
  { name, path, folder, files }: RecordedPlace,
  machine: Machine,
): NonNullable<WriteRequest['bound']> {
  const { calls, processes } = machine
  const isAsked = isExchangeable(path, machine)
  const isIt = (recorded: FolderIdentity | undefined, found: Numbered) =>
    recorded !== undefined && isSameFolder(recorded, identityOf(found, processes))
  const refuse = (why: string): never => {
    throw new WriteError('exchanged', name, `${why}${NOTHING_WRITTEN}`)
  }
  if (isAsked && folder === undefined) refuse('the record does not say which file it is')
  let bound: NonNullable<WriteRequest['bound']> = {}
  try {
    inFolderIfThere(calls, dirname(path), (opened) => {
      if (isAsked && !isIt(folder, opened)) refuse(`${EXCHANGED}: it lies in another folder now`)
      bound = { folderIdentity: openedIdentity(opened) }
      if (calls.status(path)?.isFile !== true) return
      const found = readInFolder(path, calls)
      if (isAsked && !files.some((each) => isIt(each, found)))
        refuse(`${EXCHANGED}: it is another file now`)
      bound = { ...bound, identity: found.identity }
    })
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTREG')) return bound
    throw writeError(error, name)
  }
  return bound
}

/** Whether a file lies in another folder than its record says, which somebody else can have put there. */
export function isElsewhere(
  { path, folder }: Pick<RecordedPlace, 'path'> & { readonly folder?: FolderIdentity },
  opened: Numbered,
  machine: Machine,
): boolean {
  if (folder === undefined || isSameFolder(folder, identityOf(opened, machine.processes)))
    return false
  return isExchangeable(path, machine)
}
