import { writeFileSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { InProcessBus } from '../../../src/cluster/bus/in-process-bus.js'
import { encodeAnswerPart } from '../../../src/cluster/messages/answer.js'
import type { SentCommand } from '../../../src/cluster/messages/command.js'
import { type Client, RunningManager, stopAll, until } from '../../tools/running-manager.js'
import { SimulatedNode } from '../../tools/simulated-node.js'

const test = suite('the cluster at the console')
test.after(stopAll)

const LISTENER = 'Control_Listener { Listen "/tmp/2025" {} }\n'
const LOGGER = 'ec_logger "ec_logger" { paniclog = "/log/paniclog.ec" }\n'
const MBUS_FILE = 'opt/msys/ecelerity/etc/mbus.conf'

/** The mbus.conf of the manual page: two subclusters, whose manager is named in both. */
const MBUS = `SocketPortReuse = AUTO
# Subcluster: east = rh52mgr.vmnet24.example.com
Spread_Segment 10.79.24.255:4803 {
  rh52bare 10.79.24.130
  rh52mgr 10.79.24.136
}
SocketPortReuse = AUTO
# Subcluster: west => rh52mgr.vmnet24.example.com
Spread_Segment 10.79.240.255:4803 {
  rh52bar2 10.79.240.129
}
`

interface Cluster {
  readonly bus: InProcessBus
  readonly manager: RunningManager
  readonly console: Client
  readonly nodes: Readonly<Record<string, SimulatedNode>>
}

/** A manager and the nodes of the manual page, or others. */
async function started(
  { text = LISTENER, mbus }: { readonly text?: string; readonly mbus?: string } = {},
  names: Readonly<Record<string, string>> = { rh52bare: 'east', rh52bar2: 'west' },
): Promise<Cluster> {
  const bus = new InProcessBus()
  const nodes: Record<string, SimulatedNode> = {}
  for (const [name, subcluster] of Object.entries(names)) {
    nodes[name] = new SimulatedNode(bus.connect(), name, { subcluster })
  }
  const manager = await RunningManager.start(
    text,
    { bus: { bus: bus.connect(), name: 'nats://127.0.0.1:4222' } },
    mbus === undefined ? {} : { [MBUS_FILE]: mbus },
  )
  const { membership } = manager.manager.cluster
  await until(() => membership.present.length === Object.keys(nodes).length)
  return { bus, manager, nodes, console: await manager.connect() }
}

/** Waits until the manager has taken so many answers to the last command. */
async function answered({ manager }: Cluster, count: number): Promise<void> {
  const { cache } = manager.manager.cluster.broadcasts
  await until(() => cache.broadcasts.at(-1)?.counts.answered === count)
}

function node({ nodes }: Cluster, name: string): SimulatedNode {
  const found = nodes[name]
  if (found === undefined) throw new Error(name)
  return found
}

/** The last command that a node has got. */
function lastOf(each: SimulatedNode): SentCommand {
  const command = each.commands.at(-1)
  if (command === undefined) throw new Error(`${each.name} has got nothing`)
  return command
}

async function fails(console: Client, line: string, text: string): Promise<void> {
  assert.equal(await console.run(line), { text, status: 'failed' })
}

test('a broadcast reaches every console, and what they answer is retrieved', async () => {
  const cluster = await started()
  const { console } = cluster
  assert.is(
    await console.ok('broadcast   sieve:sieve1  flush cache'),
    "Broadcast sent to 2 nodes. Use 'retrieve sieve:sieve1 flush cache' for the responses.\n",
  )
  await answered(cluster, 2)
  for (const name of ['rh52bare', 'rh52bar2']) {
    const { text, isXml, issuer } = lastOf(node(cluster, name))
    assert.equal([text, isXml], ['sieve:sieve1  flush cache', false])
    assert.match(issuer, /^\w+ through \/tmp\/2025$/)
  }
  assert.is(
    await console.ok('retrieve sieve:sieve1   flush cache'),
    'Node: rh52bar2\nrh52bar2: sieve:sieve1  flush cache\n\nNode: rh52bare\nrh52bare: sieve:sieve1  flush cache\n\n',
  )
  assert.is(
    await console.ok('retrieve_node RH52BARE sieve:sieve1 flush cache'),
    'rh52bare: sieve:sieve1  flush cache\n',
  )
  assert.is(
    await console.ok('xml retrieve_node rh52bare sieve:sieve1 flush cache'),
    '<Responses command="sieve:sieve1 flush cache">\n  <Node name="rh52bare" subcluster="east" status="ok">\n    <Line>rh52bare: sieve:sieve1  flush cache</Line>\n  </Node>\n</Responses>\n',
  )
})

test('a subcluster is asked alone, and so is one node', async () => {
  const cluster = await started({ mbus: MBUS })
  const { console } = cluster
  const [east, west] = [node(cluster, 'rh52bare'), node(cluster, 'rh52bar2')]
  assert.is(
    await console.ok('subcluster broadcast west config reload'),
    "Broadcast sent to 1 node. Use 'retrieve config reload' for the responses.\n",
  )
  await answered(cluster, 1)
  assert.is(west.commands.length, 1)
  assert.is(east.commands.length, 0)
  assert.is(
    await console.ok('subcluster retrieve WEST config reload'),
    'Node: rh52bar2\nrh52bar2: config reload\n\n',
  )
  await fails(
    console,
    'subcluster retrieve east config reload',
    "No responses stored for 'config reload'.\n",
  )
  assert.is(await console.ok('unicast rh52bare version'), 'Sent to rh52bare.\n')
  await answered(cluster, 1)
  assert.is(west.commands.length, 1)
  assert.is(await console.ok('retrieve_node rh52bare version'), 'rh52bare: version\n')
  await fails(console, 'retrieve_node rh52bar2 version', "No responses stored for 'version'.\n")
})

test('what is not there is said', async () => {
  const { console } = await started({ mbus: MBUS }, { rh52bare: 'east' })
  await fails(
    console,
    'subcluster broadcast wst version',
    'Unknown subcluster \'wst\'\nDid you mean "west"?\n',
  )
  await fails(console, 'subcluster broadcast west version', 'No nodes are connected.\n')
  await fails(
    console,
    'unicast rh52bar version',
    'Unknown node \'rh52bar\'\nDid you mean "rh52bare"?\n',
  )
  await fails(
    console,
    'unicast rh52bare.vmnet24.example.com version',
    'Unknown node \'rh52bare.vmnet24.example.com\'\nDid you mean "rh52bare"?\n',
  )
  await fails(console, 'unicast rh52bar2 version', "Node 'rh52bar2' is not connected.\n")
  await fails(console, 'unicast rh52bare', 'Usage:\n  unicast NODE CMD\n')
  await fails(console, 'broadcast', 'Usage:\n  broadcast CMD\n  broadcast --wait TIME CMD\n')
  await fails(
    console,
    'broadcast --wait soon version',
    '\'soon\' is not a time to wait: say "5s", "500ms" or "2m", at most 10 minutes.\n',
  )
  await fails(console, 'retrieve version', "No responses stored for 'version'.\n")
  await fails(console, 'retrieve_node x version', "Unknown node 'x'\n")
  await fails(
    console,
    `broadcast ${'x'.repeat(70_000)}`,
    'The command is longer than 65536 characters.\n',
  )
})

test('without a message bus nobody is there, and the expected nodes are missed', async () => {
  const manager = await RunningManager.start(LISTENER, {}, { [MBUS_FILE]: MBUS })
  const console = await manager.connect()
  assert.match(await console.ok('info'), /^Daemon: none \(not connected to a message bus\)\n/)
  await fails(console, 'broadcast version', 'No nodes are connected.\n')
  const text = await console.ok('show cluster membership')
  assert.is(
    text.slice(text.indexOf('\n\n')),
    '\n\nExpected, and not there:\n  rh52bar2, subcluster west (/opt/msys/ecelerity/etc/mbus.conf, line 10)\n  rh52bare, subcluster east (/opt/msys/ecelerity/etc/mbus.conf, line 4)\n',
  )
})

test('the membership has every member in a block of its own, then who is missing or unknown', async () => {
  const peers =
    'msgc_server { peers = [ mta1.example.net = "192.0.2.21"\n rh52bare = "192.0.2.22" ] }\n'
  const cluster = await started(
    { text: LISTENER + peers, mbus: MBUS },
    { rh52bare: 'east', stray: 'west' },
  )
  const { console, manager } = cluster
  const { privateName } = manager.manager.cluster.membership.own
  const block = (name: string, subcluster: string) =>
    `Private Name: #ec0-4711#${name}\nNode Name: ${name}\nSubcluster: ${subcluster}\nNode Type: Momentum\nVersion: 3.0.10.30663 r(30669)\nAddress: 10.79.0.20:4802\nGroups: ec_console, ec_sc_${subcluster}, ec_cluster\n`
  assert.is(
    await console.ok('show cluster membership'),
    `Private Name: ${privateName}\nNode Name: (Null)\nSubcluster: (Null)\nNode Type: Manager\nVersion: 0.1.0\nAddress: 0.0.0.0:0\nGroups: ec_cluster\n\n${block('rh52bare', 'east')}\n${block('stray', 'west')}\nExpected, and not there:\n  mta1.example.net (/etc/eccluster.conf, line 3)\n  rh52bar2, subcluster west (/opt/msys/ecelerity/etc/mbus.conf, line 10)\n\nThere, and expected nowhere:\n  stray\n`,
  )
  assert.match(
    await console.ok('xml show cluster membership'),
    '  <Missing node_name="mta1.example.net" file="/etc/eccluster.conf" line="3"/>\n  <Missing node_name="rh52bar2" subcluster="west" file="/opt/msys/ecelerity/etc/mbus.conf" line="10"/>\n  <Unknown node_name="stray"/>\n</ClusterMembership>\n',
  )
  assert.match(await console.ok('info'), `Daemon: nats://127.0.0.1:4222 [m:${privateName}]\n`)
  writeFileSync(
    join(manager.root, MBUS_FILE),
    '# Subcluster: west = m\nSpread_Segment 10.0.0.255 {\n stray 10.0.0.1\n}\n',
  )
  const missing = 'show cluster membership | match subcluster'
  const before = await console.ok(missing)
  assert.match(before, /rh52bar2/)
  await console.ok('config set Message_Expiration 7200')
  await manager.manager.flush()
  assert.is(await console.ok(missing), before)
  await console.ok('config reload')
  await manager.manager.flush()
  const text = await console.ok('show cluster membership | except Private')
  assert.match(text, /Expected, and not there:\n {2}mta1\.example\.net \(.*\)\n$/)
})

test('an address is moved only to a host that is a member', async () => {
  const cluster = await started({}, { 'pono.example.com': 'default', kona: 'default' })
  const { console } = cluster
  const refused = (host: string, meant: string) =>
    `Nothing was sent: '${host}' is not the node name of a member.\nDid you mean "${meant}"?\n`
  const move = 'cluster duravip move'
  await fails(console, `broadcast ${move} 10.0.5.139 to pono`, refused('pono', 'pono.example.com'))
  await fails(
    console,
    `broadcast ${move} kona.example.com pono.example.com`,
    refused('kona.example.com', 'kona'),
  )
  await fails(
    console,
    `subcluster broadcast default Cluster DuraVIP  move 10.0.5.139 TO "pono"`,
    refused('pono', 'pono.example.com'),
  )
  await fails(
    console,
    `broadcast --wait 1s ${move} 10.0.5.139 to pono`,
    refused('pono', 'pono.example.com'),
  )
  await fails(
    console,
    `unicast kona xml ${move} 10.0.5.139 to nobody`,
    "Nothing was sent: 'nobody' is not the node name of a member.\n",
  )
  for (const each of Object.values(cluster.nodes)) assert.is(each.commands.length, 0)
  assert.match(
    await console.ok(`broadcast ${move} 10.0.5.139 to PONO.example.com`),
    'Broadcast sent to 2 nodes.',
  )
  assert.match(
    await console.ok('broadcast cluster duravip announce view'),
    'Broadcast sent to 2 nodes.',
  )
})

test('what became of a command on each node is told apart', async () => {
  const cluster = await started({}, { a: 'x', b: 'x', c: 'x', d: 'x', e: 'x', f: 'x', g: 'x' })
  const { console } = cluster
  const statuses = ['ok', 'failed', 'unauthorised', 'timed-out', 'too-long', 'unavailable'] as const
  for (const [index, status] of statuses.entries()) {
    node(cluster, 'abcdef'[index] ?? '').answering = () => ({ status, text: `${status}\n` })
  }
  node(cluster, 'g').answering = () => undefined
  await console.ok('broadcast version')
  await answered(cluster, 6)
  assert.is(
    await console.ok('retrieve version'),
    `Node: a
ok

Node: b (failed)
failed

Node: c (not authorised)
unauthorised

Node: d (timed out)
timed-out

Node: e (too long, not whole)
too-long

Node: f (console not available)
unavailable

Node: g (no response yet)

`,
  )
  assert.is(await console.ok('retrieve_node g version'), 'Node: g (no response yet)\n')
  assert.match(
    await console.ok('xml retrieve version'),
    '<Node name="g" subcluster="x" status="waiting"/>',
  )
})

test('with --wait answers are shown as they come, and equal ones once', async () => {
  const cluster = await started({}, { a: 'x', b: 'x', c: 'x', d: 'x' })
  const { console } = cluster
  for (const name of ['a', 'c']) node(cluster, name).answering = () => ({ text: 'same' })
  node(cluster, 'b').answering = () => ({ status: 'failed', text: 'no\n' })
  node(cluster, 'd').answering = () => undefined
  let text = ''
  const end = console.connection.run('broadcast --wait 10m version', {
    write: (part) => {
      text += part
    },
  })
  await until(() => /^a .*\n(.*\n)*c .*/m.test(text) && /^b /m.test(text))
  assert.match(text, /^Broadcast sent to 4 nodes\. Waiting 600 s for the responses\.\n/)
  node(cluster, 'd').answer(lastOf(node(cluster, 'd')), 'same')
  assert.is(Object(await end).status, 'failed')
  const rows = text
    .split('\n')
    .slice(1, 5)
    .map((line) => line.replace(/ \d\.\d{3} s/, ' T.TTT s'))
  assert.equal(rows.sort(), [
    'a  ok                       T.TTT s  4 bytes',
    'b  failed                   T.TTT s  3 bytes',
    'c  ok                       T.TTT s  4 bytes',
    'd  ok                       T.TTT s  4 bytes',
  ])
  assert.ok(
    text.endsWith(
      '\n4 of 4 nodes have answered.\n\n3 nodes: a, c, d\nsame\n\n1 node (failed): b\nno\n',
    ),
    text,
  )
  node(cluster, 'd').answering = () => undefined
  const short = await console.run('broadcast --wait=20ms version')
  assert.is(short.status, 'failed')
  assert.match(short.text, '3 of 4 nodes have answered.\nNo response yet: d\n')
  for (const name of ['b', 'd']) node(cluster, name).answering = () => ({ text: 'same' })
  assert.is((await console.run('broadcast --wait 2m version')).status, 'ok')
})

test('whoever waits for answers is woken when the manager stops', async () => {
  const cluster = await started()
  const { console, manager } = cluster
  node(cluster, 'rh52bare').answering = () => undefined
  let text = ''
  const end = console.connection.run('broadcast --wait 10m version', {
    write: (part) => {
      text += part
    },
  })
  await until(() => text.includes('rh52bar2'))
  await manager.stop()
  await end
  assert.match(text, '1 of 2 nodes have answered.\nNo response yet: rh52bare\n')
})

test('a newer command of the same text takes the place of the older one', async () => {
  const cluster = await started()
  const { console } = cluster
  const [bare, bar2] = [node(cluster, 'rh52bare'), node(cluster, 'rh52bar2')]
  await console.ok('broadcast version')
  await answered(cluster, 2)
  const old = lastOf(bare)
  bare.answering = () => undefined
  bar2.answering = () => ({ text: 'new\n' })
  await console.ok('broadcast  version ')
  await answered(cluster, 1)
  const now = 'Node: rh52bar2\nnew\n\nNode: rh52bare (no response yet)\n\n'
  assert.is(await console.ok('retrieve version'), now)
  bare.answer(old, 'from before\n')
  await until(async () => (await console.ok('info')).includes('Dropped'))
  assert.is(await console.ok('retrieve version'), now)
  assert.match(await console.ok('info'), 'Dropped Answers: 1 to commands that are no longer kept\n')
  // A command to fewer nodes leaves the answers of the others.
  bare.answering = () => ({ text: 'newest\n' })
  await console.ok('subcluster broadcast east version')
  await answered(cluster, 1)
  assert.is(
    await console.ok('retrieve version'),
    'Node: rh52bar2\nnew\n\nNode: rh52bare\nnewest\n\n',
  )
})

test('what comes behind a flush is dropped', async () => {
  const cluster = await started()
  const { console } = cluster
  const bare = node(cluster, 'rh52bare')
  bare.answering = () => undefined
  await console.ok('broadcast version')
  await answered(cluster, 1)
  assert.is(await console.ok('flush control cache'), 'OK\n')
  bare.answer(lastOf(bare), 'too late\n')
  await until(async () => (await console.ok('info')).includes('Dropped'))
  await fails(console, 'retrieve version', "No responses stored for 'version'.\n")
})

test('a second answer is dropped, and so is one of somebody who was not asked', async () => {
  const cluster = await started()
  const { console, bus } = cluster
  const [bare, bar2] = [node(cluster, 'rh52bare'), node(cluster, 'rh52bar2')]
  await console.ok('subcluster broadcast west version')
  await answered(cluster, 1)
  const command = lastOf(bar2)
  bar2.answer(command, 'second\n')
  const other = new SimulatedNode(bus.connect(), 'rh52bar2', { subcluster: 'none', run: 'another' })
  other.part(
    command,
    { part: 0, end: { status: 'ok', length: 1 }, bytes: new Uint8Array([65]) },
    bar2,
  )
  bar2.part(command, { part: 0, end: { status: 'ok', length: 1 }, bytes: new Uint8Array([65]) })
  await until(async () => (await console.ok('info')).includes('3 double'))
  const sender = { part: 0, end: { status: 'ok', length: 1 }, bytes: new Uint8Array([65]) } as const
  bar2.bus.publish(
    bare.subjects.ofNode('rh52bare').answer(cluster.manager.manager.cluster.membership.own.name),
    encodeAnswerPart({ ...sender, id: command.id, run: 'r' }),
  )
  await until(async () => (await console.ok('info')).includes('1 not asked for'))
  assert.is(await console.ok('retrieve version'), 'Node: rh52bar2\nrh52bar2: version\n\n')
})

test('an answer keeps its bytes, in whatever order its parts come', async () => {
  const cluster = await started({}, { a: 'x' })
  const { console } = cluster
  const a = node(cluster, 'a')
  a.answering = () => undefined
  await console.ok('broadcast show')
  await until(() => a.commands.length === 1)
  const command = lastOf(a)
  const bytes = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0))
  a.part(command, { part: 2, end: { status: 'ok', length: 9 }, bytes: bytes('\n\xe9\n') })
  a.part(command, { part: 0, end: undefined, bytes: bytes('abc') })
  a.part(command, { part: 0, end: undefined, bytes: bytes('abc') })
  assert.is(await console.ok('retrieve show'), 'Node: a (no response yet)\n\n')
  a.part(command, { part: 1, end: undefined, bytes: bytes('\x1b[m') })
  await answered(cluster, 1)
  assert.is(await console.ok('retrieve show'), 'Node: a\nabc\x1b[m\n\udce9\n\n')
})

