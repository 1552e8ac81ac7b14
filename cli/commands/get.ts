import { displayScope, maskedValue } from '../../src/config/index.js'
import { renderGet, resolveWords, wordsFromArguments } from '../../src/console/index.js'
import { Refusal } from '../../src/project/failure.js'
import { definitionJson, namedOption, rawText } from '../../src/report/index.js'
import { readCommand } from './read.js'

/** `get`: the value of an option in that very scope; exit 1 when it is not set there. */
export const getCommand = readCommand({
  name: 'get',
  describe: 'Print the value of an option where it is set',
  flags: {
    raw: {
      type: 'boolean',
      default: false,
      describe: 'Print the bare value, an element a line, for shell scripts',
    },
  },
  answer: (configuration, flags, render) => {
    const words = wordsFromArguments(flags.words)
    const { path, option } = resolveWords(configuration, words, 'option')
    if (option === undefined) throw new Refusal('An option name is missing.')
    const text = renderGet(configuration, path, option.name, render)
    const definition = configuration.get(path, option.name)
    if (definition === undefined) throw new Refusal(text)
    const named = namedOption(configuration, path, option.name)
    const { maskSecrets } = render
    return {
      isRaw: flags.raw,
      text: () =>
        flags.raw
          ? rawText(maskSecrets ? maskedValue(named, definition.value) : definition.value)
          : text,
      json: () => ({
        scope: displayScope(path),
        option: named.name,
        ...definitionJson(named, definition, maskSecrets),
      }),
    }
  },
})
