import { resolve } from 'node:path'
import { Agent } from '../../src/agent/agent.js'
import { programWords } from '../../src/agent/exec/program-words.js'
import { busSettings } from '../../src/cluster/bus/bus-settings.js'
import { openBus } from '../../src/cluster/bus/open-bus.js'
import { sysrootOf } from '../../src/config/environment/main-file.js'
import type { Configuration, LoadOptions } from '../../src/config/index.js'
import { followSignals } from '../../src/manager/process/signals.js'
import { StartRefused } from '../../src/manager/process/start-refused.js'
import { nodeEnvironment } from '../../src/node/index.js'
import { loadOptions } from '../../src/project/choice.js'
import { Failure } from '../../src/project/failure.js'
import { visible } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION, TARGET } from '../arguments/flags.js'
import { HOST } from '../host.js'
import { takeClusterBoot } from '../product/load.js'
import { programMain } from '../product/program-main.js'
import { targetVersion } from '../target-version.js'
import { note } from '../terminal/terminal.js'
import { VERSION } from '../version.js'

const { config, sysroot, searchPath, node, settings } = CONFIGURATION

/** `agent`: a node's end of the bus, in the foreground. */
export const agentCommand = command({
  name: 'agent',
  describe: "Carry out a manager's commands on this node",
  flags: {
    config,
    exec: {
      type: 'string',
      describe:
        'The program that carries commands out, each as its last argument; no shell reads it',
    },
    group: { type: 'string', alias: 'g', describe: 'The cluster group' },
    node,
    subcluster: { type: 'string', describe: 'The subcluster of the node' },
    sysroot,
    searchPath,
    settings,
    ...TARGET,
  },
  run: async (flags) => {
    const exec = flags.exec === undefined ? undefined : programWords(flags.exec)
    if (flags.exec !== undefined && exec === undefined) {
      throw new Failure('--exec names no program, or a quote in it is not closed.')
    }
    const choice = { ...flags, role: 'node' as const }
    await takeClusterBoot(choice)
    const root = flags.sysroot && resolve(flags.sysroot)
    const load: LoadOptions = {
      ...loadOptions({ ...choice, sysroot: root }, undefined, nodeEnvironment()),
      subcluster: flags.subcluster,
    }
    const main = await programMain(flags.config, 'ecelerity.conf', load)
    const judging = {
      settings: flags.settings && resolve(flags.settings),
      target: await targetVersion(flags.target),
    }
    try {
      const starting = Agent.start({
        main,
        load,
        host: HOST,
        judging,
        version: VERSION,
        clusterGroup: flags.group,
        exec,
        busOf: (configuration, say) => busOf(configuration, load, say),
        say: (line) => note(`${line}\n`),
      })
      followSignals(starting)
      await (await starting).stopped
    } catch (error) {
      if (!(error instanceof StartRefused)) throw error
      process.exitCode = 2
      for (const line of error.lines) note(`${line}\n`)
    }
  },
})

/** @throws StartRefused where the configuration names no server of a bus */
function busOf(configuration: Configuration, load: LoadOptions, say: (line: string) => void) {
  const settings = busSettings(configuration)
  if (settings === undefined || settings.servers.length === 0) {
    const main = visible(configuration.main.name)
    throw new StartRefused([
      ...(settings?.problems.map((problem) => `${main}: ${visible(problem)}`) ?? []),
      `${main} names no bus. Bus { url = ( "nats://HOST:4222" ) } does.`,
    ])
  }
  const place = (path: string) => sysrootOf(load).inside(path).path
  const bus = openBus(settings, { name: 'ecconf agent', place, note: say })
  return { bus, presenceEvery: (settings.nodeTimeout * 1000) / 3 }
}
