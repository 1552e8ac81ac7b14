import { dirname } from 'node:path'
import {
  type BoundFile,
  boundPath,
  type ChangeSet,
  type FileAccess,
  ROOT_ALONE,
} from '../../edit/index.js'
import type { FileSystemCalls, Ownership } from '../files/file-system-calls.js'
import { askQuietly } from '../files/ignore-errors.js'
import { inFolder } from '../files/open-folder.js'
import { askingOnce } from '../locks/processes.js'
import type { Machine } from '../machine.js'
import { userText } from '../transactions/recovery-outcome.js'
import { newFileOwnership, systemOwnership } from './new-file.js'
import { readWithAccess } from './read-with-access.js'
import { accessWithin, canReadersRead } from './readers.js'

/** A file from which text comes into another one. */
export interface TextSource {
  /** How people know it. */
  readonly name: string
  readonly hasSecret: boolean
  readonly access: FileAccess
}

/**
 * The files from which text comes into a file.
 * @param into its real path
 * @param accessOf who could read a file, by its real path, when the text was read that comes from it: by
 *   the time that the text is written another file may lie there, and in another folder
 */
export function sourcesOf(
  { carried = [] }: Pick<ChangeSet, 'carried'>,
  into: string,
  accessOf: (path: string) => FileAccess | undefined,
): TextSource[] {
  return carried
    .filter((each) => each.into === into)
    .map(({ from, name, hasSecret, access }) => {
      return { name, hasSecret, access: access ?? accessOf(from) ?? ROOT_ALONE }
    })
}

/** What becomes of a file that text comes into, for the sake of those who could not read it before. */
export interface Confinement {
  /** Why a file must not take it; undefined when it may. */
  refusal(target: FileAccess): string | undefined
  /**
   * Whose a new file is to be, so that nobody reads it who could not read the text where it was.
   * @param folders those above it
   * @param wanted whose it would be without that
   * @param own whose the system makes it
   */
  ownership(folders: readonly Ownership[], wanted: Ownership, own: Ownership): Ownership
}

/** @returns undefined where no text comes in */
export function confinementOf(
  sources: readonly TextSource[],
  machine: Machine,
): Confinement | undefined {
  if (sources.length === 0) return undefined
  const asking = askingOnce(machine.processes)
  return {
    refusal: (target) => {
      const exposed = exposedIn(target, sources, asking)
      return exposed.length === 0 ? undefined : `${takesText(exposed)}, which fewer people can read`
    },
    ownership: (folders, wanted, own) => {
      const candidates: readonly Ownership[] = [
        wanted,
        { ...wanted, mode: wanted.mode & ~0o007 },
        { ...wanted, mode: wanted.mode & ~0o077 },
      ]
      const isClosed = (access: Ownership) =>
        exposedIn(accessWithin(access, folders), sources, asking).length === 0
      const { uid, gid } = own
      return candidates.find(isClosed) ?? { uid, gid, mode: wanted.mode & ~0o077 }
    },
  }
}

/** The sources of a file that fewer people can read than that file. */
function exposedIn(
  target: FileAccess,
  sources: readonly TextSource[],
  processes: Machine['processes'],
): TextSource[] {
  // Text without a secret that anybody knows of is kept as close as one: a list may be a site's secret.
  return sources.filter(({ access }) => !canReadersRead(target, access, processes))
}

/** `takes a secret from b.conf` */
function takesText(sources: readonly TextSource[]): string {
  const what = sources.some(({ hasSecret }) => hasSecret) ? 'a secret' : 'text'
  return `takes ${what} from ${sources.map(({ name }) => name).join(', ')}`
}

/** Whose a new file will be that text comes into, and whose it would be without that. */
export interface MadeOwnership {
  readonly made: FileAccess
  readonly wanted: Ownership
}

/**
 * @param confined what is to be heeded in the file
 * @returns undefined where nothing can be told of its folder
 */
export function madeOwnership(
  { base: [first] }: Pick<ChangeSet, 'base'>,
  file: BoundFile,
  confined: Confinement,
  machine: Machine,
): MadeOwnership | undefined {
  const { calls } = machine
  return askQuietly(() => {
    const at = dirname(boundPath(file))
    return inFolder(calls, at, (folder) => {
      const own = systemOwnership(folder, machine)
      if (own === undefined) return undefined
      const folders = calls.foldersFrom(at)
      const wanted = newFileOwnership(folder, own, first && calls.status(boundPath(first)))
      return { wanted, made: accessWithin(confined.ownership(folders, wanted, own), folders) }
    })
  })
}

/**
 * What is to be said before text comes into files that more people can read than could read it where it
 * was.
 * @param mayExpose whether it is written all the same
 */
export function carriedNotes(
  changeSet: Pick<ChangeSet, 'base' | 'edits' | 'carried'>,
  machine: Machine,
  mayExpose: boolean,
): string[] {
  const { calls } = machine
  if (changeSet.carried === undefined) return []
  return changeSet.edits.flatMap((file): string[] => {
    const { name, create } = file
    const path = boundPath(file)
    const sources = sourcesOf(changeSet, path, (from) => accessNow(from, calls))
    const confined = confinementOf(sources, machine)
    if (confined === undefined) return []
    if (create)
      return narrowedNote(name, sources, madeOwnership(changeSet, file, confined, machine))
    const access = accessNow(path, calls)
    const why = access && confined.refusal(access)
    if (why === undefined) return []
    return [`${name} ${why}${mayExpose ? '' : ': only --force writes it'}`]
  })
}

/** For a preview: what is written is bound to what is read then. */
function accessNow(path: string, calls: FileSystemCalls): FileAccess | undefined {
  return askQuietly(() => readWithAccess(path, calls))?.access
}

function narrowedNote(
  name: string,
  sources: readonly TextSource[],
  ownership: MadeOwnership | undefined,
): string[] {
  if (ownership === undefined) return []
  const { made, wanted } = ownership
  const isSame = made.uid === wanted.uid && made.gid === wanted.gid && made.mode === wanted.mode
  if (isSame) return []
  const mode = `0${made.mode.toString(8).padStart(3, '0')}`
  return [
    `${name} ${takesText(sources)}, and is made for ${userText(made.uid)} with mode ${mode}, so that nobody reads it who cannot read that`,
  ]
}
