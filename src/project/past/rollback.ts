import { parse } from '../../../grammar/index.js'
import type { Configuration } from '../../config/index.js'
import type { Diagnostic } from '../../diagnostics/index.js'
import { addedFindings, type ChangeSet, editedBytes, planRollback } from '../../edit/index.js'
import { lint } from '../../lint/index.js'
import {
  boundNow,
  type HistoryEntry,
  hashOf,
  presentTexts,
  strangersAmong,
  systemCalls,
  userText,
  WriteError,
} from '../../node/index.js'
import { type ShownRollback, visible } from '../../report/index.js'
import { Failure, Refusal } from '../failure.js'
import type { Past } from './past.js'

/** What taking an entry back comes to. */
export interface Rollback extends ShownRollback {
  readonly entry: HistoryEntry
}

/**
 * Looks at what taking an entry back would do.
 * @throws Failure when a file cannot be read
 * @throws Refusal when the entry names files that are no part of the configuration
 */
export async function rollbackOf(
  entry: HistoryEntry,
  past: Past,
  configuration: Configuration,
): Promise<Rollback> {
  refuseStrangers(entry, past, configuration)
  // Before they are read: what comes into the place of one later is another file.
  const found = new Map(entry.files.map((file) => [file.path, boundNow(file)]))
  const current = readFiles(entry)
  const planned = planRollback(entry, current, {
    hashOf,
    later: past.entries,
    registry: configuration.registry,
  })
  const changeSet: ChangeSet = {
    ...planned,
    base: planned.base.map((file) => ({ ...file, ...found.get(file.path) })),
    edits: planned.edits.map((file) => ({ ...file, ...found.get(file.path) })),
  }
  const files = entry.files.map(({ name, path }) => ({
    path,
    document: parse(current.get(path) ?? new Uint8Array(), { name }),
  }))
  const after = await withTexts(configuration, changeSet, files)
  const findings = after === undefined ? [] : brought(configuration, after, changeSet)
  const notes = [...whoseNote(entry), ...changeSet.notes]
  return {
    entry,
    changeSet: { ...changeSet, notes },
    files,
    before: configuration,
    after,
    findings,
  }
}

/**
 * A history is input: what an entry names is changed only where it is part of the configuration.
 * @throws Refusal
 */
function refuseStrangers(
  { number, files }: HistoryEntry,
  { folder }: Past,
  all: Configuration,
): void {
  const known = new Set(all.files.map(({ realPath }) => realPath))
  const strangers = strangersAmong(files, folder, known)
  if (strangers.length === 0) return
  const names = visible(strangers.map(({ name }) => name).join(', '))
  throw new Refusal(
    `Change ${number} cannot be taken back: ${names}: no part of ${all.main.name} and not in its folder`,
  )
}

/** Who reads a preview is to know that somebody else may have made up what it shows. */
function whoseNote({ number, owner }: HistoryEntry): string[] {
  const user = process.geteuid?.()
  if (user === undefined || user === owner) return []
  return [`Change ${number} is as ${userText(owner)} has recorded it.`]
}

/** @throws Failure */
function readFiles(entry: HistoryEntry) {
  try {
    return presentTexts(entry, systemCalls)
  } catch (error) {
    throw error instanceof WriteError ? new Failure(error.message) : error
  }
}

async function withTexts(
  configuration: Configuration,
  { edits }: ChangeSet,
  files: Rollback['files'],
): Promise<Configuration | undefined> {
  const texts = new Map(
    edits.map((each) => {
      const source = files.find(({ path }) => path === each.path)?.document.source
      const bytes = each.remove || source === undefined ? undefined : editedBytes(source, each)
      return [each.path, bytes] as const
    }),
  )
  const { realPath } = configuration.main
  if (texts.has(realPath) && texts.get(realPath) === undefined) return undefined
  return configuration.withTexts(texts)
}

function brought(before: Configuration, after: Configuration, { edits }: ChangeSet): Diagnostic[] {
  const names = new Map(edits.map(({ name, edits }) => [name, edits]))
  return addedFindings(lint(before), lint(after), names).filter(
    ({ severity }) => severity !== 'info',
  )
}
