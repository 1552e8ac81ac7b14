import { compare } from '../../src/edit/index.js'
import { disarmEntry } from '../../src/node/index.js'
import type { Outcome } from '../../src/project/changes/carry-out.js'
import { inclusionsIn } from '../../src/project/changes/led-elsewhere.js'
import { withPlaceNotes } from '../../src/project/changes/place-notes.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { Past } from '../../src/project/past/past.js'
import { type Rollback, rollbackOf } from '../../src/project/past/rollback.js'
import { rollbackJson, rollbackText } from '../../src/report/index.js'
import { command, type Flag, type FlagsOf, type GlobalFlags } from '../arguments/command.js'
import { CONFIGURATION, SECRETS, textOrJson, WRITING } from '../arguments/flags.js'
import { carryOut, refuse } from '../change/carry-out.js'
import { loadAnnounced } from '../configuration.js'
import { HOST } from '../host.js'
import { printJson, printText, showingOf } from '../terminal/terminal.js'

const FLAGS = {
  ...CONFIGURATION,
  ...SECRETS,
  ...WRITING,
  message: { type: 'string', alias: 'm', describe: 'Why it is done, for the history' },
  format: textOrJson('How the change is printed'),
} as const satisfies Record<string, Flag>

type RollbackFlags = FlagsOf<typeof FLAGS> & GlobalFlags

/** `rollback N`: takes a change of the history back, with a preview, as a change of its own. */
export const rollbackCommand = command({
  name: 'rollback',
  describe: 'Take a change of the history back, with a preview',
  positionals: [{ name: 'number', describe: 'The change: see ecconf history', count: 'many' }],
  flags: FLAGS,
  run: async (flags) => {
    const configuration = await loadAnnounced(flags)
    const past = Past.of(configuration)
    past.noteDamage(HOST)
    const entry = past.entry(numberIn(flags.words, past))
    refuseTwice(entry, past)
    const rollback = await rollbackOf(entry, past, configuration)
    const outcome =
      flags.format === 'json'
        ? await runForJson(rollback, past, flags)
        : await runForText(rollback, past, flags)
    if (outcome === 'written' && entry.state === 'armed') disarmEntry(past.folder, entry.number)
  },
})

/** @throws Failure when the words are not one number */
function numberIn(words: readonly string[], { entries }: Past): string {
  const [word, ...others] = words
  if (others.length > 0) throw new Failure('One change at a time: ecconf rollback N')
  if (word !== undefined) return word
  const last = entries[0]
  const hint =
    last === undefined
      ? 'no changes are recorded'
      : `the last one is ${last.number} (${last.command} by ${last.user})`
  throw new Failure(`Which change? ecconf history lists them; ${hint}`)
}

/** @throws Refusal */
function refuseTwice(entry: Past['entries'][number], past: Past): void {
  const by = past.takenBackBy(entry)
  if (by === undefined) return
  throw new Refusal(
    `Change ${entry.number} is taken back already, by change ${by.number}.\n  To have it again: ecconf rollback ${by.number}`,
  )
}

async function runForText(rollback: Rollback, past: Past, flags: RollbackFlags): Promise<Outcome> {
  const { changeSet, files } = rollback
  refuse(changeSet)
  if (changeSet.edits.length > 0) {
    printText(rollbackText(rollback, comparisonOf(rollback), showingOf(flags)))
  }
  return carryOut(
    changeSet,
    { files },
    {
      // Who says yes to a change that is named means it, on a terminal or not.
      flags: { ...flags, write: flags.write || flags.yes },
      needsAnswer: false,
      as: recordOf(rollback, past, flags),
      inclusionsOf: inclusionsIn([rollback.before]),
    },
  )
}

/** Nobody is asked: a program reads the answer. */
async function runForJson(rollback: Rollback, past: Past, flags: RollbackFlags): Promise<Outcome> {
  const { changeSet, files } = rollback
  const isRefused = changeSet.refusals.length > 0
  const shown = { ...rollback, changeSet: withPlaceNotes(changeSet, HOST, flags.force) }
  const dryRun = flags.dryRun || !(flags.write || flags.yes)
  const outcome = isRefused
    ? 'nothing'
    : await carryOut(
        changeSet,
        { files },
        {
          flags: { ...flags, dryRun, write: true },
          needsAnswer: false,
          as: recordOf(rollback, past, flags),
          inclusionsOf: inclusionsIn([rollback.before]),
          show: () => undefined,
          render: () => '',
        },
      )
  const written = outcome === 'written'
  const maskSecrets = !flags.showSecrets
  printJson(rollbackJson(shown, comparisonOf(rollback), { maskSecrets, written }))
  if (isRefused) process.exitCode = 1
  return outcome
}

function comparisonOf({ before, after }: Rollback) {
  return after && compare(before, after)
}

function recordOf({ entry }: Rollback, { folder }: Past, { message }: RollbackFlags) {
  return { folderOf: () => folder, command: 'rollback', message, rollsBack: entry.number }
}