test('nodes that come and go are in the paniclog', async () => {
  const cluster = await started({ text: LISTENER + LOGGER })
  const { manager, bus } = cluster
  const lines = async () =>
    (await manager.log('paniclog.ec'))
      .split('\n')
      .flatMap((line) => /:cluster: (.*)/.exec(line)?.[1] ?? [])
  assert.equal((await lines()).sort(), [
    'node rh52bar2 is there: subcluster west, version 3.0.10.30663 r(30669), 10.79.0.20:4802',
    'node rh52bare is there: subcluster east, version 3.0.10.30663 r(30669), 10.79.0.20:4802',
  ])
  node(cluster, 'rh52bar2').leave()
  await until(() => manager.manager.cluster.membership.node('rh52bar2') === undefined)
  assert.is((await lines()).at(-1), 'node rh52bar2 has left')
  new SimulatedNode(bus.connect(), 'rh52bare', { subcluster: 'east', run: 'second' })
  await until(() => manager.manager.cluster.membership.node('rh52bare')?.run === 'second')
  assert.is(
    (await lines()).at(-1),
    'node rh52bare was started again: version 3.0.10.30663 r(30669), 10.79.0.20:4802',
  )
})

test('roles are asked about the whole line', async () => {
  const text = `Control_Listener { Enable_Authorization = true Listen "/tmp/2025" {} }
Authorization { Role "${userInfo().username}" { allow = ( "^broadcast version$" "^retrieve " "^shutdown$" ) } }
`
  const { console } = await started({ text })
  const denied = { text: 'Not Authorized for this command\n', status: 'denied' }
  assert.equal(await console.run('broadcast shutdown'), denied)
  assert.equal(await console.run('broadcast  xml version'), denied)
  assert.equal(await console.run('unicast rh52bare version'), denied)
  assert.match(await console.ok('broadcast   version'), 'Broadcast sent to 2 nodes.')
})

