import { createServer } from 'node:net'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { LONGEST_PAYLOAD } from '../../../src/cluster/bus/bus.js'
import { BusMember, closeMembers } from '../../tools/bus-member.js'
import { NatsServer, settingsOf, withNats } from '../../tools/nats-server.js'
import { until } from '../../tools/running-manager.js'

const test = suite('the bus over NATS')
const onNats = withNats(test)

const servers: NatsServer[] = []
async function server(...options: Parameters<typeof NatsServer.start>): Promise<NatsServer> {
  const started = await NatsServer.start(...options)
  servers.push(started)
  return started
}

test.after(async () => {
  await closeMembers()
  await Promise.all(servers.map((each) => each.stop()))
})

onNats('a message reaches whoever listens, itself included, and nobody else', async () => {
  const nats = await server()
  const settings = settingsOf(nats.url())
  const a = await BusMember.connected(settings)
  const b = await BusMember.connected(settings)
  await a.listen('x.*.z')
  await b.listen('x.y.z', 'x.y', 'x.*.*.*')
  await a.say('x.y.z', '1')
  await Promise.all([a.gets(1), b.gets(1)])
  await b.say('x.y', '2')
  await b.gets(2)
  assert.equal(a.got, ['x.y.z 1'])
  assert.equal(b.got, ['x.y.z 1', 'x.y 2'])
  assert.equal([...a.notes, ...b.notes], [])
})

onNats('the bytes of a payload are carried as they are, up to the longest', async () => {
  const nats = await server()
  const { bus } = await BusMember.connected(settingsOf(nats.url()))
  const payload = new Uint8Array(LONGEST_PAYLOAD).map((_, index) => index * 7)
  const got: Uint8Array[] = []
  bus.subscribe('x', (message) => got.push(message.payload))
  bus.publish('x', payload)
  bus.publish('x', new Uint8Array())
  await until(() => got.length === 2)
  assert.ok(Buffer.from(got[0] as Uint8Array).equals(payload))
  assert.is(got[1]?.length, 0)
  assert.throws(
    () => bus.publish('x', new Uint8Array(LONGEST_PAYLOAD + 1)),
    /payload of 524289 bytes/,
  )
})

onNats('a message that is longer than any of ours is passed over', async () => {
  const nats = await server()
  const member = await BusMember.connected(settingsOf(nats.url()))
  await member.listen('x')
  const { connect } = await import('@nats-io/transport-node')
  const stranger = await connect({ servers: nats.url() })
  stranger.publish('x', new Uint8Array(LONGEST_PAYLOAD + 1))
  stranger.publish('x', 'short')
  await stranger.drain()
  await member.gets(1)
  assert.equal(member.got, ['x short'])
})

onNats('a server that takes only short messages is told of once', async () => {
  const nats = await server({ config: 'max_payload: 1000' })
  const member = await BusMember.connected(settingsOf(nats.url()))
  await member.listen('x')
  for (let time = 0; time < 2; time++) member.bus.publish('x', new Uint8Array(1001))
  await member.say('x', 'short')
  await member.gets(1)
  assert.equal(member.got, ['x short'])
  assert.equal(member.notes, [
    'the bus takes no messages of more than 1000 bytes: max_payload is too small',
  ])
})

onNats(
  'nobody gets a message after the end of a subscription, also of one on its way',
  async () => {
    const nats = await server()
    const { bus } = await BusMember.connected(settingsOf(nats.url()))
    const seen: string[] = []
    const ended = bus.subscribe('x', () => seen.push('ended'))
    bus.subscribe('x', () => seen.push('other'))
    await bus.flush()
    bus.publish('x', new Uint8Array())
    ended.end()
    bus.publish('x', new Uint8Array())
    await until(() => seen.length === 2)
    await bus.flush()
    assert.equal(seen, ['other', 'other'])
  },
)

onNats('a server that stops and starts again finds members that listen as before', async () => {
  const nats = await server()
  const member = await BusMember.connected(settingsOf(nats.url()))
  await member.listen('early')
  await nats.stop()
  await member.becomes('disconnected')
  await member.listen('meanwhile')
  await member.say('early', 'is lost')
  await member.noted(2)
  await nats.go()
  await member.becomes('connected')
  await member.say('early', 'arrives')
  await member.say('meanwhile', 'arrives too')
  await member.gets(2)
  assert.equal(member.got, ['early arrives', 'meanwhile arrives too'])
  assert.equal(member.states, ['connected', 'disconnected', 'connected'])
  assert.equal(member.notes, [
    'the connection to the bus is lost: the server has ended it',
    `the bus cannot be reached: ${nats.url()}: connection refused`,
    `the bus is there: ${nats.url()}`,
  ])
})

