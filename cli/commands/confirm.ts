import { dirname, join } from 'node:path'
import { environmentError } from '../../src/node/files/system-error.js'
import { armedEntries, confirmArmed, STATE_FOLDER, WriteError } from '../../src/node/index.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { isOverdue } from '../../src/project/past/states.js'
import { failure } from '../../src/project/system-failure.js'
import { whenText } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION } from '../arguments/flags.js'
import { loadAnnounced } from '../configuration.js'
import { printText, workIsDone } from '../terminal/terminal.js'

/** `confirm`: the change that waits for it stays; exit 1 when none does. */
export const confirmCommand = command({
  name: 'confirm',
  describe: 'Keep a change that was made with --confirm',
  flags: {
    ...CONFIGURATION,
    overdue: {
      type: 'boolean',
      default: false,
      describe: 'Only take back what was not confirmed in time, as a timer does',
    },
  },
  run: async (flags) => {
    // To load it takes back what is overdue.
    const configuration = await loadAnnounced(flags)
    const folder = dirname(configuration.main.realPath)
    if (flags.overdue) {
      if (isBlocked(folder)) process.exitCode = 1
      return
    }
    const confirmed = confirmAll(folder)
    if (confirmed.length > 0) workIsDone()
    if (confirmed.length === 0) throw new Refusal('No change waits for a confirmation.')
    for (const { number, command, user, when } of confirmed) {
      printText(`Change ${number} is confirmed (${command} by ${user}, ${whenText(when)}).\n`)
    }
  },
})

/** @throws Failure */
function confirmAll(folder: string) {
  try {
    return confirmArmed(folder)
  } catch (error) {
    if (error instanceof WriteError) throw new Failure(error.message)
    throw failure(environmentError(error, join(folder, STATE_FOLDER)))
  }
}

/** Whether there is something overdue that could not be taken back: why, was said already. */
function isBlocked(folder: string): boolean {
  try {
    return armedEntries(folder).some(isOverdue)
  } catch (error) {
    throw failure(environmentError(error, join(folder, STATE_FOLDER)))
  }
}
