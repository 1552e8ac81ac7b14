import {
  renderScopeUnset,
  renderUnset,
  splitWords,
  unsetChange,
  unsetElsewhere,
  type Word,
} from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import { showingOf, viewOf } from '../asking.js'
import { type Asked, type Command, DONE } from '../command.js'
import type { SessionContext } from '../session-context.js'
import { checkRoom, makeChange } from './make-change.js'

/** `config unset` (runtime spec 3.2): of a scope all that is in it goes too. */
export const unset: Command = {
  name: 'config unset',
  usage: ['config unset [SCOPE ...] OPTION', 'config unset SCOPE ...'],
  description: 'Take a value back, or a scope with everything in it',
  help: 'In a transaction it may name what only nodes have: "cluster-commit" carries that out.',
  operands: 'either',
  run: async (asked, context) => {
    const words = splitWords(asked.operands)
    if (unsetOnNodes(words, asked, context)) {
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

/** Takes a line that names what only nodes have into the transaction. @returns whether it is one */
function unsetOnNodes(words: readonly Word[], { text }: Asked, context: SessionContext): boolean {
  const { transaction, commits } = context
  if (transaction === undefined || commits === undefined) return false
  const change = unsetElsewhere(viewOf(context), words)
  if (change === undefined) return false
  checkRoom(transaction, text)
  transaction.addForNodes(text, change)
  return true
}
