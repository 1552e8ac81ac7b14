import { addChanges, removeChanges, setChange } from '../../src/console/index.js'
import { Failure } from '../../src/project/failure.js'
import type { Flag } from '../arguments/command.js'
import { changeCommand } from './change.js'

const LISTS = {
  add: {
    type: 'boolean',
    default: false,
    describe: 'Add the words behind the option to its elements, or KEY=VALUE to its keys',
  },
  remove: {
    type: 'boolean',
    default: false,
    describe: 'Take the words behind the option out of its elements, or keys',
  },
  file: {
    type: 'string',
    completes: 'files',
    describe: 'The file of the configuration that takes the change, where there is a choice',
  },
} as const satisfies Record<string, Flag>

/** `set`: changes the value of an option, where it is set or where it belongs. */
export const setCommand = changeCommand({
  name: 'set',
  describe: 'Change the value of an option, with a preview',
  words: 'Scopes, an option and its value, as on the console',
  flags: LISTS,
  read: (configuration, words, { add, remove }, leeway) => {
    if (add && remove) throw new Failure('Say --add or --remove, not both')
    if (add) return addChanges(configuration, words, leeway)
    return remove ? removeChanges(configuration, words) : [setChange(configuration, words, leeway)]
  },
})
