import { dirname } from 'node:path'
import type { Configuration, LoadOptions } from '../../config/index.js'
import { unfinishedBeside } from '../../node/transactions/unfinished.js'
import type { Host } from '../../project/host.js'
import { openProject } from '../../project/recovery/open-project.js'
import { WorkHere } from '../live/index.js'
import { MESSAGES } from '../messages.js'
import { StartRefused } from './start-refused.js'

/** What a program is started with. */
export interface StartOptions {
  /** The main file, on this machine. */
  readonly main: string
  readonly load: LoadOptions
  /** The project's host, for what was interrupted in the middle of a write. */
  readonly host: Host
}

/**
 * Loads the files on this thread: nobody waits for an answer yet, and to start another takes longer.
 * @throws StartRefused
 */
export async function loadFiles({ main, load, host }: StartOptions): Promise<Configuration> {
  const work = new WorkHere({ main, load })
  let loading = await work.load()
  const folder = loading.configuration && dirname(loading.configuration.main.realPath)
  // A write that was interrupted is ended, and what nobody has confirmed is taken back.
  if (folder !== undefined && unfinishedBeside(folder) !== undefined) {
    await openProject(main, load, host)
    loading = await work.load()
  }
  if (loading.configuration !== undefined) return loading.configuration
  throw new StartRefused([
    ...loading.refused,
    MESSAGES.reconfigureFailed,
    MESSAGES.globalConfigurationError,
  ])
}
