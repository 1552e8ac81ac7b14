import { dirname } from 'node:path'
import type { ConfigFile, Configuration } from '../src/config/index.js'
import type { ChangeSet } from '../src/edit/index.js'
import { type HeldLocks, install, WriteError, type WriteRecord } from '../src/node/index.js'
import { realPathOf } from '../src/project/paths/real-path.js'
import { machineOf } from '../src/project/recovery/machine.js'
import { harmless } from '../src/report/index.js'
import { Failure, Refusal } from './failure.js'
import { type Confirmation, deadline, noteArmed, noteDeadline } from './history/confirmation.js'
import { startWaiter } from './history/waiter.js'
import { HOST } from './host.js'
import { note, workIsDone } from './terminal.js'

/** What is recorded of a write, and for which configuration. */
export interface WritingAs extends Omit<WriteRecord, 'folder' | 'confirmBy'> {
  /** The folder beside whose files the write of a file is recorded, by the file's path. */
  readonly folderOf: (path: string) => string
  /** Locks that are held already, and stay. */
  readonly held?: HeldLocks | undefined
  /** What is written is taken back unless somebody confirms it. */
  readonly confirmation?: Confirmation | undefined
}

/** Everything that is written for a configuration is recorded beside its main file. */
export function besideMain({ main }: Pick<Configuration, 'main'>): () => string {
  return () => dirname(main.realPath)
}

/**
 * A file is recorded beside the main file of the first configuration that it is part of; a fragment
 * beside itself.
 */
export function besideMainOf(
  configurations: readonly { readonly main: ConfigFile; readonly files: readonly ConfigFile[] }[],
): (path: string) => string {
  return (path) => {
    const configuration = configurations.find(({ files }) =>
      files.some((file) => file.path === path),
    )
    return dirname(configuration?.main.realPath ?? path)
  }
}

/**
 * Writes what a change set says, all or nothing, and says what was written. Files of several
 * configurations are as many writes. Whether anybody can be told makes no difference to what is done.
 * @returns the numbers in the histories
 * @throws Refusal when a file was changed by someone else meanwhile, or it is to be confirmed and
 *   another change waits for that
 * @throws Failure when a file cannot be written, or nothing could take it back in time
 */
export async function writeChanges(
  changeSet: ChangeSet,
  as: WritingAs,
): Promise<readonly number[]> {
  const { folderOf, held, confirmation, ...record } = as
  const entries: number[] = []
  for (const [folder, part] of byFolder(changeSet, folderOf)) {
    const waiter = confirmation && (await startWaiter(folder, realPathsOf(part)))
    try {
      const by = confirmation && deadline(confirmation, folder)
      const write = { ...record, folder, confirmBy: by }
      const { entry, notes } = install(part, write, machineOf(HOST), held)
      workIsDone()
      for (const { name, remove } of part.edits)
        note(`${remove ? 'Removed' : 'Written'}: ${name}\n`)
      for (const text of notes) note(`${harmless(text)}\n`)
      if (entry !== undefined) entries.push(entry)
      if (confirmation !== undefined && by !== undefined) noteDeadline(confirmation, by)
      noteArmed(folder, [entry, as.rollsBack])
    } catch (error) {
      if (!(error instanceof WriteError)) throw error
      // Another change was faster, which says more of itself.
      if (error.code === 'armed' && confirmation !== undefined) deadline(confirmation, folder)
      throw failureOf(error)
    } finally {
      waiter?.release()
    }
  }
  return entries
}

/** Where the files of a change really lie, those too that it makes. */
function realPathsOf({ edits }: ChangeSet): string[] {
  return edits.map(({ path }) => realPathOf(path) ?? path)
}

/** What the user is told of a file that could not be written. */
export function failureOf({ code, message }: WriteError): Failure | Refusal {
  if (['changed', 'gone', 'armed'].includes(code)) return new Refusal(message)
  const wayOn = code === 'attributes' ? '\n  --force writes it all the same' : ''
  return new Failure(`${message}${wayOn}`)
}

/** The parts of a change set that are recorded in one place each. */
function byFolder(
  changeSet: ChangeSet,
  folderOf: (path: string) => string,
): Map<string, ChangeSet> {
  const folders = new Set(changeSet.edits.map(({ path }) => folderOf(path)))
  return new Map(
    [...folders].map((folder) => {
      const edits = changeSet.edits.filter(({ path }) => folderOf(path) === folder)
      const others = new Set(changeSet.edits.map(({ path }) => path))
      for (const { path } of edits) others.delete(path)
      // What another part writes is bound to that part.
      const base = changeSet.base.filter(({ path }) => !others.has(path))
      return [folder, { ...changeSet, edits, base }]
    }),
  )
}
