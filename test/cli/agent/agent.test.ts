import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Bus } from '../../../src/cluster/bus/bus.js'
import { Subjects } from '../../../src/cluster/bus/subjects.js'
import { decodeAnswerPart } from '../../../src/cluster/messages/answer.js'
import { encodeCommand } from '../../../src/cluster/messages/command.js'
import { BusMember, closeMembers } from '../../tools/bus-member.js'
import { NatsServer, settingsOf, withNats } from '../../tools/nats-server.js'
import { ecconf } from '../../tools/program.js'
import { until } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'
import { AgentProcess, endAgents, NODE_MAIN, nodeFiles } from './agent-process.js'

const test = suite('ecconf agent and ecconf drift, as processes')
const onNats = withNats(test)

const servers: NatsServer[] = []

async function startServer(): Promise<NatsServer> {
  const server = await NatsServer.start()
  servers.push(server)
  return server
}

test.after(async () => {
  endAgents()
  await closeMembers()
  for (const server of servers) await server.stop()
})

const subjects = new Subjects('ec_cluster')

let sent = 0

/** Sends a command to all nodes, and waits for so many answers. @returns `NODE STATUS TEXT` of each */
async function broadcast(bus: Bus, text: string, count: number): Promise<readonly string[]> {
  const id = `command-${++sent}`
  const answers: string[] = []
  const subscription = bus.subscribe(subjects.ofNode('*').answer('mgr1'), (message) => {
    const part = decodeAnswerPart(message.payload)
    if (part?.id !== id || part.end === undefined) return
    const said = new TextDecoder().decode(part.bytes)
    answers.push(`${subjects.senderOf(message.subject)} ${part.end.status} ${said}`)
  })
  const command = { id, text, isXml: false, issuer: 'joe at /tmp/2025', patience: 60_000 }
  bus.publish(subjects.ofManager('mgr1').all, encodeCommand(command))
  await until(() => answers.length >= count)
  subscription.end()
  return answers.sort()
}

onNats(
  'it takes commands over the bus, also after the server was gone, and stops cleanly',
  async () => {
    const server = await startServer()
    const root = nodeFiles(server.url(), 'allow = ( "^(version|cluster|config) ?" "^shutdown$" )')
    const agent = AgentProcess.start(root)
    const { bus } = await BusMember.connected(settingsOf(server.url()))
    await agent.untilSaid('mta1: connected to the bus')
    assert.equal(await broadcast(bus, 'cluster nodename', 1), ['mta1 ok mta1\n'])
    assert.equal(await broadcast(bus, 'module list', 1), [
      'mta1 unauthorised Not Authorized for this command\n',
    ])
    await agent.untilSaid('mta1: joe at /tmp/2025 through mgr1: module list: unauthorised')
    const said = agent.said.length
    await server.stop()
    await until(() => agent.said.length > said)
    assert.match(agent.said[said] ?? '', /^mta1: the connection to the bus is lost: /)
    await server.go()
    await agent.untilSaid(`mta1: the bus is there: ${server.url()}`)
    await until(() => bus.state === 'connected')
    await until(
      () => agent.said.filter((line) => line === 'mta1: connected to the bus').length === 2,
    )
    assert.equal(await broadcast(bus, 'config get hostname', 1), [
      'mta1 ok Hostname = "mta1.example.net"\n',
    ])
    assert.is(await agent.end(), 0)
    assert.equal(agent.said.slice(-2), ['mta1: stopping: the signal TERM', 'mta1: stopped'])
    await server.stop()
  },
)

