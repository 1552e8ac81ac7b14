import { renderSet, splitWords } from '../../../console/index.js'
import { askedSet } from '../../live/index.js'
import { showingOf, viewOf } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { makeChange } from './make-change.js'
import { refuseMask } from './masked-secret.js'

/** `config set` (runtime spec 3.2): a scope that does not exist is made by it. */
export const set: Command = {
  name: 'config set',
  usage: ['config set [SCOPE ...] OPTION [=] VALUE'],
  description: 'Set an option: at once, or in the transaction',
  help: 'VALUE is written as in a file: 60, "a b", ( a b ), [ k = v ]. A scope that is not there is made.\nFiles stay as they are until "config writeback".',
  operands: 'value',
  run: async (asked, context) => {
    const before = viewOf(context)
    const change = askedSet(before, splitWords(asked.operands))
    const { path, option, value } = change
    refuseMask({ name: option, type: before.optionType(path, option) }, value)
    const after = makeChange(change, asked, context)
    await asked.output.write(renderSet(after, path, option, showingOf(context)))
    return DONE
  },
}
