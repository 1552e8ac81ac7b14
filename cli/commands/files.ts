import type { Configuration } from '../../src/config/index.js'
import { dotText, fileGraph, filesJson, filesText, mermaidText } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION } from '../arguments/flags.js'
import { loadConfiguration } from '../configuration.js'
import { reportErrors } from '../terminal/syntax-errors.js'
import { print, printText } from '../terminal/terminal.js'

const FORMATS = {
  text: filesText,
  json: filesJson,
  dot: (configuration) => dotText(fileGraph(configuration)),
  mermaid: (configuration) => mermaidText(fileGraph(configuration)),
} satisfies Record<string, (configuration: Configuration) => string>

/** `files`: the files of a configuration in the order of reading, and whether they may be written. */
export const filesCommand = command({
  name: 'files',
  describe: 'List the files of a configuration, who includes them and which are read-only',
  flags: {
    ...CONFIGURATION,
    format: {
      type: 'string',
      choices: ['text', 'json', 'dot', 'mermaid'],
      default: 'text',
      describe: 'How the list is printed; dot and mermaid draw it',
    },
  },
  run: async (flags) => {
    const configuration = await loadConfiguration(flags)
    if (reportErrors(configuration)) process.exitCode = 1
    const text = FORMATS[flags.format](configuration)
    if (flags.format === 'json') print(text)
    else printText(text)
  },
})
