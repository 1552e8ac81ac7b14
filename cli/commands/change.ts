import type { Change, Configuration } from '../../src/config/index.js'
import { ConsoleError, type Word, wordsFromArguments } from '../../src/console/index.js'
import { change } from '../../src/edit/index.js'
import { carryOut, refuse } from '../carry-out.js'
import { type Command, command } from '../command.js'
import { loadConfiguration } from '../configuration.js'
import { Refusal } from '../failure.js'
import { CONFIGURATION, SECRETS, scopeWords, WRITING } from '../flags.js'
import { renderPreview } from '../preview.js'
import { reportErrors } from '../syntax-errors.js'
import { looksOf, palette, print } from '../terminal.js'

/**
 * A command that changes an option: first the place, the reason and the diff, then the question,
 * and only then the file.
 */
export function changeCommand(spec: {
  readonly name: string
  readonly describe: string
  readonly words: string
  readonly read: (configuration: Configuration, words: readonly Word[]) => Change
}): Command {
  return command({
    name: spec.name,
    describe: spec.describe,
    positionals: [scopeWords(spec.words)],
    flags: { ...CONFIGURATION, ...SECRETS, ...WRITING },
    run: async (flags) => {
      const configuration = await loadConfiguration(flags)
      reportErrors(configuration)
      const changeSet = await change(configuration, [readChange(configuration, flags.words)])
      refuse(changeSet)
      const colours = palette(looksOf(flags))
      const maskSecrets = !flags.showSecrets
      print(renderPreview(changeSet, configuration, { maskSecrets, colours }))
      await carryOut(changeSet, configuration, { flags, needsAnswer: false })
    },
  })

  function readChange(configuration: Configuration, words: readonly string[]): Change {
    try {
      return spec.read(configuration, wordsFromArguments(words))
    } catch (error) {
      if (error instanceof ConsoleError) throw new Refusal(error.message)
      throw error
    }
  }
}
