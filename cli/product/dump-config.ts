import { dumpXml } from '../../src/config/index.js'
import type { FoundMain } from '../../src/project/main-files/installed.js'
import { productRefusal } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION, SECRETS } from '../arguments/flags.js'
import { announce } from '../configuration.js'
import { writeOutput } from '../streams/output-file.js'
import { note, print } from '../terminal/terminal.js'
import { productLoad } from './load.js'

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
      return note(productRefusal(configuration, first, new Date()))
    }
    const xml = dumpXml(configuration, { maskSecrets: !flags.showSecrets })
    if (flags.output === undefined) return print(xml)
    found.forEach(announce)
    writeOutput(flags.output, 'what is in it', xml, MODE)
  },
})

/** Nobody else need read what is in a configuration. */
const MODE = 0o640
