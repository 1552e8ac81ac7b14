import { isAbsolute } from 'node:path'
import { type Recovery, recover } from '../../node/index.js'
import { openNoDebugger } from '../../node/programs/no-debugger.js'
import { Failure } from '../failure.js'

/**
 * Ends what a user has left in a folder, as that user: this process, which root has started, gives up
 * what root may do before it looks at anything.
 * @param user the number of a user other than root, in digits
 * @param group the number of the first group of that user, in digits
 * @param folder of the main file, absolute
 * @param known the real paths of the files of the configuration
 * @throws Failure when the numbers are none, or the rights cannot be taken on
 */
export function endOwn(
  user: string,
  group: string,
  folder: string,
  known: ReadonlySet<string>,
): readonly Recovery[] {
  become(user, group)
  if (!isAbsolute(folder)) throw new Failure(`"${folder}" is no absolute path`)
  return recover(folder, undefined, known)
}

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
  openNoDebugger()
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
