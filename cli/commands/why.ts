import { resolveWords, wordsFromArguments } from '../../src/console/index.js'
import { Refusal } from '../../src/project/failure.js'
import { whyJson, whyText } from '../../src/report/index.js'
import { reportUnmatched } from '../terminal/unmatched.js'
import { readCommand } from './read.js'

/** `why`: every definition of an option, which one wins, and what it falls back to. */
export const whyCommand = readCommand({
  name: 'why',
  describe: 'Explain where the value of an option comes from',
  answer: (configuration, flags, showing) => {
    const words = wordsFromArguments(flags.words)
    const { path, option } = resolveWords(configuration, words, 'option')
    if (option === undefined) throw new Refusal('An option name is missing.')
    reportUnmatched(configuration, path, option.name)
    const explanation = configuration.why(path, option.name)
    if (explanation.effective.origin === 'none') process.exitCode = 1
    return {
      text: () => whyText(configuration, path, option.name, explanation, showing),
      json: () => whyJson(configuration, path, option.name, explanation, showing),
    }
  },
})