test('of a command of several lines, each has to be allowed: a node may take each for a command', async () => {
  const role = userInfo().username
  const text = `Control_Listener { Enable_Authorization = true Listen "/tmp/2025" {} }
Authorization { Role "${role}" { allow = ( "^broadcast summary" "^broadcast --wait 5s summary" "^unicast rh52bare (summary|pid)" "^subcluster broadcast east summary" ) } }
ec_logger "l" { acctlog = "/log/acctlog.ec" }
`
  const cluster = await started({ text, mbus: MBUS })
  const { console } = cluster
  const denied = { text: 'Not Authorized for this command\n', status: 'denied' }
  for (const line of [
    'broadcast summary\nconfig set Blackhole true',
    'broadcast summary\r\n\r\nshutdown',
    'broadcast --wait 5s summary\nconfig set Blackhole true',
    'unicast rh52bare summary\nconfig set Blackhole true',
    'subcluster broadcast east summary\nshutdown',
  ]) {
    assert.equal(await console.run(line), denied, line)
  }
  assert.equal(node(cluster, 'rh52bare').commands, [])
  assert.match(await console.ok('broadcast\nsummary'), 'Broadcast sent to 2 nodes.')
  assert.is(await console.ok('unicast rh52bare summary\n  pid'), 'Sent to rh52bare.\n')
  assert.is(lastOf(node(cluster, 'rh52bare')).text, 'summary\n  pid')
  const records = (await cluster.manager.log('acctlog.ec'))
    .split('\n')
    .filter((line) => / pid@/.test(line))
  assert.equal(
    records.map((line) => line.split('@').slice(5, 7)),
    [
      ['1', 'unicast rh52bare summary pid'],
      ['1', 'unicast rh52bare pid'],
    ],
  )
})

test('completion offers nodes and subclusters', async () => {
  const { console } = await started({ mbus: MBUS })
  const words = async (text: string) => {
    const answer = await console.connection.complete(text, true)
    return answer?.candidates.map(({ word }) => word)
  }
  assert.equal(await words('unicast rh52'), ['rh52bar2', 'rh52bare'])
  assert.equal(await words('subcluster broadcast '), ['east', 'west'])
  assert.equal(await words('subcluster '), ['broadcast', 'retrieve'])
  assert.equal(await words('unicast rh52bare '), ['CMD'])
})

test.run()
