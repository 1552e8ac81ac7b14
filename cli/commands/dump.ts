import { type Configuration, dumpJson, dumpXml } from '../../src/config/index.js'
import { dumpConf } from '../../src/console/index.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION, SECRETS } from '../arguments/flags.js'
import { loadConfiguration } from '../configuration.js'
import { reportErrors } from '../terminal/syntax-errors.js'
import { print } from '../terminal/terminal.js'

/** `dump`: the merged configuration as one file. */
export const dumpCommand = command({
  name: 'dump',
  describe: 'Print the merged configuration as one file',
  flags: {
    ...CONFIGURATION,
    ...SECRETS,
    format: {
      type: 'string',
      choices: ['conf', 'json', 'xml'],
      default: 'conf',
      describe: 'The language of the file',
    },
  },
  run: async (flags) => {
    const configuration = await loadConfiguration(flags)
    if (reportErrors(configuration)) process.exitCode = 1
    print(RENDERERS[flags.format](configuration, { maskSecrets: !flags.showSecrets }))
  },
})

type Renderer = (configuration: Configuration, render: { maskSecrets: boolean }) => string

const RENDERERS: Readonly<Record<'conf' | 'json' | 'xml', Renderer>> = {
  conf: dumpConf,
  json: (configuration, render) => `${JSON.stringify(dumpJson(configuration, render), null, 2)}\n`,
  xml: dumpXml,
}
