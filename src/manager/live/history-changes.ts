import { dirname } from 'node:path'
import type { Configuration } from '../../config/index.js'
import {
  type CarriedText,
  commandsBetween,
  editedBytes,
  planRollback,
  understoodCommands,
} from '../../edit/index.js'
import {
  type HistoryEntry,
  hashOf,
  isWhole,
  type Machine,
  presentTexts,
  readHistory,
  strangersAmong,
  WriteError,
} from '../../node/index.js'
import { visible } from '../../report/index.js'
import { Source } from '../../syntax/index.js'
import type { TakingBack } from './work.js'

/** As `TakingBack`, and with the files from which the text comes back. */
export type FromHistory =
  | (Extract<TakingBack, { changes: unknown }> & { readonly carried: readonly CarriedText[] })
  | Extract<TakingBack, { refused: string }>

/**
 * What takes an entry of the history back, as changes that a session can look at and commit. The
 * history is beside the main file, and what it says is input: files that are no part of the
 * configuration are none of it.
 * @param files the configuration as it was loaded
 */
export async function changesTakingBack(
  number: number,
  files: Configuration,
  machine: Machine,
): Promise<FromHistory> {
  try {
    const folder = dirname(files.main.realPath)
    const { entries } = readHistory(folder, machine)
    const entry = entries.find((each) => each.number === number)
    if (entry === undefined) return { refused: noSuchEntry(number, entries) }
    if (!isWhole(entry)) {
      return { refused: `Change ${number} is damaged: what its files held is lost.` }
    }
    const known = new Set(files.files.map(({ realPath }) => realPath))
    const strangers = strangersAmong(entry.files, folder, known)
    if (strangers.length > 0) {
      const names = visible(strangers.map(({ name }) => name).join(', '))
      return {
        refused: `Change ${number} cannot be taken back: ${names}: no part of this configuration.`,
      }
    }
    return await takeBack(entry, entries, files, machine)
  } catch (error) {
    const reason = error instanceof WriteError ? error.message : systemReason(error)
    if (reason === undefined) throw error
    return { refused: `The history cannot be read: ${reason}` }
  }
}

async function takeBack(
  entry: HistoryEntry,
  later: readonly HistoryEntry[],
  files: Configuration,
  machine: Machine,
): Promise<FromHistory> {
  const current = presentTexts(entry, machine.calls)
  const plan = planRollback(entry, current, { hashOf, later, registry: files.registry })
  const [refusal] = plan.refusals
  if (refusal !== undefined) return { refused: `${refusal.summary}. ${refusal.detail}` }
  const texts = plan.edits.map((each) => {
    const source = Source.fromBytes(current.get(each.path) ?? new Uint8Array())
    return [each.path, each.remove ? undefined : editedBytes(source, each)] as const
  })
  const after = await files.withTexts(new Map(texts))
  const { commands, unsayable } = understoodCommands(commandsBetween(files, after), files, after)
  const [first] = unsayable
  if (first === undefined) return { changes: commands, carried: plan.carried ?? [] }
  const why = visible(first.reason)
  return { refused: `Change ${entry.number} cannot be taken back on the console: ${why}.` }
}

function noSuchEntry(number: number, entries: readonly HistoryEntry[]): string {
  const [newest, oldest] = [entries.at(0), entries.at(-1)]
  const known =
    newest === undefined || oldest === undefined
      ? 'no changes are recorded'
      : newest === oldest
        ? `the history holds change ${newest.number} alone`
        : `the history holds changes ${oldest.number} to ${newest.number}`
  return `There is no change ${number}: ${known}.`
}

function systemReason(error: unknown): string | undefined {
  const { code, message } = error as NodeJS.ErrnoException
  return typeof code === 'string' ? message : undefined
}
