import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Agent } from '../../src/agent/agent.js'
import { InProcessBus } from '../../src/cluster/bus/in-process-bus.js'
import { StartRefused } from '../../src/manager/process/start-refused.js'
import { nodeEnvironment } from '../../src/node/index.js'
import { until } from '../tools/running-manager.js'
import { scratch } from '../tools/scratch.js'
import { AgentOnBus, HOST, NODE_MAIN } from './agent-on-bus.js'

const test = suite('the agent of a node, with our own console')

const RULE = '#'.repeat(46)

test('it says who it is, by what the configuration says', async () => {
  const node = await AgentOnBus.start()
  await until(() => node.manager.presences.length > 0)
  const [presence] = node.manager.presences
  assert.match(presence?.address ?? '', /^[\d.]+:4802$/)
  assert.match(presence?.run ?? '', /^[0-9a-f]{16}$/)
  assert.equal(
    { ...presence, address: '', run: '' },
    {
      name: 'mta1',
      subcluster: 'default',
      type: 'Momentum',
      version: '0.1.0',
      address: '',
      groups: ['ec_console', 'ec_sc_default', 'ec_cluster'],
      privateName: `#ec0-${process.pid}#mta1`,
      run: '',
      epoch: undefined,
      isLeaving: false,
    },
  )
  const main = `/${NODE_MAIN}`
  assert.equal(node.said, [
    `mta1: starting: version 0.1.0, process ${process.pid}, subcluster default, main file ${main}`,
    'mta1: connected to the bus',
  ])
})

test('the name of the command line goes before that of the configuration', async () => {
  const root = scratch('corpus/node')
  const own = join(root, 'opt/msys/ecelerity/etc/conf/mta9')
  mkdirSync(own)
  writeFileSync(join(own, 'node-local.conf'), 'Hostname = "mta9.example.net"\n')
  const loading = { nodeName: 'mta9', subcluster: 'West' }
  const node = await AgentOnBus.start({ loading }, { root, bus: new InProcessBus() })
  await until(() => node.manager.presences.length > 0)
  const [presence] = node.manager.presences
  assert.is(presence?.name, 'mta9')
  assert.is(presence?.subcluster, 'west')
  assert.is(await node.ask('cluster nodename'), 'ok: mta9\n')
  assert.match(await node.ask('config get hostname'), 'mta9.example.net')
})

test('commands of the program answer for a node', async () => {
  const node = await AgentOnBus.start()
  assert.is(
    await node.ask('version'),
    `ok: ${RULE}\n# ecelerity version: 0.1.0\n# Momentum Sending\n# A part of ecconf.\n${RULE}\n`,
  )
  assert.is(await node.ask('cluster nodename'), 'ok: mta1\n')
  assert.match(await node.ask('cluster nodeaddr'), /^ok: [\d.]+:4802\n$/)
  assert.is(await node.ask('pid'), `ok: ${process.pid}\n`)
  assert.match(await node.ask('module list'), /^ok: [\s\S]*Module: opendkim:opendkim1\n/)
  assert.is(
    await node.ask('pid', true),
    `ok: <Response command="pid" status="0">\n  <Line>${process.pid}</Line>\n</Response>\n`,
  )
})

test('help lists what a node has, and what only the manager has is said to be so', async () => {
  const node = await AgentOnBus.start()
  const help = await node.ask('help')
  assert.match(
    help,
    'ok: cluster nodeaddr\n\tShow where the others of the cluster reach the node\n',
  )
  assert.match(help, '\nconfig set [SCOPE ...] OPTION')
  assert.not.match(help, /config begin|paniclog|show cluster membership/)
  assert.is(await node.ask('help config begin'), "failed: No help for 'config begin'\n")
  assert.is(
    await node.ask('config begin from scratch'),
    'failed: "config begin from scratch" is a command of the manager: a node is sent one command at a time.\n',
  )
  assert.is(
    await node.ask('cluster frobnicate'),
    'failed: Usage:\n  cluster nodename\n  cluster nodeaddr\n',
  )
  assert.is(await node.ask('summary'), 'failed: summary command not understood\n')
})

