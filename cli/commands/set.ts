import { setChange } from '../../src/console/index.js'
import { changeCommand } from './change.js'

/** `set`: changes the value of an option, where it is set or where it belongs. */
export const setCommand = changeCommand({
  name: 'set',
  describe: 'Change the value of an option, with a preview',
  words: 'Scopes, an option and its value, as on the console',
  read: setChange,
})
