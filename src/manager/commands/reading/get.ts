import { renderGet } from '../../../console/index.js'
import { resolveOption, showingOf, viewOf } from '../asking.js'
import { type Command, DONE } from '../command.js'

/** `config get` (runtime spec 3.2): never falls back. */
export const get: Command = {
  name: 'config get',
  usage: ['config get [SCOPE ...] OPTION'],
  description: 'Show the value that is set in a scope, without fallback',
  help: 'SCOPE is the name of a scope and, where it has one, its instance: Control_Listener Listen ":2025".',
  operands: 'option',
  run: async ({ operands, output }, context) => {
    const view = viewOf(context)
    const { path, option } = resolveOption(view, operands)
    await output.write(renderGet(view, path, option.name, showingOf(context)))
    return DONE
  },
}
