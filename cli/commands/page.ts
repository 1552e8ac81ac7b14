import { pageData, pageDocument } from '../../src/page/document/document.js'
import { changesBetween, changesOf } from '../../src/page/making/changes.js'
import { pageModel } from '../../src/page/making/page.js'
import type { ChangesModel } from '../../src/page/model/model.js'
import { Failure } from '../../src/project/failure.js'
import type { LintTarget } from '../../src/project/targets/lint-targets.js'
import { command, type FlagsOf, type GlobalFlags } from '../arguments/command.js'
import { CONFIGURATION, TARGET } from '../arguments/flags.js'
import { loadTarget, settingsFor } from '../configuration.js'
import { loadSides, SYSROOTS } from '../diff/sides.js'
import { findingsFor } from '../page/findings.js'
import { planned } from '../page/planned.js'
import { configurationOf } from '../plan/configuration-of.js'
import { readPlan } from '../plan/read-plan.js'
import { refuseOutput } from '../streams/inputs.js'
import { writeOutput } from '../streams/output-file.js'
import { reportErrors } from '../terminal/syntax-errors.js'
import { note, print } from '../terminal/terminal.js'
import { VERSION } from '../version.js'

const A_PAGE = 'a page'
const STANDARD_OUTPUT = '-'

const PAGE = {
  ...CONFIGURATION,
  ...SYSROOTS,
  ...TARGET,
  plan: {
    type: 'string',
    completes: 'files',
    describe: 'Show what this plan changes',
  },
  output: {
    type: 'string',
    alias: 'o',
    completes: 'files',
    describe: 'The file that the page is written to; - is standard output',
  },
} as const

type PageFlags = FlagsOf<typeof PAGE> & GlobalFlags & { readonly words: readonly string[] }

/** `page`: a configuration, and what changes, as one HTML file. */
export const pageCommand = command({
  name: 'page',
  describe: 'Write what counts in a configuration, and why, as one HTML file',
  positionals: [
    {
      name: 'main',
      describe: 'A main file, or two to show what changes; the main file by default',
      count: 'many',
      completes: 'files',
    },
  ],
  flags: PAGE,
  run: async (flags) => {
    const output = outputOf(flags)
    const { target, changes } = await shownBy(flags)
    const { configuration } = target
    reportErrors(configuration)
    const findings = await findingsFor(target, flags.target)
    const program = `ecconf ${VERSION}`
    const model = pageModel({ configuration, findings, program, ...(changes && { changes }) })
    const text = pageDocument(pageData(model))
    if (output === STANDARD_OUTPUT) return print(text)
    writeOutput(output, A_PAGE, text)
    note(`Written: ${output}\n`)
  },
})

/** @throws Failure when flags do not go together */
function outputOf({ words, config, plan, sysrootA, sysrootB, output }: PageFlags): string {
  if (output === undefined) throw new Failure('-o FILE says where the page goes')
  if (words.length > 2) throw new Failure('One main file, or two to compare')
  if (words.length > 0 && config !== undefined) {
    throw new Failure('Either --config or the main file by itself')
  }
  if (words.length === 2 && plan !== undefined) {
    throw new Failure('Either two main files or --plan')
  }
  if (words.length !== 2 && (sysrootA !== undefined || sysrootB !== undefined)) {
    throw new Failure('--sysroot-a and --sysroot-b are for two main files')
  }
  if (output !== STANDARD_OUTPUT) refuseOutput(output, A_PAGE)
  return output
}

/** What a page shows. */
interface Shown {
  readonly target: LintTarget
  readonly changes?: ChangesModel
}

/** @throws Failure */
async function shownBy(flags: PageFlags): Promise<Shown> {
  const { words, plan } = flags
  const [first, second] = words
  if (plan !== undefined) return shownByPlan(plan, { ...flags, config: first ?? flags.config })
  if (second === undefined)
    return { target: await loadTarget({ ...flags, config: first ?? flags.config }) }
  const [before, after] = await loadSides({ ...flags, stdinFilename: undefined })
  reportErrors(before)
  const settings = await settingsFor({ config: second, settings: flags.settings })
  const target = { configuration: after, settings, fragment: false }
  return { target, changes: changesBetween(before, after) }
}

async function shownByPlan(name: string, flags: PageFlags): Promise<Shown> {
  const plan = readPlan(name)
  const target = await loadTarget(configurationOf(name, plan, flags))
  const before = target.configuration
  const { changeSet, after } = await planned(name, plan, before)
  const changes = changesOf(changeSet, { before, after }, name)
  return { target: { ...target, configuration: after }, changes }
}
