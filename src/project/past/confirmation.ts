import { join } from 'node:path'
import { environmentError } from '../../node/files/system-error.js'
import { armedEntries, type HistoryEntry, STATE_FOLDER } from '../../node/index.js'
import { whenText } from '../../report/index.js'
import { Refusal } from '../failure.js'
import type { Host } from '../host.js'
import { failure } from '../system-failure.js'
import { isOverdue } from './states.js'

/** A change that is to be taken back unless somebody confirms it. */
export interface Confirmation {
  readonly seconds: number
  /** The command that confirms it. */
  readonly command: string
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
export function noteDeadline({ command }: Confirmation, by: Date, host: Host): void {
  host.note(`Taken back at ${whenText(by.toISOString())} unless it is confirmed before: ${command}`)
}

/**
 * Says that a change from before still waits.
 * @param besides the entries that the user knows about
 */
export function noteArmed(
  folder: string,
  besides: readonly (number | undefined)[],
  host: Host,
): void {
  let entries: readonly HistoryEntry[]
  try {
    entries = armedEntries(folder)
  } catch {
    // What was written is written; and what waits is in a history that this user may not read.
    return
  }
  for (const entry of entries) {
    if (!besides.includes(entry.number)) host.note(waitingText(entry))
  }
}

/** @throws Refusal when another change waits for its confirmation */
export function refuseSecond(folder: string): void {
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
