import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { LONGEST_PAYLOAD } from '../../../src/cluster/bus/bus.js'
import { InProcessBus } from '../../../src/cluster/bus/in-process-bus.js'

const test = suite('the bus inside of one process')

const bytes = (text: string) => new TextEncoder().encode(text)
const text = (payload: Uint8Array) => new TextDecoder().decode(payload)
const settled = () => new Promise((resolve) => setTimeout(resolve, 5))

test('a message reaches whoever listens, itself included, and nobody else', async () => {
  const bus = new InProcessBus()
  const [a, b] = [bus.connect(), bus.connect()]
  const seen: string[] = []
  a.subscribe('x.*.z', ({ subject, payload }) => seen.push(`a ${subject} ${text(payload)}`))
  b.subscribe('x.y.z', ({ payload }) => seen.push(`b ${text(payload)}`))
  b.subscribe('x.y', () => seen.push('shorter'))
  b.subscribe('x.*.*.*', () => seen.push('longer'))
  a.publish('x.y.z', bytes('1'))
  assert.equal(seen, [], 'nothing is delivered while the sender runs')
  await settled()
  assert.equal(seen.sort(), ['a x.y.z 1', 'b 1'])
})

test('nobody gets a message after the end of a subscription, also of one on its way', async () => {
  const bus = new InProcessBus().connect()
  const seen: string[] = []
  const subscription = bus.subscribe('x', () => seen.push('x'))
  bus.publish('x', bytes(''))
  subscription.end()
  await settled()
  assert.equal(seen, [])
})

test('a member that is cut off neither sends nor gets, and is told', async () => {
  const bus = new InProcessBus()
  const [a, b] = [bus.connect(), bus.connect()]
  const [seen, states]: [string[], string[]] = [[], []]
  a.subscribe('x', ({ payload }) => seen.push(`a ${text(payload)}`))
  b.subscribe('x', ({ payload }) => seen.push(`b ${text(payload)}`))
  b.watch((state) => states.push(state))
  b.cut()
  a.publish('x', bytes('1'))
  b.publish('x', bytes('2'))
  await settled()
  b.mend()
  a.publish('x', bytes('3'))
  await settled()
  await b.close()
  b.mend()
  assert.equal(seen, ['a 1', 'a 3', 'b 3'])
  assert.equal(states, ['disconnected', 'connected', 'closed'])
})

test('a passage decides what becomes of each message', async () => {
  const bus = new InProcessBus(({ payload }, deliver) => {
    if (text(payload) === 'lost') return
    deliver()
    if (text(payload) === 'twice') deliver()
  })
  const member = bus.connect()
  const seen: string[] = []
  member.subscribe('x', ({ payload }) => seen.push(text(payload)))
  for (const each of ['once', 'lost', 'twice']) member.publish('x', bytes(each))
  assert.equal(seen, ['once', 'twice', 'twice'])
})

test('a payload that no real bus would take is refused', () => {
  const bus = new InProcessBus().connect()
  assert.throws(
    () => bus.publish('x', new Uint8Array(LONGEST_PAYLOAD + 1)),
    /payload of 524289 bytes/,
  )
})

test.run()
