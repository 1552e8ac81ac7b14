import { test } from 'uvu'
import * as assert from 'uvu/assert'
import { World } from './simulation/world.js'

test('a manager that stops while its decision is being written tells that the commit stays', async () => {
  const world = await World.start(1, 4, 1)
  const { manager } = world
  const order = manager.begin()
  await manager.untilProvisional(order)
  const { coordinator } = manager
  assert.ok(coordinator)
  let isStopped = false
  manager.disk.killer = (step, at) => {
    if (step.kind === 'append' && step.state === 'confirmed' && at === 'before') {
      isStopped = true
      coordinator.stop()
    }
    return false
  }
  const outcome = coordinator.outcome(order.txid)
  const confirming = coordinator.confirm(order.txid)
  assert.equal(await world.time.until(outcome), { kind: 'stopped', isDecided: true })
  assert.equal(await world.time.until(confirming), { kind: 'done' })
  assert.ok(isStopped)
})

test('a manager that stops before it decides tells that the commit is taken back', async () => {
  const world = await World.start(1, 4, 1)
  const { manager } = world
  const order = manager.begin()
  await manager.untilProvisional(order)
  const { coordinator } = manager
  assert.ok(coordinator)
  const outcome = coordinator.outcome(order.txid)
  coordinator.stop()
  assert.equal(await world.time.until(outcome), { kind: 'stopped', isDecided: false })
  assert.equal(await world.time.until(coordinator.confirm(order.txid)), {
    kind: 'refused',
    lines: ['The manager stops.'],
  })
})

test.run()
