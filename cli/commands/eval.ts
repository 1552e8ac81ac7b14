import { displayScope, maskedValue } from '../../src/config/index.js'
import { renderEval, resolveWords, wordsFromArguments } from '../../src/console/index.js'
import { toJson } from '../../src/schema/index.js'
import { definitionPlace } from '../definition.js'
import { Refusal } from '../failure.js'
import { reportUnmatched } from '../unmatched.js'
import { readCommand } from './read.js'

/** `eval`: the value that counts, with fallback and default; exit 1 when there is none. */
export const evalCommand = readCommand({
  name: 'eval',
  describe: 'Print the effective value of an option, with fallback and default',
  answer: (configuration, flags, render) => {
    const words = wordsFromArguments(flags.words)
    const { path, option } = resolveWords(configuration, words, 'option')
    if (option === undefined) throw new Refusal('An option name is missing.')
    reportUnmatched(configuration, path, option.name)
    const text = renderEval(configuration, path, option.name, render)
    const effective = configuration.eval(path, option.name)
    return {
      text: () => text,
      json: () => {
        const { name, type, origin, definition, scope } = effective
        const value =
          effective.value && render.maskSecrets
            ? maskedValue({ name, type }, effective.value)
            : effective.value
        return {
          scope: displayScope(path),
          option: name,
          value: value === undefined ? null : toJson(type, value),
          text: value?.text ?? null,
          origin,
          ...(scope && { from: displayScope(scope.path) }),
          ...(definition && origin === 'definition' && definitionPlace(definition)),
        }
      },
    }
  },
})
