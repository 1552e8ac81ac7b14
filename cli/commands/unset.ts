import { unsetChange } from '../../src/console/index.js'
import { changeCommand } from './change.js'

/** `unset`: takes the definitions of an option out of the files. */
export const unsetCommand = changeCommand({
  name: 'unset',
  describe: 'Take an option out, with a preview',
  words: 'Scopes and an option, as on the console',
  read: unsetChange,
})
