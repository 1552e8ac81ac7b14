import { renderEval, resolveWords, wordsFromArguments } from '../../src/console/index.js'
import { Refusal } from '../../src/project/failure.js'
import { effectiveJson } from '../../src/report/index.js'
import { reportUnmatched } from '../terminal/unmatched.js'
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
    return { text: () => text, json: () => effectiveJson(path, effective, render.maskSecrets) }
  },
})
