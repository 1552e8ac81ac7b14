import { dirname, join } from 'node:path'
import { parse } from '../../../grammar/index.js'
import type { Configuration } from '../../config/index.js'
import { environmentError } from '../../node/files/system-error.js'
import {
  type HistoryEntry,
  type HistoryReading,
  isWhole,
  readHistory,
  STATE_FOLDER,
} from '../../node/index.js'
import { changedFiles, type DiffFile } from '../../report/index.js'
import { Failure, Refusal } from '../failure.js'
import type { Host } from '../host.js'
import { shownPath } from '../paths/shown-path.js'
import { failure } from '../system-failure.js'

/** What the tool has written for a configuration, with names as they are read from here and now. */
export class Past {
  private constructor(
    /** In which the state folder lies: that of the main file. */
    readonly folder: string,
    /** The newest first. */
    readonly entries: readonly HistoryEntry[],
    /** The main file. */
    readonly name: string,
    readonly passedOver: Omit<HistoryReading, 'entries'>,
  ) {}

  /** @throws Failure when it cannot be read */
  static of({ main, files }: Pick<Configuration, 'main' | 'files'>): Past {
    const folder = dirname(main.realPath)
    const names = new Map(files.map(({ name, realPath }) => [realPath, name]))
    const { entries, damaged, older, unreadable, beyond } = readEntries(folder)
    const named = entries.map((entry) => ({
      ...entry,
      files: entry.files.map((file) => ({
        ...file,
        name: names.get(file.path) ?? shownPath(file.path),
      })),
    }))
    return new Past(folder, named, main.name, {
      damaged: damaged.map(shownPath),
      older: older.map(shownPath),
      unreadable: unreadable.map(shownPath),
      ...(beyond !== undefined && { beyond: beyond.map(shownPath) }),
    })
  }

  /** Tells the host what could not be read. */
  noteDamage(host: Host): void {
    const { damaged, older, unreadable, beyond } = this.passedOver
    for (const path of damaged) host.warn(`${path}: is damaged, and passed over`)
    for (const path of older) {
      host.warn(`${path}: was written by an earlier version of ecconf, and is left alone`)
    }
    for (const path of unreadable) {
      host.warn(`${path}: belongs to another user, and is passed over`)
    }
    const [newest, ...others] = beyond ?? []
    if (newest === undefined) return
    const more = others.length === 0 ? '' : ` (and ${others.length} before it)`
    host.warn(`${newest}${more}: beyond what a history keeps, and not read`)
  }

  /**
   * @param word the number of an entry, as typed
   * @throws Failure when it is no number
   * @throws Refusal when there is no such entry, or it is damaged
   */
  entry(word: string): HistoryEntry {
    if (!/^[1-9]\d{0,8}$/.test(word)) {
      throw new Failure(`"${word}" is no number of a change: ecconf history lists them`)
    }
    const found = this.entries.find(({ number }) => number === Number(word))
    if (found !== undefined) {
      if (isWhole(found)) return found
      throw new Refusal(`Change ${word} of ${this.name} is damaged: what its files held is lost`)
    }
    const [newest, oldest] = [this.entries.at(0), this.entries.at(-1)]
    const known =
      newest === undefined || oldest === undefined
        ? 'no changes are recorded'
        : `the history holds ${range(oldest.number, newest.number)}`
    throw new Refusal(`There is no change ${word} of ${this.name}: ${known}`)
  }

  /** The entry that took another one back, and stands. */
  takenBackBy({ number, state }: HistoryEntry): HistoryEntry | undefined {
    if (state !== 'taken-back') return undefined
    return this.entries.find((each) => each.rollsBack === number && each.state !== 'taken-back')
  }
}

function range(first: number, last: number): string {
  return first === last ? `change ${first} alone` : `changes ${first} to ${last}`
}

/** @throws Failure */
function readEntries(folder: string) {
  try {
    return readHistory(folder)
  } catch (error) {
    throw failure(environmentError(error, join(folder, STATE_FOLDER)))
  }
}

/** What an entry did to its files, for a diff. */
export function diffOf(
  { files }: HistoryEntry,
  showing: { readonly maskSecrets: boolean },
): DiffFile[] {
  const documents = files.map((file) => {
    const { name, path } = file
    return { path, document: parse(file.before() ?? new Uint8Array(), { name }) }
  })
  const edits = files.map(({ name, path, created: create, removed: remove, edits, inverse }) => ({
    name,
    path,
    create,
    remove,
    edits,
    inverse,
  }))
  return changedFiles({ edits }, { files: documents }, showing)
}
