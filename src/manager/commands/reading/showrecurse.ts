import { showRecurseParts } from '../../../console/index.js'
import { resolve, showingOf, viewOf } from '../asking.js'
import { type Command, DONE } from '../command.js'
import { writeParts } from '../output.js'
import { optionsInside, setLines } from '../set-lines.js'
import { writeComparison } from './comparison.js'
import { jsonParts } from './json-parts.js'

/** `config showrecurse` (runtime spec 3.2, F10): a scope with everything that is in it. */
export const showRecurse: Command = {
  name: 'config showrecurse',
  usage: ['config showrecurse [SCOPE ...]'],
  description: 'Show one scope with everything in it; without a scope all that counts',
  operands: 'scope',
  pipe: { displays: ['set', 'json'], compares: true },
  run: async ({ operands, output, display, compares }, context) => {
    const view = viewOf(context)
    const { path, scope } = resolve(view, operands, 'scope')
    const showing = showingOf(context)
    if (compares) return writeComparison({ path }, context, output)
    if (display === 'json') {
      await writeParts(scope ? jsonParts(scope, path, showing) : ['null\n'], output)
    } else if (display === 'set') {
      const options = scope === undefined ? [] : optionsInside(scope)
      await writeParts(setLines(options, view, showing), output)
    } else await writeParts(showRecurseParts(view, path, showing), output)
    return DONE
  },
}