onNats(
  'the command shutdown stops it where a pattern allows it, and HUP reads the files again',
  async () => {
    const server = await startServer()
    const root = nodeFiles(server.url(), 'allow = ( ".*" "^shutdown$" )')
    const agent = AgentProcess.start(root)
    const { bus } = await BusMember.connected(settingsOf(server.url()))
    await agent.untilSaid('mta1: connected to the bus')
    const main = join(root, NODE_MAIN)
    writeFileSync(main, readFileSync(main, 'utf8').replace('1200', '1300'))
    agent.child.kill('SIGHUP')
    await agent.untilSaid('mta1: configuration reloaded by the signal HUP')
    assert.equal(await broadcast(bus, 'config get retry_interval', 1), [
      'mta1 ok Retry_Interval = 1300\n',
    ])
    const ended = new Promise((resolve) => agent.child.once('exit', resolve))
    assert.equal(await broadcast(bus, 'shutdown', 1), ['mta1 ok Shutting down.\n'])
    assert.is(await ended, 0)
    assert.equal(agent.said.slice(-2), ['mta1: stopping: the command shutdown', 'mta1: stopped'])
    await server.stop()
  },
)

onNats('a program carries commands out', async () => {
  const server = await startServer()
  const agent = AgentProcess.start(nodeFiles(server.url()), ['--exec', '/bin/echo "a  b"'])
  const { bus } = await BusMember.connected(settingsOf(server.url()))
  await agent.untilSaid('mta1: connected to the bus')
  assert.equal(await broadcast(bus, 'cluster duravip show', 1), [
    'mta1 ok a  b cluster duravip show\n',
  ])
  assert.is(await agent.end('SIGINT'), 0)
  await server.stop()
})

test('a server that cannot be reached does not keep it from starting', async () => {
  const agent = AgentProcess.start(nodeFiles('nats://127.0.0.1:1'))
  await until(() => agent.said.length >= 2)
  assert.match(agent.said[0] ?? '', /^mta1: starting: version /)
  assert.match(agent.said[1] ?? '', /^mta1: the bus cannot be reached: nats:\/\/127\.0\.0\.1:1: /)
  assert.is(await agent.end(), 0)
})

test('without a bus, and with files that are wrong, it ends with 2', () => {
  const root = scratch('corpus/node')
  const words = ['-c', NODE_MAIN, '--sysroot', '.']
  assert.equal(ecconf(['agent', ...words], { cwd: root }), {
    status: 2,
    stdout: '',
    stderr: `${NODE_MAIN} names no bus. Bus { url = ( "nats://HOST:4222" ) } does.\n`,
  })
  assert.equal(ecconf(['agent', ...words, '--exec', '"a'], { cwd: root }), {
    status: 2,
    stdout: '',
    stderr: 'ecconf: --exec names no program, or a quote in it is not closed.\n',
  })
  appendFileSync(join(root, NODE_MAIN), 'Nonsense = 1\n')
  const { status, stderr } = ecconf(['agent', ...words], { cwd: root })
  assert.is(status, 2)
  assert.match(stderr, /Nonsense[\s\S]*\nReconfigure failed\.\nGlobal configuration error\.\n$/)
})

onNats(
  'the version that the flag names counts for a single line, a reload and the start',
  async () => {
    const server = await startServer()
    const root = nodeFiles(server.url())
    const main = join(root, NODE_MAIN)
    // The settings name another version, in which the option is.
    writeFileSync(join(dirname(main), 'ecconf.json'), '{ "target": "4.4" }\n')
    const agent = AgentProcess.start(root, ['--target', '4.3'])
    const { bus } = await BusMember.connected(settingsOf(server.url()))
    await agent.untilSaid('mta1: connected to the bus')
    const why = 'Option "scheduled_send" is not in 4.3: it came with 4.4'
    const line = 'config set msg_gen scheduled_send true'
    const [refused = ''] = await broadcast(bus, line, 1)
    assert.match(refused, /^mta1 failed /)
    assert.match(refused, why)
    assert.equal(await broadcast(bus, 'config set blackhole true', 1), [
      'mta1 ok Blackhole = true\n',
    ])
    appendFileSync(main, 'msg_gen { scheduled_send = true }\n')
    const [kept = ''] = await broadcast(bus, 'config reload', 1)
    assert.match(kept, why)
    assert.match(kept, /\nReconfigure failed\.\n$/)
    assert.is(await agent.end(), 0)
    const start = (...words: readonly string[]) =>
      ecconf(['agent', '-c', main, '--sysroot', root, ...words])
    const { status, stderr } = start('--target', '4.3')
    assert.is(status, 2)
    assert.match(stderr, why)
    assert.match(stderr, /\nReconfigure failed\.\nGlobal configuration error\.\n$/)
    assert.equal(start('--target', 'four'), {
      status: 2,
      stdout: '',
      stderr: 'ecconf: --target: "four" is no version of the product, such as 4.2.28\n',
    })
    const newer = AgentProcess.start(root)
    await newer.untilSaid('mta1: connected to the bus')
    assert.equal(await broadcast(bus, line, 1), ['mta1 ok         scheduled_send = true\n'])
    assert.is(await newer.end(), 0)
    await server.stop()
  },
)

