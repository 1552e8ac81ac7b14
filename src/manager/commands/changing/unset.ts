import {
  ConsoleError,
  renderScopeUnset,
  renderUnset,
  splitWords,
  unsetChange,
  unsetElsewhere,
} from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import { showingOf, viewOf } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { makeChange } from './make-change.js'

/** `config unset` (runtime spec 3.2): of a scope all that is in it goes too. */
export const unset: Command = {
  name: 'config unset',
  usage: ['config unset [SCOPE ...] OPTION', 'config unset SCOPE ...'],
  description: 'Take a value back, or a scope with everything in it',
  help: 'In a transaction it may name what only nodes have: "cluster-commit" carries that out.',
  operands: 'either',
  run: async (asked, context) => {
    const words = splitWords(asked.operands)
    const { transaction, commits } = context
    const ofNodes =
      transaction === undefined || commits === undefined
        ? undefined
        : unsetElsewhere(viewOf(context), words)
    if (transaction !== undefined && ofNodes !== undefined) {
      if (!transaction.hasRoomFor(asked.text)) throw new ConsoleError(MESSAGES.transactionFull)
      transaction.addForNodes(asked.text, ofNodes)
      await asked.output.write(`${MESSAGES.unsetOnNodes}\n`)
      return DONE
    }
    const change = unsetChange(viewOf(context), words)
    const { path, option } = change
    const after = makeChange(change, asked, context)
    await asked.output.write(
      option === undefined
        ? renderScopeUnset(path)
        : renderUnset(after, path, option, showingOf(context)),
    )
    return DONE
  },
}
