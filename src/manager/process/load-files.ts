import { dirname } from 'node:path'
import type { Configuration, LoadOptions } from '../../config/index.js'
import { unfinishedBeside } from '../../node/transactions/unfinished.js'
import type { Host } from '../../project/host.js'
import { openProject } from '../../project/recovery/open-project.js'
import type { SiteKnowledge } from '../../project/site-knowledge.js'
import { type Judging, WorkHere } from '../live/index.js'
import { MESSAGES } from '../messages.js'
import { StartRefused } from './start-refused.js'
import type { Doing } from './start-rights.js'

/** What a program is started with. */
export interface StartOptions {
  /** The main file, on this machine. */
  readonly main: string
  readonly load: LoadOptions
  /** The project's host, for what was interrupted in the middle of a write. */
  readonly host: Host
  /** How settings count; by default those that lie nearest to the main file. */
  readonly judging?: Judging | undefined
}

/** The files as they are loaded, and what the settings say about them. */
export interface LoadedFiles {
  readonly configuration: Configuration
  readonly site?: SiteKnowledge | undefined
}

/**
 * Loads the files on this thread: nobody waits for an answer yet, and to start another takes longer.
 * @throws StartRefused
 */
export async function loadFiles(
  { main, load, host, judging = {} }: StartOptions,
  { wayPast }: Pick<Doing, 'wayPast'>,
): Promise<LoadedFiles> {
  const work = new WorkHere({ main, load, judging })
  let loading = await work.load()
  const folder = loading.configuration && dirname(loading.configuration.main.realPath)
  // A write that was interrupted is ended, and what nobody has confirmed is taken back.
  if (folder !== undefined && unfinishedBeside(folder) !== undefined) {
    await openProject(main, load, host)
    loading = await work.load()
  }
  if (loading.configuration !== undefined) {
    for (const line of loading.passedOver ?? []) host.warn(line)
    return loading
  }
  throw new StartRefused([
    ...loading.refused,
    ...(loading.isDoubtful === true ? [wayPast] : []),
    MESSAGES.reconfigureFailed,
    MESSAGES.globalConfigurationError,
  ])
}
