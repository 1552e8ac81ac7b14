import { join } from 'node:path'
import { environmentError } from '../../src/node/files/system-error.js'
import { armedEntries, type HistoryEntry, STATE_FOLDER } from '../../src/node/index.js'
import { failure } from '../../src/project/system-failure.js'
import type { Flag } from '../command.js'
import { configurationWords } from '../edit/flags.js'
import { quoted, whenText } from '../edit/messages.js'
import { Failure, Refusal } from '../failure.js'
import type { ConfigurationFlags } from '../flags.js'
import { note } from '../terminal.js'
import { confirmationTime } from './duration.js'
import { isOverdue } from './states.js'

export const CONFIRMING = {
  confirm: {
    type: 'string',
    describe: 'Take the change back unless "ecconf confirm" comes within this time (30s, 10m, 2h)',
  },
} as const satisfies Record<string, Flag>

/** A change that is to be taken back unless somebody confirms it. */
export interface Confirmation {
  readonly seconds: number
  /** The command that confirms it. */
  readonly command: string
}

/**
 * What --confirm asks for; undefined without it.
 * @param folder that of the main file
 * @throws Failure when it asks for something that cannot be
 * @throws Refusal when another change waits already
 */
export function confirmationOf(
  flags: ConfigurationFlags & { readonly confirm?: string | undefined; readonly dryRun: boolean },
  folder: string,
): Confirmation | undefined {
  if (flags.confirm === undefined) return undefined
  const seconds = confirmationTime(flags.confirm)
  if (flags.dryRun) throw new Failure('--dry-run writes nothing that --confirm could wait for')
  refuseSecond(folder)
  const words = ['ecconf confirm', ...configurationWords(flags).map(quoted)]
  return { seconds, command: words.join(' ') }
}

/**
 * By when a change that is written now has to be confirmed.
 * @throws Refusal when another change waits already
 */
export function deadline({ seconds }: Confirmation, folder: string): Date {
  refuseSecond(folder)
  return new Date(Date.now() + seconds * 1000)
}

/** Says when a change that was written is taken back, and what keeps it. */
export function noteDeadline({ command }: Confirmation, by: Date): void {
  note(`Taken back at ${whenText(by.toISOString())} unless it is confirmed before: ${command}\n`)
}

/**
 * Says that a change from before still waits.
 * @param besides the entries that the user knows about
 */
export function noteArmed(folder: string, besides: readonly (number | undefined)[]): void {
  let entries: readonly HistoryEntry[]
  try {
    entries = armedEntries(folder)
  } catch {
    // What was written is written; and what waits is in a history that this user may not read.
    return
  }
  for (const entry of entries) {
    if (!besides.includes(entry.number)) note(`${waitingText(entry)}\n`)
  }
}

function refuseSecond(folder: string): void {
  const [first] = armed(folder)
  if (first === undefined) return
  throw new Refusal(
    `${waitingText(first)}. Only one change can wait.\n  ecconf confirm keeps it, ecconf rollback ${first.number} takes it back.`,
  )
}

function waitingText(entry: HistoryEntry): string {
  const { number, command, user, confirmBy = '' } = entry
  const what = `Change ${number} (${command} by ${user})`
  const by = whenText(confirmBy)
  return isOverdue(entry)
    ? `${what} was not confirmed by ${by}, and could not be taken back`
    : `${what} waits for its confirmation until ${by}`
}

/** @throws Failure */
function armed(folder: string): HistoryEntry[] {
  try {
    return armedEntries(folder)
  } catch (error) {
    throw failure(environmentError(error, join(folder, STATE_FOLDER)))
  }
}
