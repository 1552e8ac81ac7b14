import { Failure } from '../../src/project/failure.js'
import { diffOf, Past } from '../../src/project/past/past.js'
import { shownEntry } from '../../src/project/past/states.js'
import { entryText, entryWithDiff, historyJson, historyText } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION, SECRETS, textOrJson } from '../arguments/flags.js'
import { loadConfiguration } from '../configuration.js'
import { HOST } from '../host.js'
import { printJson, printText, showingOf } from '../terminal/terminal.js'

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
    format: textOrJson(),
  },
  run: async (flags) => {
    const [word, ...others] = flags.words
    if (others.length > 0) throw new Failure('One change at a time: ecconf history N')
    const past = Past.of(await loadConfiguration(flags))
    past.noteDamage(HOST)
    const { name, passedOver } = past
    const showing = showingOf(flags)
    const isJson = flags.format === 'json'
    if (word !== undefined) {
      const entry = past.entry(word)
      const diff = diffOf(entry, showing)
      const shown = shownEntry(entry, past)
      if (isJson) printJson(entryWithDiff(name, shown, diff))
      else printText(entryText(shown, diff, showing.colours))
      return
    }
    const entries = past.entries.map((entry) => shownEntry(entry, past))
    if (isJson) printJson(historyJson(name, entries, passedOver.damaged))
    else if (entries.length > 0) printText(historyText(entries, showing.colours))
    else printText(`No changes of ${name} are recorded.\n`)
  },
})