onNats('a server that comes late is waited for, and told of once', async () => {
  const nats = await server()
  await nats.stop()
  const member = new BusMember(settingsOf(nats.url()))
  await member.listen('x')
  await member.noted(1)
  // Long enough for several attempts.
  await new Promise((resolve) => setTimeout(resolve, 700))
  assert.equal(member.notes, [`the bus cannot be reached: ${nats.url()}: connection refused`])
  assert.equal(member.states, [])
  await nats.go()
  await member.becomes('connected')
  await member.say('x', '1')
  await member.gets(1)
  assert.equal(member.notes.slice(1), [`the bus is there: ${nats.url()}`])
})

onNats(
  'of several servers the first that answers is used, and the next when it is lost',
  async () => {
    const [one, two] = [await server(), await server()]
    const member = await BusMember.connected(settingsOf([one.url(), two.url()]))
    assert.is(member.notes.length, 0)
    await one.stop()
    await until(() => member.states.length === 3)
    assert.equal(member.states, ['connected', 'disconnected', 'connected'])
    assert.equal(member.notes, [
      'the connection to the bus is lost: the server has ended it',
      `the bus cannot be reached: ${one.url()}: connection refused`,
      `the bus is there: ${two.url()}`,
    ])
  },
)

onNats('what was published is sent before the end, and nothing after it', async () => {
  const nats = await server()
  const settings = settingsOf(nats.url())
  const listener = await BusMember.connected(settings)
  await listener.listen('x')
  const member = await BusMember.connected(settings)
  const { bus } = member
  bus.subscribe('x', () => assert.unreachable())
  for (let number = 0; number < 1000; number++) bus.publish('x', new Uint8Array(1000))
  await Promise.all([bus.close(), bus.close()])
  assert.is(bus.state, 'closed')
  bus.publish('x', new Uint8Array())
  bus.subscribe('x', () => assert.unreachable()).end()
  await bus.flush()
  await listener.say('x', 'last')
  await until(() => listener.got.at(-1) === 'x last')
  assert.is(listener.got.length, 1001)
  assert.equal(member.states, ['connected', 'disconnected', 'closed'])
})

test('a bus is closed while it waits for a server, or pauses', async () => {
  const silent = createServer((socket) => socket.on('error', () => undefined)).listen(
    0,
    '127.0.0.1',
  )
  await new Promise((resolve) => silent.once('listening', resolve))
  const address = silent.address()
  const port = typeof address === 'object' ? address?.port : 0
  const taken = new Promise<void>((resolve) =>
    silent.once('connection', (socket) => {
      socket.once('close', () => resolve())
    }),
  )
  const member = new BusMember(settingsOf(`nats://127.0.0.1:${port}`))
  await new Promise((resolve) => silent.once('connection', resolve))
  await member.bus.close()
  await taken
  silent.close()
  assert.equal(member.states, ['closed'])
  assert.equal(member.notes, [])
  const refused = new BusMember(settingsOf(`nats://127.0.0.1:${port}`))
  await refused.noted(1)
  await refused.bus.close()
  assert.is(refused.bus.state, 'closed')
})

test('what answers is not taken for a server whatever it says, and its connections are let go', async () => {
  const answers = [
    '',
    'HTTP/1.1 400 Bad Request\r\n\r\n',
    'INFO {\r\n',
    'INFO 5\r\n',
    '\x1b[2J\r\n',
  ]
  for (const answer of answers) {
    let open = 0
    const server = createServer((socket) => {
      open++
      socket.on('error', () => undefined).once('close', () => open--)
      if (answer === '') socket.resume()
      else socket.write(answer)
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = server.address()
    const url = `nats://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
    const member = new BusMember(settingsOf(url), { patience: 300 })
    await member.noted(1)
    await until(() => open === 0)
    await member.bus.close()
    server.close()
    assert.ok(member.notes[0]?.startsWith(`the bus cannot be reached: ${url}: `), member.notes[0])
    assert.not.match(member.notes.join(), '\x1b')
  }
})

test('a bus without a server says so, and stays disconnected', async () => {
  const member = new BusMember(settingsOf([], { problems: ['Bus: url is not set'] }))
  await member.noted(1)
  await member.bus.flush()
  assert.is(member.bus.state, 'disconnected')
  assert.equal(member.notes, ['Bus: url is not set'])
  await member.bus.close()
})

test.run()
