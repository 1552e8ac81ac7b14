import { sysrootOf } from '../../config/environment/main-file.js'
import type { Configuration } from '../../config/index.js'
import { definedAt } from '../settings.js'
import { type Account, become } from './account.js'
import { loadFiles, type StartOptions } from './load-files.js'
import { PidFile, USUAL_PID_FILE } from './pid-file.js'
import { accountThatDecides, type Doing, isOfRootAlone } from './start-rights.js'

/** How a program is started, as far as its PID file depends on it. */
interface PidFileOptions extends StartOptions {
  /** Then it has none. */
  readonly isForeground: boolean
  readonly locks?: boolean
}

/**
 * Loads the files. Where the user of `Security` can change them, root becomes that user before anything is
 * done that they say, and loads them again: what that user may not read does not come in.
 * @returns also the PID file, if root has made it where the user could not
 * @throws StartRefused
 */
export async function loadAsWhoDecides(
  options: PidFileOptions,
  doing: Doing,
): Promise<{ readonly configuration: Configuration; readonly pidFile?: PidFile | undefined }> {
  const configuration = await loadFiles(options)
  const account = await accountThatDecides(configuration, doing)
  if (account === undefined) return { configuration }
  const pidFile = usualPidFile(configuration, account, options)
  try {
    become(account)
    return { configuration: await loadFiles(options), pidFile }
  } catch (error) {
    pidFile?.remove()
    throw error
  }
}

/**
 * The PID file at its usual place, where only root can make it. A PID file that the configuration names
 * is for the account to make.
 */
function usualPidFile(
  configuration: Configuration,
  account: Account,
  { isForeground, load, locks = true }: PidFileOptions,
): PidFile | undefined {
  if (isForeground || definedAt(configuration, [], 'pidfile') !== undefined) return undefined
  const { path } = sysrootOf(load).inside(USUAL_PID_FILE)
  if (!isOfRootAlone(path)) return undefined
  const pidFile = PidFile.take(path, locks)
  pidFile.write(account)
  return pidFile
}