const MANAGER_MAIN = 'opt/msys/ecelerity/etc/conf/default/eccluster.conf'

/** The manager's copy of the files of the nodes, with a main file of its own. */
function managerFiles(url: string): string {
  const root = nodeFiles(url)
  mkdirSync(join(root, 'opt/msys/ecelerity/etc/conf/mta9'))
  const own = join(root, 'opt/msys/ecelerity/etc/conf/mta9/node-local.conf')
  writeFileSync(own, 'Hostname = "mta9.example.net"\n')
  const peers = `msgc_server { peers = [ mta1.example.net = "192.0.2.21" ${hostname()} = "192.0.2.20" mta7 = "192.0.2.27" ] }`
  writeFileSync(join(root, MANAGER_MAIN), `Bus { url = ( "${url}" ) }\n${peers}\n`)
  return root
}

onNats('drift says what nodes run against the files of the manager', async () => {
  const server = await startServer()
  const url = server.url()
  const root = managerFiles(url)
  const flags = ['drift', '-c', join(root, MANAGER_MAIN), '--sysroot', root]
  const agents = [
    AgentProcess.start(nodeFiles(url)),
    AgentProcess.start(managerFiles(url), ['--node', 'mta9']),
  ]
  const { bus } = await BusMember.connected(settingsOf(url))
  await agents[0]?.untilSaid('mta1: connected to the bus')
  await agents[1]?.untilSaid('mta9: connected to the bus')
  const missing = `? mta7   it has not answered; /${MANAGER_MAIN}:2 names it\n`
  const first = ecconf([...flags, '--wait', '2'])
  assert.is(
    first.stdout,
    `${missing}2 of 3 nodes run what the files say; not known: mta7.\n`,
    first.stderr,
  )
  assert.is(first.status, 2)
  await broadcast(bus, 'config set retry_interval 77', 2)
  const second = ecconf([...flags, '--wait', '2'])
  const place = `/${NODE_MAIN}:42`
  assert.is(
    second.stdout,
    `~ Retry_Interval   files 1200   ${place}\n    mta1, mta9   77   console, session 1, line 1\n${missing}0 of 3 nodes run what the files say; different: mta1, mta9; not known: mta7.\n`,
  )
  assert.is(second.status, 1)
  const { stdout } = ecconf([...flags, '--wait', '1', '--format', 'json'])
  assert.equal(JSON.parse(stdout).differences, [
    {
      scope: 'Global',
      option: 'Retry_Interval',
      files: { value: '1200', file: `/${NODE_MAIN}`, line: 42 },
      running: { value: '77', file: 'console, session 1, line 1', line: 0 },
      nodes: ['mta1', 'mta9'],
    },
  ])
  for (const agent of agents) assert.is(await agent.end(), 0)
  await server.stop()
  const gone = ecconf([...flags, '--wait', '1'])
  assert.is(gone.status, 2)
  assert.match(gone.stderr, /^ecconf: the bus cannot be reached: nats:\/\/127\.0\.0\.1:/)
})

test.run()
