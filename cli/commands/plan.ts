import type { KeyObject } from 'node:crypto'
import { resolve } from 'node:path'
import type { Configuration } from '../../src/config/index.js'
import type { LineChange } from '../../src/console/index.js'
import { type ChangeSet, change, type SavedPlan, savedPlan } from '../../src/edit/index.js'
import { withPlaceNotes } from '../../src/project/changes/place-notes.js'
import { Failure } from '../../src/project/failure.js'
import { changedFiles, changeJson, plainJson } from '../../src/report/index.js'
import { command, type Flag, type FlagsOf, type GlobalFlags } from '../arguments/command.js'
import { CONFIGURATION, SECRETS } from '../arguments/flags.js'
import { changeText, SHOWING } from '../change/carry-out-change.js'
import { announce, loadConfiguration } from '../configuration.js'
import { HOST } from '../host.js'
import { readPrivateKey } from '../plan/keys.js'
import { Lines } from '../plan/lines.js'
import { A_PLAN, planText, writePlan } from '../plan/write-plan.js'
import { refuseOutput } from '../streams/inputs.js'
import { reportErrors } from '../terminal/syntax-errors.js'
import { looksOf, note, print, printText } from '../terminal/terminal.js'

const PLANNING = {
  ...CONFIGURATION,
  ...SECRETS,
  ...SHOWING,
  output: {
    type: 'string',
    alias: 'o',
    completes: 'files',
    describe: 'The file that the plan is written to; - is standard output',
  },
  sign: {
    type: 'string',
    completes: 'files',
    describe: 'Sign the plan with the private Ed25519 key in this file (PEM)',
  },
  message: { type: 'string', alias: 'm', describe: 'Why it is done, for the history' },
  force: {
    type: 'boolean',
    default: false,
    describe: 'Go on where only what ecconf knows is against it; apply needs it too',
  },
} as const satisfies Record<string, Flag>

type PlanFlags = FlagsOf<typeof PLANNING> & GlobalFlags & { readonly words: readonly string[] }

const STANDARD_STREAM = '-'

/** `plan`: several changes as one file, to be looked at and carried out later. */
export const planCommand = command({
  name: 'plan',
  describe: 'Make several changes into one plan, with a preview',
  positionals: [
    {
      name: 'lines',
      describe: 'A file of "config set" and "config unset" lines; standard input by default',
      count: 'many',
      completes: 'files',
    },
  ],
  flags: PLANNING,
  run: async (flags) => {
    refuseNonsense(flags)
    const [name = STANDARD_STREAM] = flags.words
    const key = flags.sign === undefined ? undefined : readPrivateKey(flags.sign)
    const configuration = await loadConfiguration(flags, announce)
    reportErrors(configuration)
    const lines = Lines.read(name)
    if (writesFile(flags)) refuseOutput(flags.output, A_PLAN)
    const asked = lines.changes(configuration)
    const changes = asked.map((each) => each.change)
    const changeSet = await change(configuration, changes, {
      message: flags.message,
      force: flags.force,
    })
    if (flags.format === 'json') return runForJson(changeSet, asked, configuration, { flags, key })
    lines.refuse(changeSet, asked)
    const plan = await planOf(changeSet, configuration, flags)
    const looks = looksOf(flags)
    if (flags.output === STANDARD_STREAM) {
      note(changeText(changeSet, configuration, flags, { ...looks, colour: false }))
    } else printText(changeText(changeSet, configuration, flags, looks))
    if (changeSet.edits.length === 0) note('The plan changes nothing.\n')
    keep(plan, { flags, key })
  },
})

function writesFile(flags: PlanFlags): flags is PlanFlags & { readonly output: string } {
  return flags.output !== undefined && flags.output !== STANDARD_STREAM
}

/** @throws Failure */
function refuseNonsense({ words, output, format, sign }: PlanFlags): void {
  if (words.length > 1) throw new Failure('One file of lines: ecconf plan LINES -o PLAN')
  if (format === 'json' && output === STANDARD_STREAM) {
    throw new Failure('Either --format json or -o -: both print to standard output')
  }
  if (sign !== undefined && output === undefined) {
    throw new Failure('--sign signs the plan that is written: say where, with -o PLAN')
  }
}

async function planOf(
  changeSet: ChangeSet,
  configuration: Configuration,
  { settings }: PlanFlags,
): Promise<SavedPlan> {
  const plan = await savedPlan(changeSet, configuration)
  if (settings === undefined) return plan
  return { ...plan, configuration: { ...plan.configuration, settings: resolve(settings) } }
}

/** How a plan is kept. */
interface Keeping {
  readonly flags: PlanFlags
  /** Signs it. */
  readonly key: KeyObject | undefined
}

function keep(plan: SavedPlan, { flags: { output }, key }: Keeping): void {
  if (output === undefined) note('No plan was written: -o PLAN writes one.\n')
  else if (output === STANDARD_STREAM) print(planText(plan, key))
  else {
    writePlan(output, plan, key)
    note(`Written: ${output}\n`)
  }
}

async function runForJson(
  changeSet: ChangeSet,
  asked: readonly LineChange[],
  configuration: Configuration,
  { flags, key }: Keeping,
): Promise<void> {
  const maskSecrets = !flags.showSecrets
  const isRefused = changeSet.refusals.length > 0
  const files = changedFiles(changeSet, configuration, { maskSecrets })
  const shown = withPlaceNotes(changeSet, HOST)
  const json = changeJson(shown, configuration, files, { maskSecrets, written: false })
  const plan = isRefused ? null : (flags.output ?? null)
  if (plan !== null) writePlan(plan, await planOf(changeSet, configuration, flags), key)
  const lines = asked.map(({ line }) => line)
  print(plainJson({ ...json, lines, plan }))
  if (isRefused) process.exitCode = 1
}
