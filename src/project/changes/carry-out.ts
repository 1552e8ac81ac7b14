import { dirname } from 'node:path'
import type { ConfigFile, Configuration } from '../../config/index.js'
import { type BoundFile, boundPath, type ChangeSet } from '../../edit/index.js'
import {
  afterOthers,
  type HeldLocks,
  install,
  WriteError,
  type WriteRecord,
} from '../../node/index.js'
import {
  changedFiles,
  type DiffFile,
  type FilesBefore,
  harmless,
  maskNotes,
  visible,
} from '../../report/index.js'
import { withoutSecrets } from '../../schema/secrets/shapes.js'
import { Failure, Refusal } from '../failure.js'
import type { Host } from '../host.js'
import { type Confirmation, deadline, noteArmed, noteDeadline } from '../past/confirmation.js'
import { startWaiter } from '../past/start-waiter.js'
import { machineOf } from '../recovery/machine.js'
import { withPlaceNotes } from './place-notes.js'

/** What came of a change set: `shown` when nobody was asked whether to write it. */
export type Outcome = 'nothing' | 'written' | 'shown' | 'declined'

/** How a change set is shown, and who decides about it. */
export interface Decision {
  /** Whether secrets are shown. */
  readonly showSecrets: boolean
  /** Shows the notes and the diff. */
  readonly show: (text: string) => void
  readonly render: (files: readonly DiffFile[]) => string
  /** Whether to write it, or to change by hand what would be written; undefined: nobody was asked. */
  readonly isWanted: () => Promise<boolean | 'edit' | undefined>
  /** Lets the user change it by hand; whether anything was written then. */
  readonly edit?: (() => Promise<boolean>) | undefined
}

/**
 * Shows the diff of a change set, and writes it when that is wanted: the one way from a change to the
 * disk. What could not be written leaves the files as they were.
 * @param before the files that the change set was made for
 * @throws Refusal, Failure as `writeChanges`
 */
export async function carryOut(
  changeSet: ChangeSet,
  before: FilesBefore,
  { showSecrets, show, render, isWanted, edit }: Decision,
  as: WritingAs,
  host: Host,
): Promise<Outcome> {
  const say = (words: string) => visible(showSecrets ? words : withoutSecrets(words))
  const files = changedFiles(changeSet, before, { maskSecrets: !showSecrets })
  const { notes } = withPlaceNotes(changeSet, host, as.mayExpose)
  for (const text of [...notes, ...maskNotes(files)]) show(`${say(text)}\n`)
  if (changeSet.edits.length === 0) return 'nothing'
  show(render(files))
  const answer = await isWanted()
  if (answer === 'edit') return (await edit?.()) ? 'written' : 'declined'
  if (answer !== true) return answer === false ? 'declined' : 'shown'
  await writeChanges(changeSet, as, host)
  return 'written'
}

/** What is recorded of a write, and for which configuration. */
export interface WritingAs extends Omit<WriteRecord, 'folder' | 'confirmBy'> {
  /** The folder beside whose files the write of a file is recorded. */
  readonly folderOf: (file: BoundFile) => string
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
): (file: BoundFile) => string {
  return (edited) => {
    const configuration = configurations.find(({ files }) =>
      files.some(({ path }) => path === edited.path),
    )
    return dirname(configuration?.main.realPath ?? boundPath(edited))
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
  host: Host,
): Promise<readonly number[]> {
  const { folderOf, held, confirmation, ...record } = as
  const entries: number[] = []
  let isFirst = true
  for (const [folder, part] of byFolder(changeSet, folderOf)) {
    const waiter = confirmation && (await startWaiter(folder, part.edits.map(boundPath), host))
    try {
      const by = confirmation && deadline(confirmation, folder)
      const write = { ...record, folder, confirmBy: by }
      const { entry, notes } = install(part, write, machineOf(host), held)
      isFirst = false
      host.wrote()
      for (const { name, remove } of part.edits)
        host.note(`${remove ? 'Removed' : 'Written'}: ${visible(name)}`)
      for (const text of notes) host.note(harmless(text))
      if (entry !== undefined) entries.push(entry)
      if (confirmation !== undefined && by !== undefined) noteDeadline(confirmation, by, host)
      noteArmed(folder, [entry, as.rollsBack], host)
    } catch (error) {
      if (!(error instanceof WriteError)) throw error
      // Another change was faster, which says more of itself.
      if (error.code === 'armed' && confirmation !== undefined) deadline(confirmation, folder)
      throw failureOf(isFirst ? error : afterOthers(error))
    } finally {
      waiter?.release()
    }
  }
  return entries
}

/** What the user is told of a file that could not be written. */
export function failureOf({ code, message }: WriteError): Failure | Refusal {
  if (['changed', 'gone', 'armed'].includes(code)) return new Refusal(message)
  const wayOn = ['attributes', 'readers'].includes(code) ? '\n  --force writes it all the same' : ''
  return new Failure(`${message}${wayOn}`)
}

/** The parts of a change set that are recorded in one place each. */
function byFolder(changeSet: ChangeSet, folderOf: WritingAs['folderOf']): Map<string, ChangeSet> {
  const folders = new Set(changeSet.edits.map(folderOf))
  return new Map(
    [...folders].map((folder) => {
      const edits = changeSet.edits.filter((file) => folderOf(file) === folder)
      const others = new Set(changeSet.edits.map(({ path }) => path))
      for (const { path } of edits) others.delete(path)
      // What another part writes is bound to that part.
      const base = changeSet.base.filter(({ path }) => !others.has(path))
      return [folder, { ...changeSet, edits, base }]
    }),
  )
}
