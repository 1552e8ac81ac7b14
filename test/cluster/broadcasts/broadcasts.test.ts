import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { Broadcast } from '../../../src/cluster/broadcasts/broadcast.js'
import { ControlCache, USUAL_CACHE_LIMITS } from '../../../src/cluster/broadcasts/control-cache.js'
import { TestEnd } from '../../tools/cluster-end.js'
import { SimulatedNode } from '../../tools/simulated-node.js'
import { settled, VirtualTiming } from '../../tools/virtual-timing.js'

const test = suite('broadcasts')

async function started() {
  const manager = await TestEnd.start()
  const node = new SimulatedNode(manager.bus.connect(), 'mta1', { answering: () => undefined })
  await settled()
  return { manager, node }
}

/** A node that stays for as long as the test. */
async function pass(manager: TestEnd, node: SimulatedNode, milliseconds: number): Promise<void> {
  for (let left = milliseconds; left > 0; left -= 3000) {
    node.sayPresence()
    await manager.timing.forward(Math.min(left, 3000))
  }
}

async function sent(manager: TestEnd, node: SimulatedNode, text = 'version') {
  const broadcast = manager.end.broadcasts.send({ kind: 'all' }, text, { issuer: 'joe' })
  await settled()
  const command = node.commands.at(-1)
  if (broadcast === undefined || command === undefined) throw new Error('nothing was sent')
  return { broadcast, command }
}

function answer(broadcast: Broadcast) {
  const { bytes, run, ...rest } = broadcast.answerOf('mta1') ?? {}
  return bytes && { text: new TextDecoder().decode(bytes), run, ...rest }
}

const bytes = (text: string) => new TextEncoder().encode(text)

test('an answer behind the patience is late', async () => {
  const { manager, node } = await started()
  const { broadcast, command } = await sent(manager, node)
  await pass(manager, node, 65_000)
  assert.is(broadcast.isOver, true)
  assert.is(answer(broadcast), undefined)
  node.answer(command, 'slow')
  await settled()
  assert.equal(answer(broadcast), {
    text: 'slow',
    run: node.run,
    status: 'ok',
    isLate: true,
    took: 65_000,
  })
})

test('an answer of which parts are missing is cut, until they come', async () => {
  const { manager, node } = await started()
  const { broadcast, command } = await sent(manager, node)
  node.part(command, { part: 0, end: undefined, bytes: bytes('one ') })
  node.part(command, { part: 2, end: { status: 'ok', length: 13 }, bytes: bytes(' three') })
  await pass(manager, node, 64_999)
  assert.is(answer(broadcast), undefined)
  await manager.timing.forward(1)
  assert.is(answer(broadcast)?.status, 'cut')
  assert.is(answer(broadcast)?.text, 'one ')
  node.part(command, { part: 1, end: undefined, bytes: bytes('two') })
  await settled()
  assert.is(answer(broadcast)?.status, 'ok')
  assert.is(answer(broadcast)?.isLate, true)
  assert.is(answer(broadcast)?.text, 'one two three')
})

test('an answer that is not as long as it says is cut, and a very long one is not kept whole', async () => {
  const { manager, node } = await started()
  const first = await sent(manager, node)
  node.part(first.command, { part: 0, end: { status: 'ok', length: 9 }, bytes: bytes('four') })
  await settled()
  assert.is(answer(first.broadcast)?.status, 'cut')
  const second = await sent(manager, node, 'show')
  node.answer(second.command, new Uint8Array(5 << 20).fill(65))
  await settled()
  assert.is(answer(second.broadcast)?.status, 'too-long')
  assert.is(answer(second.broadcast)?.text.length, 4 << 20)
  const third = await sent(manager, node, 'pid')
  node.part(third.command, { part: 1_000_000, end: undefined, bytes: bytes('x') })
  await settled()
  assert.is(answer(third.broadcast)?.status, 'cut')
})

test('the first whole answer of any run counts', async () => {
  const { manager, node } = await started()
  const { broadcast, command } = await sent(manager, node)
  node.part(command, { part: 0, end: undefined, bytes: bytes('begun') })
  node.part(command, {
    part: 0,
    run: 'restarted',
    end: { status: 'ok', length: 5 },
    bytes: bytes('whole'),
  })
  node.part(command, { part: 1, end: { status: 'ok', length: 6 }, bytes: bytes('!') })
  await settled()
  assert.is(answer(broadcast)?.text, 'whole')
  assert.is(manager.end.broadcasts.dropped.double, 1)
})

test('the cache holds the last hundred commands, for a day', async () => {
  const { manager, node } = await started()
  const { broadcasts } = manager.end
  for (let count = 0; count < 101; count++) {
    broadcasts.send({ kind: 'all' }, `version ${count}`, { issuer: 'joe' })
  }
  assert.is(broadcasts.cache.answersTo('version 0'), undefined)
  assert.is(broadcasts.cache.answersTo('version 1')?.length, 1)
  manager.timing.jump(24 * 3600 * 1000 + 1000)
  assert.equal(broadcasts.cache.broadcasts, [])
  assert.is(node.commands.length, 0)
})

test('a node that answers much pushes out its own answers, and the oldest commands go first', async () => {
  const manager = await TestEnd.start()
  const big = new SimulatedNode(manager.bus.connect(), 'mta1', { answering: () => undefined })
  new SimulatedNode(manager.bus.connect(), 'small', { answering: () => ({ text: 'ok' }) })
  await settled()
  const all: Broadcast[] = []
  for (let count = 0; count < 6; count++) {
    const { broadcast, command } = await sent(manager, big, `show ${count}`)
    big.answer(command, new Uint8Array(4 << 20).fill(65 + count))
    await settled()
    all.push(broadcast)
  }
  assert.equal(
    all.map((each) => each.answerOf('mta1')?.status),
    ['no-room', 'no-room', 'ok', 'ok', 'ok', 'ok'],
  )
  assert.ok(all.every((each) => each.answerOf('small')?.status === 'ok'))
  const cache = new ControlCache(new VirtualTiming(), { ...USUAL_CACHE_LIMITS, bytes: 9 << 20 })
  for (const each of all.slice(2)) cache.add(each)
  assert.equal(
    cache.broadcasts.map(({ sending }) => sending.text),
    ['show 4', 'show 5'],
  )
})

test.run()
