import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { recover } from '../../src/node/index.js'
import { command } from '../arguments/command.js'
import { Failure } from '../failure.js'
import { print } from '../terminal/terminal.js'
import { END_AS } from './end-as-name.js'

/** Ends what a user has left in a folder, as that user. Root starts it, for another user. */
export const endAsCommand = command({
  name: END_AS,
  describe: 'End what a user has left, with the rights of that user',
  positionals: [
    { name: 'user', describe: 'The number of the user', count: 'one' },
    { name: 'group', describe: 'The number of the first group of that user', count: 'one' },
    { name: 'folder', describe: 'The folder of the main file', count: 'one' },
  ],
  flags: {},
  run: ({ words: [user = '', group = '', folder = ''] }) => {
    become(user, group)
    if (!isAbsolute(folder)) throw new Failure(`"${folder}" is no absolute path`)
    print(JSON.stringify(recover(folder, undefined, knownFiles())))
  },
})

/** What Node has on POSIX systems, and its types do not. */
interface WithGroups {
  initgroups(user: number, extraGroup: number): void
}

/** Gives up what root may do, for good. @throws Failure when that is not possible */
function become(user: string, group: string): void {
  if (!/^[1-9]\d{0,9}$/.test(user) || !/^\d{1,10}$/.test(group)) {
    throw new Failure('the user and the group are numbers, and the user is not root')
  }
  const [uid, gid] = [Number(user), Number(group)]
  try {
    // In this order: who is no longer root cannot change groups.
    const { initgroups, setgid, setuid } = process as Required<NodeJS.Process> & WithGroups
    initgroups(uid, gid)
    setgid(gid)
    setuid(uid)
  } catch (error) {
    throw new Failure(`user ${uid}: ${(error as Error).message}`)
  }
  const now = [process.getuid?.(), process.geteuid?.(), process.getgid?.(), process.getegid?.()]
  if (`${now}` !== `${[uid, uid, gid, gid]}`) throw new Failure(`user ${uid}: not taken on`)
}

/** The files of the configuration, which the process that has started this one knows. */
function knownFiles(): ReadonlySet<string> {
  const value: unknown = JSON.parse(readFileSync(0, 'utf8'))
  return new Set(Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [])
}
