import { type Configuration, dumpXml } from '../../src/config/index.js'
import { loadFailure } from '../../src/console/index.js'
import type { Diagnostic } from '../../src/diagnostics/index.js'
import type { FoundMain } from '../../src/project/main-files/installed.js'
import { masker, visible } from '../../src/report/index.js'
import { command } from '../command.js'
import { announce } from '../configuration.js'
import { CONFIGURATION, SECRETS } from '../flags.js'
import { writeOutput } from '../output-file.js'
import { note, print } from '../terminal.js'
import { reportTexts } from '../texts.js'
import { productLoad } from './load.js'
import { logTime } from './log-time.js'

/**
 * `ec_dump_config` (runtime spec 6): the configuration as XML; what the product says of an invalid
 * one goes to standard error, and the exit status is 1.
 */
export const dumpConfig = command({
  name: 'ec_dump_config',
  describe: 'Print the configuration as XML',
  flags: {
    ...CONFIGURATION,
    ...SECRETS,
    extensions: {
      type: 'string',
      alias: 'e',
      completes: 'folders',
      describe: 'The folder of the modules; taken for compatibility, they are known without it',
    },
    output: {
      type: 'string',
      alias: 'f',
      completes: 'files',
      describe: 'The file to write, instead of standard output',
    },
  },
  run: async (flags) => {
    const found: FoundMain[] = []
    const { configuration, refusals } = await productLoad(flags, (each) => found.push(each))
    const [first] = refusals
    if (first !== undefined) {
      process.exitCode = 1
      return note(refusal(configuration, first))
    }
    const xml = dumpXml(configuration, { maskSecrets: !flags.showSecrets })
    if (flags.output === undefined) return print(xml)
    found.forEach(announce)
    writeOutput(flags.output, 'what is in it', xml, MODE)
  },
})

/** Nobody else need read what is in a configuration. */
const MODE = 0o640

/** What the product says: it stops at the first thing that is wrong. */
function refusal(configuration: Configuration, finding: Diagnostic): string {
  const mask = masker(finding, reportTexts([configuration], { maskSecrets: true }))
  const { log, lines } = loadFailure(configuration, finding, mask(finding.summary))
  const time = logTime(new Date())
  const said = [...log.map((line) => `${time} ${line}`), ...lines, 'Global configuration error.']
  return said.map((line) => `${visible(mask(line))}\n`).join('')
}
