import { hostname } from 'node:os'
import { resolve } from 'node:path'
import type { Bus } from '../../src/cluster/bus/bus.js'
import { busSettings } from '../../src/cluster/bus/bus-settings.js'
import { openBus } from '../../src/cluster/bus/open-bus.js'
import { Subjects } from '../../src/cluster/bus/subjects.js'
import { findDrift } from '../../src/cluster/drift/drift.js'
import { driftText } from '../../src/cluster/drift/drift-text.js'
import { NODES_MAIN, nodesFiles } from '../../src/cluster/drift/nodes-files.js'
import { RunningAsker } from '../../src/cluster/drift/running-asker.js'
import { readMbusFile } from '../../src/cluster/manager-end/mbus-file.js'
import {
  expectedPeers,
  expectedTogether,
  NOTHING_EXPECTED,
} from '../../src/cluster/membership/expected-nodes.js'
import { randomHex } from '../../src/cluster/random-hex.js'
import { SYSTEM_TIMING } from '../../src/cluster/system-timing.js'
import { sysrootOf } from '../../src/config/environment/main-file.js'
import type { Configuration } from '../../src/config/index.js'
import { become } from '../../src/manager/process/account.js'
import { StartRefused } from '../../src/manager/process/start-refused.js'
import { ASKS_NODES, accountThatDecides } from '../../src/manager/process/start-rights.js'
import { textOf } from '../../src/manager/settings.js'
import { Failure } from '../../src/project/failure.js'
import { visible } from '../../src/report/index.js'
import { command } from '../arguments/command.js'
import { CONFIGURATION, type ConfigurationFlags, textOrJson } from '../arguments/flags.js'
import { announce, loadConfiguration } from '../configuration.js'
import { programMain } from '../product/program-main.js'
import { looksOf, note, palette, printJson, printText } from '../terminal/terminal.js'

/** `drift`: which nodes run something else than the manager's files; exit 1 when any does. */
export const driftCommand = command({
  name: 'drift',
  describe: "Show which nodes run something else than the manager's files",
  flags: {
    ...CONFIGURATION,
    nodeConfig: {
      type: 'string',
      completes: 'files',
      describe: 'The main file of the nodes, instead of ecelerity.conf on the search path',
    },
    group: { type: 'string', alias: 'g', describe: 'The cluster group' },
    wait: { type: 'string', default: '5', describe: 'For how many seconds nodes are waited for' },
    format: textOrJson(),
  },
  run: async (flags) => {
    const patience = secondsOf(flags.wait) * 1000
    const manager = await loadedAsWhoDecides({ ...flags, role: 'manager' })
    const { options } = manager
    const main = await nodeMain(flags.nodeConfig, options)
    const bus = await connected(manager, patience)
    try {
      const group = flags.group ?? textOf(manager, [{ name: 'Cluster' }], 'cluster_group')
      const subjects = new Subjects(group ?? 'ec_cluster')
      const drift = await findDrift({
        asker: new RunningAsker({
          bus,
          subjects,
          manager: hostname(),
          timing: SYSTEM_TIMING,
          newId: () => randomHex(16),
        }),
        subjects: subjects.ofManager(hostname()),
        expected: await expectedNodes(manager),
        nonce: randomHex(16),
        patience,
        filesFor: (node, subcluster) => nodesFiles(main, options, node, subcluster),
      })
      if (flags.format === 'json') printJson({ version: 1, ...drift })
      else printText(driftText(drift, palette(looksOf(flags))))
      const is = (state: string) => drift.nodes.some((node) => node.state === state)
      if (is('differs')) process.exitCode = 1
      else if (is('unknown') || drift.nodes.length === 0) process.exitCode = 2
    } finally {
      await bus.close()
    }
  },
})

/**
 * The configuration of the manager. It says to which server which login is shown: where others than root
 * can change it, root becomes the user of `Security` first, who can read no login of root.
 * @throws Failure
 */
async function loadedAsWhoDecides(flags: ConfigurationFlags): Promise<Configuration> {
  const configuration = await loadConfiguration(flags, announce)
  try {
    const account = await accountThatDecides(configuration, ASKS_NODES)
    if (account === undefined) return configuration
    become(account)
  } catch (error) {
    throw error instanceof StartRefused ? new Failure(error.message) : error
  }
  return loadConfiguration(flags)
}

/** The nodes that mbus.conf and the configuration of the manager name. */
async function expectedNodes(manager: Configuration) {
  const { expectation, mistake } = await readMbusFile(manager.options, NOTHING_EXPECTED)
  if (mistake !== undefined) note(`${visible(mistake)}\n`)
  return expectedTogether([expectation, expectedPeers(manager)], hostname()).nodes
}

/** @throws Failure */
function nodeMain(named: string | undefined, options: Configuration['options']): Promise<string> {
  return programMain(named, NODES_MAIN, options).catch((error: unknown) => {
    if (named !== undefined || !(error instanceof Failure)) throw error
    throw new Failure(
      'No ecelerity.conf on the search path. Name the main file of the nodes with --node-config.',
    )
  })
}

/** @throws Failure */
function secondsOf(text: string): number {
  const seconds = Number(text)
  if (/^\d{1,4}$/.test(text) && seconds > 0) return seconds
  throw new Failure(`--wait ${text}: a number of seconds from 1 to 9999 is wanted.`)
}

/** The bus that a manager's configuration names, when this process is on it. @throws Failure */
async function connected(manager: Configuration, patience: number): Promise<Bus> {
  const settings = busSettings(manager)
  const name = manager.main.name
  if (settings === undefined || settings.servers.length === 0) {
    throw new Failure(`${name} names no bus. Bus { url = ( "nats://HOST:4222" ) } does.`)
  }
  const place = (path: string) => resolve(sysrootOf(manager.options).inside(path).path)
  let said = 'the bus has not answered'
  const note = (line: string) => {
    said = line
  }
  const bus = openBus(settings, { name: 'ecconf drift', place, note })
  await new Promise<void>((done) => {
    const timer = setTimeout(done, patience)
    bus.watch((state) => {
      if (state !== 'connected') return
      clearTimeout(timer)
      done()
    })
  })
  if (bus.state === 'connected') return bus
  await bus.close()
  throw new Failure(said)
}
