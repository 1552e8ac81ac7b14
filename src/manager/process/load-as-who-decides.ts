import { sysrootOf } from '../../config/environment/main-file.js'
import { type Configuration, EnvironmentError, load } from '../../config/index.js'
import { isRoot } from '../live/strangers.js'
import { definedAt } from '../settings.js'
import { type Account, become } from './account.js'
import { type LoadedFiles, loadFiles, type StartOptions } from './load-files.js'
import { PidFile, USUAL_PID_FILE } from './pid-file.js'
import { accountThatDecides, type Doing, hasStrangers, isOfRootAlone } from './start-rights.js'

/** How a program is started, as far as its PID file depends on it. */
interface PidFileOptions extends StartOptions {
  /** A program in the foreground has no PID file. */
  readonly isForeground: boolean
  readonly locks?: boolean
}

/**
 * Loads the files. Where the user of `Security` can change them, or the settings that they are judged by,
 * root becomes that user before anything is done that they say, and loads them again: what that user may
 * not read does not come in.
 * @returns also the PID file, if root has made it where the user could not
 * @throws StartRefused
 */
export async function loadAsWhoDecides(
  options: PidFileOptions,
  doing: Doing,
): Promise<LoadedFiles & { readonly pidFile?: PidFile | undefined }> {
  // Root reads no settings of others, not even to refuse them: it only looks for the account.
  const unjudged = isRoot() && hasStrangers(options.main) ? await unjudgedFiles(options) : undefined
  const files = unjudged ?? (await loadFiles(options, doing))
  const account = await accountThatDecides(files.configuration, doing, files.site?.files)
  if (account === undefined) {
    return unjudged === undefined ? files : loadFiles(options, doing)
  }
  const pidFile = usualPidFile(files.configuration, account, options)
  try {
    become(account)
    return { ...(await loadFiles(options, doing)), pidFile }
  } catch (error) {
    pidFile?.remove()
    throw error
  }
}

/** The files as they are, whatever is wrong with them; undefined when they cannot be read. */
async function unjudgedFiles({
  main,
  load: options,
}: StartOptions): Promise<LoadedFiles | undefined> {
  try {
    return { configuration: await load(main, options) }
  } catch (error) {
    if (error instanceof EnvironmentError) return undefined
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
