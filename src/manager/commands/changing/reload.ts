import { ConsoleError } from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import { pathIn } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { authorOf, waitingText } from './outcome-text.js'

/** `config reload` (runtime spec 3.2): what was not written back is gone. */
export const reload: Command = {
  name: 'config reload',
  usage: ['config reload [PATH]'],
  description: 'Read the files again, all or nothing; what was not written back is dropped',
  help: 'PATH is another main file. The main file itself is the one that was found at the start.',
  operands: 'path',
  run: async ({ operands, output }, context) => {
    const { transaction, live } = context
    if (transaction !== undefined) throw new ConsoleError(MESSAGES.reloadInTransaction)
    const result = await live.reload(authorOf(context), pathIn(operands, reload.usage))
    if (result.kind === 'waiting') throw new ConsoleError(waitingText(result.waiting))
    if (result.kind === 'refused') {
      throw new ConsoleError([...result.lines, MESSAGES.reconfigureFailed].join('\n'))
    }
    await output.write(`${MESSAGES.ok}\n`)
    return DONE
  },
}
