import { renderScopeUnset, renderUnset, splitWords, unsetChange } from '../../../console/index.js'
import { showingOf, viewOf } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { makeChange } from './make-change.js'

/** `config unset` (runtime spec 3.2): of a scope all that is in it goes too. */
export const unset: Command = {
  name: 'config unset',
  usage: ['config unset [SCOPE ...] OPTION', 'config unset SCOPE ...'],
  description: 'Take a value back, or a scope with everything in it',
  operands: 'either',
  run: async (asked, context) => {
    const change = unsetChange(viewOf(context), splitWords(asked.operands))
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
