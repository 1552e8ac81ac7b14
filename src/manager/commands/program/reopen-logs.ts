import { ConsoleError } from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import { loggersOf } from '../../records/destinations.js'
import { takesNothing } from '../asking.js'
import { type Asked, type Command, DONE, type Status } from '../command.js'
import type { SessionContext } from '../session-context.js'

/** `reopen logs`: for whoever has moved the files away. */
export const reopenLogs: Command = {
  name: 'reopen logs',
  usage: ['reopen logs'],
  description: 'Close all log files and open them by their names anew',
  operands: 'none',
  only: 'manager',
  run: ({ operands, output }, { upkeep }) => {
    takesNothing(operands, reopenLogs.usage)
    return reopened(upkeep.reopenLogs(), output)
  },
}

/** `ec_logger:NAME help` (runtime spec 3.4). */
export const loggerHelp: Command = {
  name: 'ec_logger:NAME help',
  usage: ['ec_logger:NAME help'],
  description: 'Show the commands of a logger',
  operands: 'none',
  only: 'manager',
  run: async (asked, context) => {
    takesNothing(asked.operands, loggerHelp.usage)
    loggerOf(asked, context)
    await asked.output.write('reopen logs\n\tClose and reopen log files\n')
    return DONE
  },
}

/** `ec_logger:NAME reopen logs`. */
export const loggerReopenLogs: Command = {
  name: 'ec_logger:NAME reopen logs',
  usage: ['ec_logger:NAME reopen logs'],
  description: 'Close the log files of one logger and open them by their names anew',
  operands: 'none',
  only: 'manager',
  run: (asked, context) => {
    takesNothing(asked.operands, loggerReopenLogs.usage)
    const logger = loggerOf(asked, context)
    return reopened(context.upkeep.reopenLogs(logger), asked.output)
  },
}

/**
 * The instance of the logger that is asked, as the running configuration spells it.
 * @throws ConsoleError as for a command that does not exist
 */
function loggerOf({ instance = '' }: Asked, { live }: SessionContext): string {
  const loggers = loggersOf(live.current).map(({ instance: known = '' }) => known)
  const found =
    loggers.find((known) => known === instance) ??
    loggers.find((known) => known.toLowerCase() === instance.toLowerCase())
  if (found === undefined) throw new ConsoleError(MESSAGES.noModule('ec_logger', instance))
  return found
}

/** @throws ConsoleError for logs that cannot be written */
async function reopened(
  reopening: Promise<readonly string[]>,
  output: Asked['output'],
): Promise<Status> {
  const troubles = await reopening
  if (troubles.length > 0) throw new ConsoleError(troubles.join('\n'))
  await output.write(`${MESSAGES.ok}\n`)
  return DONE
}
