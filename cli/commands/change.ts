import type { Change, ConfigFile, Configuration } from '../../src/config/index.js'
import {
  ConsoleError,
  DoubtfulCommand,
  type Leeway,
  type Word,
  wordsFromArguments,
} from '../../src/console/index.js'
import { type ChangeSet, change } from '../../src/edit/index.js'
import { besideMain } from '../../src/project/changes/carry-out.js'
import { Failure } from '../../src/project/failure.js'
import { realPathOf } from '../../src/project/paths/real-path.js'
import {
  type Command,
  command,
  type Flag,
  type FlagsOf,
  type GlobalFlags,
} from '../arguments/command.js'
import { CONFIGURATION, SECRETS, scopeWords, WRITING } from '../arguments/flags.js'
import { carryOutChange, SHOWING } from '../change/carry-out-change.js'
import { CONFIRMING, confirmationOf } from '../change/confirming.js'
import { loadAnnounced } from '../configuration.js'
import { consoleRefusal } from '../terminal/console-refusal.js'
import { reportErrors } from '../terminal/syntax-errors.js'

const CHANGING = {
  ...CONFIGURATION,
  ...SECRETS,
  ...WRITING,
  ...SHOWING,
  ...CONFIRMING,
  message: { type: 'string', alias: 'm', describe: 'Why it is done, for the history' },
} as const satisfies Record<string, Flag>

type ChangingFlags = FlagsOf<typeof CHANGING> & GlobalFlags & { readonly file?: string }

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
    leeway: Leeway,
  ) => readonly Change[]
}): Command {
  return command({
    name: spec.name,
    describe: spec.describe,
    positionals: [scopeWords(spec.words)],
    flags: { ...CHANGING, ...spec.flags },
    run: async (given) => {
      const flags = given as unknown as ChangingFlags & FlagsOf<F> & { words: readonly string[] }
      const configuration = await loadAnnounced(flags)
      reportErrors(configuration)
      const { message, force } = flags
      const { changes, doubt } = readDoubtful(configuration, flags)
      const onlyFile = flags.file === undefined ? undefined : chosenFile(configuration, flags.file)
      const options = { message, force, onlyFile }
      const changeSet = withDoubt(await change(configuration, changes, options), doubt)
      const folderOf = besideMain(configuration)
      const confirmation = confirmationOf(flags, folderOf())
      const edit = confirmation ? undefined : editorFor(changeSet, configuration, flags)
      const as = { folderOf, command: spec.name, confirmation }
      await carryOutChange(changeSet, configuration, { flags, as, edit })
    },
  })

  /** The changes, and what is known about the product that is against them. */
  function readDoubtful(
    configuration: Configuration,
    flags: FlagsOf<F> & { readonly words: readonly string[] },
  ): { changes: readonly Change[]; doubt?: DoubtfulCommand } {
    const words = wordsFromArguments(flags.words)
    try {
      try {
        return { changes: spec.read(configuration, words, flags, 'known') }
      } catch (error) {
        if (!(error instanceof DoubtfulCommand)) throw error
        return { changes: spec.read(configuration, words, flags, 'any'), doubt: error }
      }
    } catch (error) {
      if (error instanceof ConsoleError) throw consoleRefusal(error)
      throw error
    }
  }
}

/** The file of the configuration that a flag names. @throws Failure */
function chosenFile({ files }: Configuration, name: string): ConfigFile {
  const path = realPathOf(name)
  const file = files.find(({ realPath, virtual }) => !virtual && realPath === path)
  if (file === undefined) {
    throw new Failure(`${name}: no file of this configuration; "ecconf files" lists them`)
  }
  return file
}

/**
 * A change set in the console's words where knowledge about the product refuses it. Where settings,
 * a comment or a flag say otherwise, it is not refused.
 */
function withDoubt(changeSet: ChangeSet, doubt: DoubtfulCommand | undefined): ChangeSet {
  const { refusals } = changeSet
  const [first] = refusals
  if (doubt === undefined || first === undefined) return changeSet
  if (!refusals.every(({ code }) => code === 'invalid')) return changeSet
  const { message, hint } = doubt
  const detail = [hint, '--force goes on all the same.'].flatMap((each) => each ?? []).join(' ')
  const refusal = { ...first, summary: message, detail }
  return { ...changeSet, refusals: [refusal] }
}

/** What lets the user change the new texts by hand; nothing when a file has to be made. */
function editorFor(
  changeSet: ChangeSet,
  configuration: Configuration,
  flags: ChangingFlags,
): (() => Promise<boolean>) | undefined {
  if (changeSet.edits.some(({ create }) => create)) return undefined
  return async () => {
    const { editResult } = await import('../edit/edit-result.js')
    return editResult(changeSet, configuration, flags)
  }
}
