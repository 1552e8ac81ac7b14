import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { Subjects } from '../../../src/cluster/bus/subjects.js'
import { BusMember, closeMembers } from '../../tools/bus-member.js'
import { NatsServer, settingsOf, withNats } from '../../tools/nats-server.js'
import { ROOT } from '../../tools/program.js'
import { until } from '../../tools/running-manager.js'

const test = suite('docs/nats-accounts.conf')
const onNats = withNats(test)

const FILE = join(ROOT, 'docs/nats-accounts.conf')
const subjects = new Subjects('ec_cluster')
const MANAGERS = ['mgr1']
const SUBCLUSTERS: Readonly<Record<string, string>> = {
  node1: 'east',
  node2: 'east',
  node3: 'west',
}
const NODES = Object.keys(SUBCLUSTERS)

let nats: NatsServer
const members = new Map<string, BusMember>()

test.before(async () => {
  if (onNats !== test) return
  // Address and port on the command line go before those of the file.
  nats = await NatsServer.start({ configFile: FILE })
  for (const name of [...MANAGERS, ...NODES]) members.set(name, await enter(name))
})

test.after(async () => {
  await closeMembers()
  await nats?.stop()
})

/** A member with the login that the file has for it. */
function enter(name: string): Promise<BusMember> {
  return BusMember.connected(settingsOf(nats.url().replace('//', `//${name}:change-${name}@`)))
}

function member(name: string): BusMember {
  return members.get(name) as BusMember
}

/** Everything that the members of this cluster may send: who, under which subject, and to whom. */
function* allowed(): Generator<readonly [from: string, subject: string, to: readonly string[]]> {
  for (const manager of MANAGERS) {
    const of = subjects.ofManager(manager)
    yield [manager, of.presence, [...MANAGERS, ...NODES]]
    yield [manager, of.all, NODES]
    yield [manager, of.to('mgr1'), ['mgr1']]
    for (const node of NODES) yield [manager, of.node(node), [node]]
    for (const name of ['east', 'west']) {
      yield [manager, of.subcluster(name), NODES.filter((node) => SUBCLUSTERS[node] === name)]
    }
  }
  for (const node of NODES) {
    const of = subjects.ofNode(node)
    yield [node, of.presence, MANAGERS]
    yield [node, of.ask, [...MANAGERS, ...NODES]]
    for (const manager of MANAGERS) yield [node, of.answer(manager), [manager]]
    for (const other of NODES) yield [node, of.tell(other), [other]]
  }
}

/** What a member subscribes to, as the table of the subjects says. */
function subscriptionsOf(name: string): string[] {
  const [manager, node] = [subjects.ofManager('*'), subjects.ofNode('*')]
  const subcluster = SUBCLUSTERS[name]
  return subcluster === undefined
    ? [node.presence, node.answer(name), node.ask, manager.presence, manager.to(name)]
    : [
        ...[manager.presence, manager.all, manager.subcluster(subcluster), manager.node(name)],
        ...[node.ask, node.tell(name)],
      ]
}

onNats('every message of the table reaches those for whom it is, and nobody else', async () => {
  for (const [name, each] of members) await each.listen(...subscriptionsOf(name))
  const expected = new Map([...members.keys()].map((name) => [name, [] as string[]]))
  for (const [from, subject, to] of allowed()) {
    await member(from).say(subject, from)
    for (const name of to) expected.get(name)?.push(`${subject} ${from}`)
  }
  for (const [name, texts] of expected) {
    await member(name).gets(texts.length)
    await member(name).bus.flush()
    assert.equal([...member(name).got].sort(), texts.sort(), name)
    assert.equal(member(name).notes, [], name)
  }
})

const MANAGER = subjects.ofManager('mgr1')
const [NODE1, NODE2] = [subjects.ofNode('node1'), subjects.ofNode('node2')]

