import { showingOf, takesNothing } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { writeParts } from '../output.js'
import { changeLines } from '../set-lines.js'
import { theTransaction } from './the-transaction.js'

/** `config replay` (runtime spec 3.2): what was set and unset since the transaction began, as typed. */
export const replay: Command = {
  name: 'config replay',
  usage: ['config replay'],
  description: 'Show the lines of the transaction that were carried out',
  help: 'When a commit was lost to another session, they can be typed again in a new transaction.',
  operands: 'none',
  only: 'manager',
  run: async ({ operands, output }, context) => {
    takesNothing(operands, replay.usage)
    const { lines, view } = theTransaction(context)
    const { maskSecrets } = showingOf(context)
    const shown = function* () {
      for (const { text, change } of lines) {
        const [line = ''] = maskSecrets ? changeLines([change], view, { maskSecrets }) : []
        yield line.startsWith('# ') ? line : `${text}\n`
      }
    }
    await writeParts(shown(), output)
    return DONE
  },
}
