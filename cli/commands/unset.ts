import { unsetChange } from '../../src/console/index.js'
import { changeCommand } from './change.js'

/** `unset`: takes the definitions of an option, or the stanzas of a scope, out of the files. */
export const unsetCommand = changeCommand({
  name: 'unset',
  describe: 'Take an option or a whole scope out, with a preview',
  words: 'Scopes and an option, as on the console',
  flags: {},
  read: (configuration, words) => [unsetChange(configuration, words)],
})
