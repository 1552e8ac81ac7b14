import { dumpJson } from '../../src/config/index.js'
import { dumpConf } from '../../src/console/index.js'
import { command } from '../command.js'
import { loadConfiguration } from '../configuration.js'
import { CONFIGURATION, SECRETS } from '../flags.js'
import { reportErrors } from '../syntax-errors.js'
import { print } from '../terminal.js'

/** `dump`: the merged configuration as one file. */
export const dumpCommand = command({
  name: 'dump',
  describe: 'Print the merged configuration as one file',
  flags: {
    ...CONFIGURATION,
    ...SECRETS,
    format: {
      type: 'string',
      choices: ['conf', 'json'],
      default: 'conf',
      describe: 'The language of the file',
    },
  },
  run: async (flags) => {
    const configuration = await loadConfiguration(flags)
    if (reportErrors(configuration)) process.exitCode = 1
    const render = { maskSecrets: !flags.showSecrets }
    print(
      flags.format === 'json'
        ? `${JSON.stringify(dumpJson(configuration, render), null, 2)}\n`
        : dumpConf(configuration, render),
    )
  },
})