test('it reads and changes the configuration of the node', async () => {
  const node = await AgentOnBus.start()
  assert.is(await node.ask('config get hostname'), 'ok: Hostname = "mta1.example.net"\n')
  assert.is(await node.ask('config set blackhole true'), 'ok: Blackhole = true\n')
  assert.is(await node.ask('config get blackhole'), 'ok: Blackhole = true\n')
  assert.match(await node.ask('config diff'), /^ok: [\s\S]*Blackhole/)
  assert.match(await node.ask('config writeback'), /^ok: Wrote \/opt\/msys\/ecelerity\/etc\//)
  assert.is(await node.ask('config reload'), 'ok: OK\n')
  assert.is(await node.ask('config get blackhole'), 'ok: Blackhole = true\n')
  assert.equal(node.said.slice(2), [
    'mta1: joe at /tmp/2025 through mgr1: config get hostname',
    'mta1: joe at /tmp/2025 through mgr1: config set blackhole true',
    'mta1: configuration changed in memory by joe at /tmp/2025',
    'mta1: joe at /tmp/2025 through mgr1: config get blackhole',
    'mta1: joe at /tmp/2025 through mgr1: config diff',
    'mta1: joe at /tmp/2025 through mgr1: config writeback',
    'mta1: joe at /tmp/2025 through mgr1: config reload',
    'mta1: configuration reloaded by joe at /tmp/2025',
    'mta1: joe at /tmp/2025 through mgr1: config get blackhole',
  ])
})

test('secrets do not leave the node, and cannot be set as they are shown', async () => {
  const node = await AgentOnBus.start()
  const shown = await node.ask('config get datasource ecdb uri')
  assert.match(shown, 'password=****')
  assert.not.match(await node.ask('config showrecurse'), /sunny-Harbour-41/)
  assert.match(
    await node.ask('config set datasource ecdb uri ( "pgsql:password=****" )'),
    /^failed: The value holds \*\*\*\*/,
  )
})

test('a reload of files that are wrong is refused, and what runs goes on', async () => {
  const node = await AgentOnBus.start()
  appendFileSync(join(node.root, NODE_MAIN), 'Nonsense = 1\n')
  assert.match(await node.ask('config reload'), /^failed: [\s\S]*Reconfigure failed\.\n$/)
  assert.is(await node.ask('config get hostname'), 'ok: Hostname = "mta1.example.net"\n')
  await node.agent.reload('the signal HUP')
  assert.match(node.said.at(-1) ?? '', /^mta1: .*Nonsense/)
})

test('shutdown needs a pattern of its own, and then stops the agent', async () => {
  const closed = await AgentOnBus.start()
  assert.is(await closed.ask('shutdown'), 'unauthorised: Not Authorized for this command\n')
  await closed.agent.stop('the test')
  assert.equal(closed.said.slice(-2), ['mta1: stopping: the test', 'mta1: stopped'])
})

test('commands are carried out by a program where one is named', async () => {
  const node = await AgentOnBus.start({ exec: ['/bin/echo', '/tmp/2025'] })
  assert.is(await node.ask('cluster duravip show'), 'ok: /tmp/2025 cluster duravip show\n')
})

test('files that cannot be loaded keep it from starting', async () => {
  const root = scratch('corpus/node')
  appendFileSync(join(root, NODE_MAIN), 'Nonsense = 1\n')
  try {
    await AgentOnBus.start({}, { root, bus: new InProcessBus() })
    assert.unreachable()
  } catch (error) {
    assert.instance(error, StartRefused)
    assert.match((error as Error).message, /Nonsense/)
  }
  assert.match(readFileSync(join(root, NODE_MAIN), 'utf8'), /Nonsense/)
})

test('a bus that is not to be had keeps it from starting', async () => {
  const root = scratch('corpus/node')
  const starting = Agent.start({
    main: join(root, NODE_MAIN),
    load: { environment: nodeEnvironment(), sysroot: root },
    host: HOST,
    version: '0.1.0',
    say: () => undefined,
    busOf: () => {
      throw new StartRefused(['there is no bus'])
    },
  })
  const error = await starting.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  assert.instance(error, StartRefused)
})

test.run()