const NOT_PUBLISHED: readonly (readonly [name: string, subject: string])[] = [
  ['node1', NODE2.presence],
  ['node1', NODE2.answer('mgr1')],
  ['node1', NODE2.ask],
  ['node1', NODE2.tell('node3')],
  ['node1', MANAGER.presence],
  ['node1', MANAGER.all],
  ['node1', MANAGER.node('node2')],
  ['node1', MANAGER.subcluster('west')],
  ['node1', subjects.ofManager('mgr2').presence],
  ['node1', 'ecconf.other_cluster.node.node1.presence'],
  ['node1', 'ecconf.ec_cluster.node.node1'],
  ['node1', '_INBOX.x'],
  ['node1', '$SYS.REQ.SERVER.PING'],
  ['mgr1', NODE1.presence],
  ['mgr1', NODE1.answer('mgr1')],
  ['mgr1', subjects.ofManager('mgr2').all],
]

onNats('nobody publishes what is not under its own name', async () => {
  // Somebody who hears everything, to see that nothing has come through.
  const config = `${readFileSync(FILE, 'utf8').replace('users: [', 'users: [ { user: ears, password: x }')}`
  const server = await NatsServer.start({ config })
  try {
    const url = (login: string) => settingsOf(server.url().replace('//', `//${login}@`))
    const ears = await BusMember.connected(url('ears:x'))
    await ears.listen('>')
    for (const name of ['node1', 'mgr1']) {
      const wrong = NOT_PUBLISHED.filter(([from]) => from === name).map(([, subject]) => subject)
      const each = await BusMember.connected(url(`${name}:change-${name}`))
      for (const subject of wrong) await each.say(subject, 'x')
      await each.noted(wrong.length)
      assert.equal(
        each.notes,
        wrong.map((s) => `the bus does not allow it: Permissions Violation for Publish to "${s}"`),
      )
      await each.say((name === 'node1' ? NODE1 : MANAGER).presence, 'right')
    }
    await until(() => ears.got.length === 2)
    assert.equal(ears.got, [`${NODE1.presence} right`, `${MANAGER.presence} right`])
    await ears.bus.close()
  } finally {
    await server.stop()
  }
})

const NOT_HEARD: readonly (readonly [name: string, subject: string])[] = [
  ['node1', '>'],
  ['node1', 'ecconf.>'],
  ['node1', '*.*.*.*.*'],
  ['node1', MANAGER.node('node2')],
  ['node1', subjects.ofManager('*').node('*')],
  ['node1', subjects.ofManager('*').subcluster('west')],
  ['node1', subjects.ofManager('*').subcluster('*')],
  ['node1', subjects.ofManager('*').to('mgr1')],
  ['node1', subjects.ofNode('*').presence],
  ['node1', NODE2.answer('mgr1')],
  ['node1', subjects.ofNode('*').answer('*')],
  ['node1', NODE2.tell('node3')],
  ['node1', subjects.ofNode('*').tell('*')],
  ['node1', '_INBOX.>'],
  ['mgr1', '>'],
  ['mgr1', subjects.ofManager('*').node('node1')],
  ['mgr1', subjects.ofNode('*').answer('mgr2')],
  ['mgr1', subjects.ofNode('*').tell('*')],
]

onNats('nobody hears what is not for it', async () => {
  for (const name of ['node1', 'mgr1']) {
    const wrong = NOT_HEARD.filter(([by]) => by === name).map(([, subject]) => subject)
    const each = await enter(name)
    await each.listen(...wrong)
    await each.noted(wrong.length)
    assert.equal(
      each.notes,
      wrong.map(
        (s) => `the bus does not allow it: Permissions Violation for Subscription to "${s}"`,
      ),
    )
    for (const [from, subject] of allowed()) await member(from).say(subject, 'x')
    await each.bus.flush()
    assert.equal(each.got, [])
    await each.bus.close()
  }
})

onNats('nobody comes in without a login, or with the name of another', async () => {
  for (const login of ['', 'node1:change-node2@', 'node4:change-node4@']) {
    const stranger = new BusMember(settingsOf(nats.url().replace('//', `//${login}`)))
    await stranger.noted(1)
    assert.equal(stranger.notes, [
      `the bus cannot be reached: ${nats.url()}: the server does not take the login`,
    ])
    await stranger.bus.close()
  }
})

test('the file has the users that this test joins with', () => {
  const users = [...readFileSync(FILE, 'utf8').matchAll(/user: "(\w+)"/g)].map(([, name]) => name)
  assert.equal(users, [...MANAGERS, ...NODES])
})

test.run()
