import type { KeyObject } from 'node:crypto'
import type { Configuration } from '../../src/config/index.js'
import { bindPlan, change, type SavedPlan, savedPlan, untrueClaims } from '../../src/edit/index.js'
import { besideMain } from '../../src/project/changes/carry-out.js'
import { Failure, Refusal } from '../../src/project/failure.js'
import { claimsNote, plainJson, staleText } from '../../src/report/index.js'
import { command, type Flag, type FlagsOf, type GlobalFlags } from '../arguments/command.js'
import { CONFIGURATION, SECRETS, WRITING } from '../arguments/flags.js'
import { carryOutChange, SHOWING } from '../change/carry-out-change.js'
import { CONFIRMING, confirmationOf } from '../change/confirming.js'
import { loadAnnounced } from '../configuration.js'
import { configurationOf } from '../plan/configuration-of.js'
import { readPublicKey } from '../plan/keys.js'
import { readPlan } from '../plan/read-plan.js'
import { planAgain } from '../plan/stale.js'
import { unfit } from '../plan/unfit.js'
import { reportErrors } from '../terminal/syntax-errors.js'
import { note, print } from '../terminal/terminal.js'

const APPLYING = {
  ...CONFIGURATION,
  ...SECRETS,
  ...WRITING,
  ...SHOWING,
  ...CONFIRMING,
  again: {
    type: 'boolean',
    default: false,
    describe: 'Make the plan again for the files as they are now',
  },
  verify: {
    type: 'string',
    completes: 'files',
    describe: 'Refuse a plan that is not signed with the public Ed25519 key in this file (PEM)',
  },
  message: {
    type: 'string',
    alias: 'm',
    describe: 'Why it is done, for the history; instead of what the plan says',
  },
} as const satisfies Record<string, Flag>

type ApplyFlags = FlagsOf<typeof APPLYING> & GlobalFlags

/** `apply`: carries a plan out, all of it or nothing, if it fits what is there. */
export const applyCommand = command({
  name: 'apply',
  describe: 'Carry out a plan, if the files are as they were when it was made',
  positionals: [
    {
      name: 'plan',
      describe: 'What ecconf plan has written; - is standard input',
      count: 'one',
      completes: 'files',
    },
  ],
  flags: APPLYING,
  run: async (given) => {
    const [name = ''] = given.words
    const plan = readPlan(name, { key: keyOf(given) })
    const flags = { ...given, ...configurationOf(name, plan, given) }
    const configuration = await loadAnnounced(flags)
    reportErrors(configuration)
    const application = { name, plan, configuration, flags }
    return flags.again ? applyAgain(application) : applyAsPlanned(application)
  },
})

/** What the plan must be signed with. @throws Failure */
function keyOf({ verify, again }: ApplyFlags): KeyObject | undefined {
  if (verify === undefined) return undefined
  if (again) {
    throw new Failure(
      'Either --verify or --again: a plan that is made again is not what was signed',
    )
  }
  return readPublicKey(verify)
}

interface Application {
  /** Of the plan's file. */
  readonly name: string
  readonly plan: SavedPlan
  readonly configuration: Configuration
  readonly flags: ApplyFlags
}

async function applyAgain({ plan, configuration, flags, ...rest }: Application): Promise<void> {
  const message = flags.message ?? plan.message
  const { force } = flags
  const changeSet = await change(configuration, plan.changes, { message, force })
  await carryOut({ plan, configuration, flags, ...rest }, changeSet, 'made again')
}

async function applyAsPlanned(application: Application): Promise<void> {
  const { name, plan, configuration, flags } = application
  const { force } = flags
  const bound = await bindPlan(plan, configuration, { force })
  switch (bound.kind) {
    case 'fits': {
      const { message } = flags
      const again = await savedPlan(bound.changeSet, configuration)
      note(claimsNote(name, untrueClaims(plan, again)))
      const changeSet = { ...bound.changeSet, ...(message !== undefined && { message }) }
      return carryOut(application, changeSet, 'fits')
    }
    case 'applied':
      if (flags.format === 'json') printState(name, { state: 'applied' })
      else print('Nothing to do: every file is as the plan leaves it.\n')
      return
    case 'stale': {
      const { files } = bound
      const again = await planAgain(plan, configuration)
      if (flags.format !== 'json') throw new Refusal(staleText(name, files, again))
      printState(name, { state: 'stale', files, again })
      process.exitCode = 1
      return
    }
    case 'refused':
      return carryOut(application, bound.changeSet, 'refused')
    default:
      throw unfit(name, bound)
  }
}

async function carryOut(
  { name, configuration, flags }: Application,
  changeSet: Awaited<ReturnType<typeof change>>,
  state: 'fits' | 'made again' | 'refused',
): Promise<void> {
  const folderOf = besideMain(configuration)
  const confirmation = confirmationOf(flags, folderOf())
  await carryOutChange(changeSet, configuration, {
    flags,
    // A script that forgets the flag must not go on as if all were done.
    needsAnswer: true,
    as: { folderOf, command: 'apply', confirmation },
    more: { plan: { file: name, state } },
  })
}

function printState(file: string, plan: Readonly<Record<string, unknown>>): void {
  print(plainJson({ version: 1, written: false, plan: { file, ...plan } }))
}
