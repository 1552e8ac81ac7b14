import { readFileSync } from 'node:fs'
import { END_AS } from '../../src/project/recovery/end-as-name.js'
import { endOwn } from '../../src/project/recovery/end-own.js'
import { command } from '../arguments/command.js'
import { print } from '../terminal/terminal.js'

/** Ends what a user has left in a folder, as that user. Root starts it, for another user. */
export const endInterruptedCommand = command({
  name: END_AS,
  describe: 'End what a user has left, with the rights of that user',
  positionals: [
    { name: 'user', describe: 'The number of the user', count: 'one' },
    { name: 'group', describe: 'The number of the first group of that user', count: 'one' },
    { name: 'folder', describe: 'The folder of the main file', count: 'one' },
  ],
  flags: {},
  run: ({ words: [user = '', group = '', folder = ''] }) => {
    print(JSON.stringify(endOwn(user, group, folder, knownFiles())))
  },
})

/** The files of the configuration, which the process that has started this one knows. */
function knownFiles(): ReadonlySet<string> {
  const value: unknown = JSON.parse(readFileSync(0, 'utf8'))
  return new Set(Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [])
}
