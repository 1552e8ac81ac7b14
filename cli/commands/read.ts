import type { Configuration } from '../../src/config/index.js'
import { ConsoleError } from '../../src/console/index.js'
import type { Showing } from '../../src/report/index.js'
import {
  type Command,
  command,
  type Flag,
  type FlagsOf,
  type GlobalFlags,
  type Words,
} from '../arguments/command.js'
import { CONFIGURATION, SECRETS, scopeWords, textOrJson } from '../arguments/flags.js'
import { loadConfiguration } from '../configuration.js'
import { consoleRefusal } from '../terminal/console-refusal.js'
import { reportErrors } from '../terminal/syntax-errors.js'
import { print, printJson, printText, showingOf } from '../terminal/terminal.js'

/** What a read command answers, as text and as data. */
export interface Answer {
  readonly text: () => string
  readonly json: () => unknown
  /** Whether the text is for programs, as it is. */
  readonly isRaw?: boolean
}

const FORMAT = {
  format: textOrJson(),
} as const satisfies Record<string, Flag>

const READING = { ...CONFIGURATION, ...SECRETS, ...FORMAT }

/**
 * A command that reads: the words lead to something of the configuration, which is printed as the
 * console prints it, or as JSON. What the console refuses is exit 1, and so is a configuration with
 * errors, whatever could be read of it.
 */
export function readCommand<const F extends Readonly<Record<string, Flag>>>(spec: {
  readonly name: string
  readonly describe: string
  readonly words?: string
  readonly flags?: F
  readonly answer: (
    configuration: Configuration,
    given: Words & FlagsOf<typeof READING> & FlagsOf<F> & GlobalFlags,
    showing: Showing,
  ) => Answer
}): Command {
  return command({
    name: spec.name,
    describe: spec.describe,
    positionals: [scopeWords(spec.words ?? 'Scopes and an option, as on the console')],
    flags: { ...READING, ...(spec.flags as F) },
    run: async (flags) => {
      const given = flags as unknown as Parameters<typeof spec.answer>[1]
      const configuration = await loadConfiguration(given)
      if (reportErrors(configuration)) process.exitCode = 1
      try {
        const answer = spec.answer(configuration, given, showingOf(given))
        if (given.format === 'json') printJson(answer.json())
        else if (answer.isRaw) print(answer.text())
        else printText(answer.text())
      } catch (error) {
        if (error instanceof ConsoleError) throw consoleRefusal(error)
        throw error
      }
    },
  })
}
