import { resolve } from 'node:path'
import { sysrootOf } from '../../src/config/environment/main-file.js'
import {
  EnvironmentError,
  type LoadOptions,
  load as loadConfiguration,
} from '../../src/config/index.js'
import { banner } from '../../src/manager/commands/program/banner.js'
import {
  isInBackground,
  startInBackground,
  tellStarter,
} from '../../src/manager/process/background.js'
import { Manager } from '../../src/manager/process/manager.js'
import { followSignals } from '../../src/manager/process/signals.js'
import { StartRefused } from '../../src/manager/process/start-refused.js'
import { accountThatDecides, STARTS_MANAGER } from '../../src/manager/process/start-rights.js'
import { systemdUnit } from '../../src/manager/process/systemd-unit.js'
import { nodeEnvironment } from '../../src/node/index.js'
import { loadOptions } from '../../src/project/choice.js'
import { Failure } from '../../src/project/failure.js'
import { failure } from '../../src/project/system-failure.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION } from '../arguments/flags.js'
import { HOST } from '../host.js'
import { ownProgram } from '../own-program.js'
import { note, print } from '../terminal/terminal.js'
import { VERSION } from '../version.js'
import { programMain } from './program-main.js'

const { config, sysroot, searchPath, node, settings } = CONFIGURATION

/** `eccmgr` (runtime spec 6): the cluster manager, in the background unless `-d` keeps it. */
export const eccmgr = command({
  name: 'eccmgr',
  describe: 'Run the cluster manager',
  flags: {
    config,
    group: { type: 'string', alias: 'g', describe: 'The cluster group' },
    skipLock: { type: 'boolean', alias: 'n', default: false, describe: 'Take no lock' },
    verbose: {
      type: 'boolean',
      alias: 'v',
      default: false,
      describe: 'Report more on standard error; up to four times',
    },
    extensions: {
      type: 'string',
      alias: 'e',
      completes: 'folders',
      describe: 'The folder of the modules; taken for compatibility',
    },
    foreground: {
      type: 'boolean',
      alias: 'd',
      default: false,
      describe: 'Stay in the foreground, without a PID file',
    },
    debug: { type: 'boolean', alias: 'D', default: false, describe: 'The same as -d' },
    printUnit: {
      type: 'boolean',
      default: false,
      describe: 'Print a unit of systemd that runs the manager with this configuration',
    },
    showVersion: { type: 'boolean', alias: 'V', default: false, describe: 'Print the version' },
    daemon: { type: 'string', alias: 's', describe: 'Taken for compatibility' },
    legacyX: { type: 'boolean', alias: 'x', default: false, describe: 'Taken for compatibility' },
    sysroot,
    searchPath,
    node,
    settings,
    force: {
      type: 'boolean',
      default: false,
      describe: 'Start also where only what ecconf knows is against the configuration',
    },
  },
  run: async (flags) => {
    if (flags.showVersion) return print(banner({ version: VERSION }))
    const isForeground = flags.foreground || flags.debug
    const load: LoadOptions = loadOptions(
      { ...flags, role: 'manager', sysroot: flags.sysroot && resolve(flags.sysroot) },
      undefined,
      nodeEnvironment(true),
    )
    const main = await programMain(flags.config, 'eccluster.conf', load)
    if (flags.printUnit) return print(await unit(main, load, wordsFor(flags, main, load.sysroot)))
    if (!isForeground && !isInBackground()) {
      const words = wordsFor(flags, main, load.sysroot)
      process.exitCode = await startInBackground([...ownProgram(), 'eccmgr', ...words], note)
      return
    }
    const tell = isInBackground() ? tellStarter() : undefined
    try {
      const starting = Manager.start({
        main,
        load,
        host: HOST,
        judging: { settings: flags.settings && resolve(flags.settings), force: flags.force },
        version: VERSION,
        standardError: tell?.line ?? note,
        isForeground,
        locks: !flags.skipLock,
        verbosity: verbosity(),
        clusterGroup: flags.group,
      })
      followSignals(starting)
      const manager = await starting
      tell?.ready()
      await manager.stopped
    } catch (error) {
      if (!(error instanceof StartRefused)) throw error
      process.exitCode = 2
      for (const line of error.lines) (tell?.line ?? note)(`${line}\n`)
      tell?.failed()
    }
  },
})

/** @throws Failure */
async function unit(main: string, load: LoadOptions, words: readonly string[]): Promise<string> {
  try {
    const configuration = await loadConfiguration(main, load)
    // No unit is made for a manager that would not start.
    await accountThatDecides(configuration, STARTS_MANAGER)
    return systemdUnit({
      command: [process.execPath, ...ownProgram(), 'eccmgr', '-d', ...words],
      configuration,
      place: (path) => sysrootOf(load).inside(path).path,
    })
  } catch (error) {
    if (error instanceof StartRefused) throw new Failure(error.message)
    throw error instanceof EnvironmentError ? failure(error) : error
  }
}

/** What the process in the background is told: it stands in another folder. */
function wordsFor(
  flags: {
    readonly group: string | undefined
    readonly skipLock: boolean
    readonly searchPath: string | undefined
    readonly node: string | undefined
    readonly settings: string | undefined
    readonly force: boolean
  },
  main: string,
  sysroot: string | undefined,
): string[] {
  const optional = (flag: string, value: string | undefined) =>
    value === undefined ? [] : [flag, value]
  return [
    '-c',
    main,
    ...optional('-g', flags.group),
    ...(flags.skipLock ? ['-n'] : []),
    ...optional('--sysroot', sysroot),
    ...optional('--search-path', flags.searchPath),
    ...optional('--node', flags.node),
    ...optional('--settings', flags.settings && resolve(flags.settings)),
    ...(flags.force ? ['--force'] : []),
    ...Array.from({ length: verbosity() }, () => '-v'),
  ]
}

/** How often `-v` was given. */
function verbosity(): number {
  const given = process.argv.filter((word) => /^-[a-zA-Z]*v[a-zA-Z]*$/.test(word))
  const count = given.join('').replace(/[^v]/g, '').length
  return Math.min(count + process.argv.filter((word) => word === '--verbose').length, 4)
}
