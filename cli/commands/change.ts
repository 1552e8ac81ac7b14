import type { Change, Configuration } from '../../src/config/index.js'
import { ConsoleError, type Word, wordsFromArguments } from '../../src/console/index.js'
import { type ChangeSet, change } from '../../src/edit/index.js'
import { renderSideBySide } from '../../src/report/index.js'
import { carryOut, refuse } from '../carry-out.js'
import { changeJson } from '../change-json.js'
import { changedFiles } from '../changed-files.js'
import { type Command, command, type Flag, type FlagsOf, type GlobalFlags } from '../command.js'
import { loadConfiguration } from '../configuration.js'
import { Refusal } from '../failure.js'
import { CONFIGURATION, SECRETS, scopeWords, WRITING } from '../flags.js'
import { renderPreview } from '../preview.js'
import { reportErrors } from '../syntax-errors.js'
import { looksOf, palette, print } from '../terminal.js'

/** How a change is shown, and what is kept of it. */
const SHOWING = {
  sideBySide: { type: 'boolean', default: false, describe: 'Show the diff in two columns' },
  format: {
    type: 'string',
    choices: ['text', 'json'],
    default: 'text',
    describe: 'How the change is printed',
  },
  message: { type: 'string', alias: 'm', describe: 'Why it is done, for the history' },
} as const satisfies Record<string, Flag>

const CHANGING = { ...CONFIGURATION, ...SECRETS, ...WRITING, ...SHOWING }

type ChangingFlags = FlagsOf<typeof CHANGING> & GlobalFlags

/** Columns where the screen's width is not known. */
const USUAL_WIDTH = 120

/**
 * A command that changes options: first the place, the reason, the effect and the diff, then the
 * question, and only then the file.
 */
export function changeCommand<const F extends Readonly<Record<string, Flag>>>(spec: {
  readonly name: string
  readonly describe: string
  readonly words: string
  readonly flags: F
  readonly read: (
    configuration: Configuration,
    words: readonly Word[],
    flags: FlagsOf<F>,
  ) => readonly Change[]
}): Command {
  return command({
    name: spec.name,
    describe: spec.describe,
    positionals: [scopeWords(spec.words)],
    flags: { ...CHANGING, ...spec.flags },
    run: async (given) => {
      const flags = given as unknown as ChangingFlags & FlagsOf<F> & { words: readonly string[] }
      const configuration = await loadConfiguration(flags)
      reportErrors(configuration)
      const changes = readChanges(configuration, flags)
      const changeSet = await change(configuration, changes, { message: flags.message })
      if (flags.format === 'json') await runForJson(changeSet, configuration, flags)
      else await runForText(changeSet, configuration, flags)
    },
  })

  function readChanges(
    configuration: Configuration,
    flags: FlagsOf<F> & { readonly words: readonly string[] },
  ): readonly Change[] {
    try {
      return spec.read(configuration, wordsFromArguments(flags.words), flags)
    } catch (error) {
      if (error instanceof ConsoleError) throw new Refusal(error.message)
      throw error
    }
  }
}

async function runForText(
  changeSet: ChangeSet,
  configuration: Configuration,
  flags: ChangingFlags,
): Promise<void> {
  refuse(changeSet)
  const looks = looksOf(flags)
  const colours = palette(looks)
  const maskSecrets = !flags.showSecrets
  print(renderPreview(changeSet, configuration, { maskSecrets, colours }))
  await carryOut(changeSet, configuration, {
    flags,
    needsAnswer: false,
    ...(flags.sideBySide && {
      render: (files) => renderSideBySide(files, looks.width ?? USUAL_WIDTH, colours),
    }),
  })
}

/** Nobody is asked: a program reads the answer. */
async function runForJson(
  changeSet: ChangeSet,
  configuration: Configuration,
  flags: ChangingFlags,
): Promise<void> {
  const maskSecrets = !flags.showSecrets
  const isRefused = changeSet.refusals.length > 0
  const dryRun = flags.dryRun || !(flags.write || flags.yes)
  const outcome = isRefused
    ? 'nothing'
    : await carryOut(changeSet, configuration, {
        flags: { ...flags, dryRun, write: true },
        needsAnswer: false,
        show: () => undefined,
        render: () => '',
      })
  const files = changedFiles(changeSet, configuration, { maskSecrets })
  const written = outcome === 'written'
  const json = changeJson(changeSet, configuration, files, { maskSecrets, written })
  print(`${JSON.stringify(json, null, 2)}\n`)
  if (isRefused) process.exitCode = 1
}
