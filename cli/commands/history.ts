import { Past } from '../../src/project/past/past.js'
import { command } from '../command.js'
import { loadConfiguration } from '../configuration.js'
import { Failure } from '../failure.js'
import { CONFIGURATION, SECRETS } from '../flags.js'
import { entryText } from '../history/entry-text.js'
import { entryWithDiff, historyJson } from '../history/history-json.js'
import { listText } from '../history/list-text.js'
import { HOST } from '../host.js'
import { looksOf, palette, print } from '../terminal.js'

/** `history`: what the tool has written for a configuration, or one of these changes. */
export const historyCommand = command({
  name: 'history',
  describe: 'What was written: a line each, or one change with its diff',
  positionals: [
    { name: 'number', describe: 'A change; all of them, if none is named', count: 'many' },
  ],
  flags: {
    ...CONFIGURATION,
    ...SECRETS,
    format: {
      type: 'string',
      choices: ['text', 'json'],
      default: 'text',
      describe: 'How the answer is printed',
    },
  },
  run: async (flags) => {
    const [word, ...others] = flags.words
    if (others.length > 0) throw new Failure('One change at a time: ecconf history N')
    const past = Past.of(await loadConfiguration(flags))
    past.noteDamage(HOST)
    const maskSecrets = !flags.showSecrets
    if (flags.format === 'json') {
      const json = word ? entryWithDiff(past.entry(word), past, maskSecrets) : historyJson(past)
      print(`${JSON.stringify(json, null, 2)}\n`)
      return
    }
    const colours = palette(looksOf(flags))
    if (word !== undefined) print(entryText(past.entry(word), past, { colours, maskSecrets }))
    else if (past.entries.length > 0) print(listText(past, colours))
    else print(`No changes of ${past.name} are recorded.\n`)
  },
})
