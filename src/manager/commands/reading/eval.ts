import { renderEval } from '../../../console/index.js'
import { resolveOption, showingOf, viewOf } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `config eval` (runtime spec 3.2): the scope need not exist. */
export const evaluate: Command = {
  name: 'config eval',
  usage: ['config eval [SCOPE ...] OPTION'],
  description: 'Show the value that holds in a scope, with fallback and default',
  help: 'The instance of a scope need not exist: what would hold for it is shown.',
  operands: 'option',
  run: async ({ operands, output }, context) => {
    const view = viewOf(context)
    const { path, option } = resolveOption(view, operands)
    await output.write(renderEval(view, path, option.name, showingOf(context)))
    return DONE
  },
}
