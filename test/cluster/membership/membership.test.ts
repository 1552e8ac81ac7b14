import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { encodePresence } from '../../../src/cluster/messages/presence.js'
import { TestEnd } from '../../tools/cluster-end.js'
import { SimulatedNode } from '../../tools/simulated-node.js'
import { settled } from '../../tools/virtual-timing.js'

const test = suite('membership')

test('a node is there when it says so, and lost when it says nothing for the node_timeout', async () => {
  const manager = await TestEnd.start()
  const node = new SimulatedNode(manager.bus.connect(), 'mta1')
  await manager.timing.forward(0)
  assert.equal(manager.present, ['mta1'])
  await manager.timing.forward(9000)
  node.sayPresence()
  await manager.timing.forward(9999)
  assert.equal(manager.present, ['mta1'])
  await manager.timing.forward(1)
  assert.equal(manager.present, [])
  assert.equal(await manager.log(), [
    'node mta1 is there: subcluster default, version 3.0.10.30663 r(30669), 10.79.0.20:4802',
    'node mta1 is lost: it was heard no more',
  ])
  await manager.follow({ nodeTimeout: 3 })
  node.sayPresence()
  await manager.timing.forward(2999)
  assert.equal(manager.present, ['mta1'])
  await manager.timing.forward(1)
  assert.equal(manager.present, [])
})

test('the roll call of a manager that starts makes its membership whole within a second', async () => {
  const first = await TestEnd.start()
  const { bus, timing } = first
  for (const name of ['mta2', 'mta1']) new SimulatedNode(bus.connect(), name)
  await timing.forward(3000)
  const second = await TestEnd.start({ bus, timing, host: 'mgr2', epoch: 2 })
  await timing.forward(1000)
  assert.equal(second.present, ['mta1', 'mta2'])
  for (const { end } of [first, second]) {
    assert.is(end.membership.managers.length, 1)
    assert.is(end.leader, 'mgr2')
  }
  first.end.epoch = 3
  await settled()
  assert.is(second.end.leader, 'mgr1')
  await second.end.close()
  await settled()
  assert.equal(first.end.membership.managers, [])
})

test('who leaves is gone at once, and what comes of it late does not bring it back', async () => {
  const manager = await TestEnd.start()
  const node = new SimulatedNode(manager.bus.connect(), 'mta1')
  await settled()
  node.leave()
  node.sayPresence()
  await settled()
  assert.equal(manager.present, [])
})

test('another run under the name is a restart; two that go on are said', async () => {
  const manager = await TestEnd.start()
  const { bus, timing } = manager
  const old = new SimulatedNode(bus.connect(), 'mta1', { run: 'one' })
  await settled()
  const { since } = manager.end.membership.node('mta1') ?? {}
  await timing.forward(1000)
  await manager.log()
  const next = new SimulatedNode(bus.connect(), 'MTA1', { run: 'two' })
  await settled()
  assert.is(manager.end.membership.node('mta1')?.run, 'two')
  assert.ok((manager.end.membership.node('mta1')?.since ?? 0) > (since ?? 0))
  // The last words of the first run are on their way.
  old.sayPresence()
  await settled()
  assert.equal(await manager.log(), [
    'node MTA1 was started again: version 3.0.10.30663 r(30669), 10.79.0.20:4802',
  ])
  await timing.forward(4000)
  for (const each of [old, next, old]) each.sayPresence()
  await settled()
  assert.is(manager.end.membership.node('mta1')?.run, 'two')
  assert.is(manager.end.membership.node('mta1')?.isTwice, true)
  assert.equal(await manager.log(), [
    'node MTA1 is there twice: two programs have that name, the later one as run two',
  ])
  for (let count = 0; count < 3; count++) {
    await timing.forward(4000)
    next.sayPresence()
    await settled()
  }
  assert.is(manager.end.membership.node('mta1')?.isTwice, false)
})

test('another manager of the same name is said', async () => {
  const first = await TestEnd.start()
  const second = await TestEnd.start({ bus: first.bus, timing: first.timing })
  await settled()
  const { run } = second.end.membership.own
  assert.equal(await first.log(), [
    `manager mgr1 is there twice: two programs have that name, the later one as run ${run}`,
  ])
})

test('nobody speaks for another one, and what is no presence is passed over', async () => {
  const manager = await TestEnd.start()
  const connection = manager.bus.connect()
  const node = new SimulatedNode(connection, 'mta1')
  await settled()
  node.sayPresence({ name: 'mta2', run: 'x' })
  const { presence } = node.subjects.ofNode('mta3')
  const { own } = manager.end.membership
  const bad = [
    new Uint8Array(),
    new TextEncoder().encode('{}\n'),
    new TextEncoder().encode('{"v":1,"kind":"presence","name":"mta3"}\n'),
    encodePresence({ ...own, name: 'mta3', groups: ['x'.repeat(20_000)] }),
  ]
  for (const payload of bad) connection.publish(presence, payload)
  await settled()
  assert.equal(manager.present, ['mta1'])
})

test('nobody is lost while the bus is not reached, and everybody is asked when it is again', async () => {
  const manager = await TestEnd.start()
  const node = new SimulatedNode(manager.bus.connect(), 'mta1')
  const gone = manager.bus.connect()
  new SimulatedNode(gone, 'mta2')
  await settled()
  manager.connection.cut()
  await manager.timing.forward(60_000)
  assert.equal(manager.present, ['mta1', 'mta2'])
  assert.is(manager.end.membership.isConnected, false)
  assert.is(manager.end.broadcasts.send({ kind: 'all' }, 'version', { issuer: 'joe' }), undefined)
  gone.cut()
  manager.connection.mend()
  await manager.timing.forward(9000)
  node.sayPresence()
  await manager.timing.forward(1000)
  assert.equal(manager.present, ['mta1'])
})

test('a flood of one node, and a start of many, are few lines of the log', async () => {
  const manager = await TestEnd.start()
  const { bus, timing } = manager
  const node = new SimulatedNode(bus.connect(), 'mta1')
  for (let count = 0; count < 10_000; count++) node.sayPresence({ run: `run ${count}` })
  await timing.forward(1000)
  assert.is((await manager.log()).length, 1)
  for (let count = 0; count < 50; count++) new SimulatedNode(bus.connect(), `n${count}`)
  await timing.forward(1000)
  assert.equal(await manager.log(), ['50 nodes are there: n0, n1, n2, n3, n4 and 45 more'])
})

test.run()
