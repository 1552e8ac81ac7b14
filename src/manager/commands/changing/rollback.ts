import { ConsoleError, commandLine } from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import { showingOf, viewOf } from '../asking.js'
import { type Command, DONE, type Status } from '../command.js'
import type { Output } from '../output.js'
import type { SessionContext } from '../session-context.js'
import { changeLines } from '../set-lines.js'
import { checkRoom, placeOf } from './make-change.js'
import { theTransaction } from './the-transaction.js'

/** `config rollback` (runtime spec 3.2), and beyond it that of an entry of the history. */
export const rollback: Command = {
  name: 'config rollback',
  usage: ['config rollback', 'config rollback N'],
  description: 'Drop the transaction; with a number, take a change of the history back in one',
  help: 'N is the number of a change that was written into the files, as "ecconf history" lists them. What\ntakes it back is put into the transaction, or into a new one, to be looked at and committed.',
  operands: 'text',
  only: 'manager',
  run: async ({ operands, output }, context) => {
    if (operands !== '') return takeBack(operands, context, output)
    theTransaction(context)
    context.transaction = undefined
    await output.write(`${MESSAGES.ok}\n`)
    return DONE
  },
}

/** @throws ConsoleError */
async function takeBack(word: string, context: SessionContext, output: Output): Promise<Status> {
  if (!/^[1-9]\d{0,8}$/.test(word)) throw new ConsoleError(MESSAGES.noEntryNumber(word))
  const { changes, refused } = await context.live.takeBack(Number(word))
  if (changes === undefined) throw new ConsoleError(refused)
  if (changes.length === 0) throw new ConsoleError(MESSAGES.nothingToTakeBack(Number(word)))
  const transaction = context.transaction ?? context.live.begin()
  for (const [index, change] of changes.entries()) {
    const line = commandLine(change)
    checkRoom(transaction, line)
    transaction.add(line, { change, place: `${placeOf(context)} (change ${index + 1})` })
  }
  context.transaction = transaction
  const lines = [...changeLines(changes, viewOf(context), showingOf(context))]
  await output.write(lines.join(''))
  return DONE
}
