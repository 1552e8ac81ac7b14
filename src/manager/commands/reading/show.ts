import { renderGet, renderShow } from '../../../console/index.js'
import { contentsJson, plainJson } from '../../../report/index.js'
import { resolve, showingOf, viewOf } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { optionsOfScope, setLines } from '../set-lines.js'
import { writeComparison } from './comparison.js'

/** `config show` (runtime spec 3.2, F9): one scope, or one option as `get` shows it. */
export const show: Command = {
  name: 'config show',
  usage: ['config show [SCOPE ...] [OPTION]', 'config show [SCOPE ...] | compare'],
  description: 'Show one scope: the scopes in it, closed, and its options',
  help: '"| compare" shows what the transaction changes, or without one what is not in the files.',
  operands: 'either',
  pipe: { displays: ['set', 'json'], compares: true },
  run: async ({ operands, output, display, compares }, context) => {
    const view = viewOf(context)
    const { path, option, scope } = resolve(view, operands, 'either')
    const showing = showingOf(context)
    if (compares) return writeComparison({ path, option: option?.name }, context, output)
    if (display === 'json') {
      const json = scope && contentsJson(scope, path, showing, option?.name)
      await output.write(plainJson(json ?? null))
    } else if (display === 'set') {
      const options = scope === undefined ? [] : optionsOfScope(scope, option?.name)
      await output.write([...setLines(options, view, showing)].join(''))
    } else if (option !== undefined) {
      await output.write(renderGet(view, path, option.name, showing))
    } else await output.write(renderShow(view, path, showing))
    return DONE
  },
}
