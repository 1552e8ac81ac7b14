import { resolve } from 'node:path'
import { nodeEnvironment } from '../../node/index.js'
import { loadOptions } from '../../project/choice.js'
import { Manager } from '../process/manager.js'

/** What a manager in a program of one's own is started with. */
export interface ManagerSettings {
  /** The main file, on this machine. */
  readonly main: string
  /** The version that `version` of the console says. */
  readonly version: string
  /** The folder that stands for the root of the file system of the configuration. */
  readonly sysroot?: string
  /** Folders for includes, separated by `:`, in place of those that the product looks in. */
  readonly searchPath?: string
  /** The name of the node, for names of files in which it stands. */
  readonly node?: string
  /** A settings file, in place of the nearest `ecconf.json`. */
  readonly settings?: string
  /** Start also where only what ecconf knows is against the configuration. */
  readonly force?: boolean
  /** The place on this machine of a Unix socket of the configuration; by default its own path, whatever the sysroot. */
  readonly socketPlace?: (path: string) => string
  /** Takes a line of what `eccmgr` writes to standard error, without a line end. */
  readonly log?: (line: string) => void
  /** How much is told to `log`: 0, errors only, to 4. */
  readonly verbosity?: number
}

/** A manager that takes console sessions. */
export interface RunningManager {
  /** How its open listeners are called: `/tmp/2025`, `127.0.0.1:2025`. */
  readonly endpoints: readonly string[]
  /** How many console sessions there are. */
  readonly sessions: number
  /** Is fulfilled when it has stopped. */
  readonly stopped: Promise<void>
  /** Reads the files again, as SIGHUP has `eccmgr` do. @returns whether they are what runs now; `log` was told why not */
  reload(): Promise<boolean>
  /** Stops it: each session is told so, and no listener stays open. @param why for the log, in one line */
  stop(why: string): Promise<void>
}

/**
 * Starts the manager of `eccmgr` (runtime spec 6) in this process: it takes sessions when this is
 * fulfilled. There is no PID file and no lock, and no signal is followed. A process of root becomes the user
 * that `Security` names, for good, as `eccmgr` does.
 * @throws StartRefused, with the lines that `eccmgr` would say
 */
export async function startManager(settings: ManagerSettings): Promise<RunningManager> {
  const { main, version, sysroot, searchPath, node, force, socketPlace, verbosity } = settings
  const log = settings.log ?? (() => undefined)
  const manager = await Manager.start({
    main: resolve(main),
    load: loadOptions(
      { sysroot: sysroot && resolve(sysroot), searchPath, node, role: 'manager' },
      undefined,
      nodeEnvironment(true),
    ),
    host: { note: log, warn: log, wrote: () => undefined, reads: () => undefined },
    judging: {
      ...(settings.settings !== undefined && { settings: resolve(settings.settings) }),
      ...(force !== undefined && { force }),
    },
    version,
    standardError: (line) => log(line.replace(/\n$/, '')),
    isForeground: true,
    ...(socketPlace !== undefined && { socketPlace }),
    ...(verbosity !== undefined && { verbosity }),
  })
  return {
    get endpoints() {
      return manager.endpoints
    },
    get sessions() {
      return manager.sessions
    },
    stopped: manager.stopped,
    reload: () => manager.reload('the program'),
    stop: (why) => manager.stop(why),
  }
}
