import { randomBytes } from 'node:crypto'
import { createConnection, type Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { encodeFrame, FrameDecoder, type ServerFrame } from '../../../src/protocol/index.js'
import { depth } from '../../tools/depth.js'
import { fuzzManager } from '../../tools/fuzz-manager/run.js'
import { installation, ManagerProcess } from '../../tools/manager-process.js'
import { Client, until } from '../../tools/running-manager.js'
import { HELLO, Wire } from '../../tools/wire.js'

const test = suite('bad input to a running manager')

const installed = installation((text) =>
  text.replace('Control_Listener {', 'Control_Listener {\n  Timeout = 2'),
)
const manager = await ManagerProcess.start(installed)
const { socket: path } = installed
const pid = `${manager.child.pid}\n`

/** A second session, which asks all the time while something is done. */
async function whileAsking(action: () => Promise<void>): Promise<void> {
  const second = await Client.connect(path)
  let isOver = false
  let asked = 0
  const asking = (async () => {
    while (!isOver) {
      assert.equal(await second.run('pid'), { text: pid, status: 'ok' })
      asked++
    }
  })()
  try {
    await action()
  } finally {
    isOver = true
    await asking
    second.connection.close()
  }
  assert.ok(asked > 0)
}

test.after(async () => {
  assert.is(await manager.end(), 0)
  assert.equal(
    manager.said.filter((line) => line.includes('internal error')),
    [],
  )
})

/** What the manager says to the bytes of a client that has said hello. */
async function closingAfter(...bytes: readonly Uint8Array[]): Promise<string> {
  const wire = await Wire.session(path)
  for (const each of bytes) wire.socket.write(each)
  return wire.closing()
}

function header(length: number, kind: number): Buffer {
  const bytes = Buffer.alloc(5)
  bytes.writeUInt32BE(length)
  bytes[4] = kind
  return bytes
}

const REQUEST = 32

test('lines of 10 MB, with a frame around them and without', async () => {
  await whileAsking(async () => {
    const long = Buffer.alloc(10 * 1024 * 1024, 'x')
    assert.is(
      await closingAfter(header(long.length, REQUEST), long),
      'limit: A frame of the kind request has 10485760 bytes; it may have 1048576.',
    )
    const stranger = await Wire.open(path)
    stranger.socket.write(long)
    assert.is(
      await stranger.closing(),
      'protocol: The other end does not speak the protocol of the console: another program is there.',
    )
    const most = await Wire.session(path)
    most.request(1, 'x'.repeat(1_000_000))
    await until(() => most.frames.some(({ kind }) => kind === 'end'))
    const answer = most.frames.find(({ kind }) => kind === 'part')
    assert.match(answer?.kind === 'part' ? answer.text.slice(0, 100) : '', /^x{100}$/)
    most.socket.destroy()
  })
})

test('binary, in the place of the first frame and behind it', async () => {
  await whileAsking(async () => {
    for (let round = 0; round < 20; round++) {
      const stranger = await Wire.open(path)
      stranger.socket.write(Buffer.concat([Buffer.of(255), randomBytes(5000)]))
      assert.match(
        await stranger.closing(),
        /^protocol: The other end does not speak the protocol /,
      )
      assert.match(
        await closingAfter(Buffer.concat([Buffer.of(0, 0, 1, 0, 200), randomBytes(5000)])),
        'protocol: A frame is of no known kind.',
      )
    }
  })
})

test('half a frame and nothing more, and wrong lengths', async () => {
  const request = Buffer.from(encodeFrame({ kind: 'request', id: 1, xml: false, text: 'pid' }))
  await whileAsking(async () => {
    const half = closingAfter(request.subarray(0, request.length - 1))
    const onlyHeader = closingAfter(header(1000, REQUEST))
    assert.is(await half, 'idle: The session was idle for 2 seconds.')
    assert.is(await onlyHeader, 'idle: The session was idle for 2 seconds.')
  })
  assert.is(
    await closingAfter(header(0, REQUEST)),
    'protocol: A frame of the kind request does not hold what it must.',
  )
  assert.is(
    await closingAfter(header(0xffffffff, REQUEST)),
    'limit: A frame of the kind request has 4294967295 bytes; it may have 1048576.',
  )
  // One byte fewer: the next frame begins a byte early.
  const short = Buffer.from(request)
  short.writeUInt32BE(request.length - 6)
  assert.match(await closingAfter(short, request), /^protocol: /)
})

test('a sender of single bytes gets its answer', async () => {
  const request = encodeFrame({ kind: 'request', id: 9, xml: false, text: 'pid' })
  const socket = createConnection(path).setNoDelay(true)
  const frames: ServerFrame[] = []
  const decoder = FrameDecoder.ofServer()
  socket.on('data', (bytes) => {
    decoder.push(bytes)
    for (let frame = decoder.next(); frame !== undefined; frame = decoder.next()) {
      if (frame.kind === 'problem') throw new Error(frame.text)
      frames.push(frame)
      if (frame.kind === 'welcome') decoder.enter('session')
    }
  })
  for (const byte of Buffer.concat([HELLO, request])) {
    socket.write(Buffer.of(byte))
    await sleep(5)
  }
  await until(() => frames.some(({ kind }) => kind === 'end'))
  assert.equal(frames[1], { kind: 'part', id: 9, text: pid })
  socket.destroy()
})

/** Opens connections that say nothing. @returns them, and what each was told first */
async function silent(count: number, to: () => Socket) {
  const sockets: Socket[] = []
  const kinds = new Map<string, number>()
  let told = 0
  for (let index = 0; index < count; index++) {
    const socket = to()
    const decoder = FrameDecoder.ofServer()
    socket.on('error', () => undefined)
    socket.once('data', (bytes) => {
      decoder.push(bytes)
      const frame = decoder.next()
      const what = frame?.kind === 'closing' ? frame.text : (frame?.kind ?? 'nothing')
      kinds.set(what, (kinds.get(what) ?? 0) + 1)
      told++
    })
    sockets.push(socket)
    // No more at once than what a listener keeps waiting.
    if (index % 100 === 99) await until(() => told === index + 1)
  }
  return { sockets, kinds: Object.fromEntries(kinds) }
}

const BURST = 2000
const FULL = 'There are 2000 sessions from this address already: close one first.'
const LATER = 'Too many logins are waiting: come back later.'

test('2,000 connections that never log in: the first wait, the others are told to come later', async () => {
  const endpoint = manager.said.find((line) => line.startsWith('listening on 127.0.0.1:')) ?? ''
  const port = Number(endpoint.split(':').at(-1))
  await whileAsking(async () => {
    const { sockets, kinds } = await silent(BURST, () => createConnection(port, '127.0.0.1'))
    // The place of a connection that went at the time-out is taken again.
    const { welcome = 0, [LATER]: later = 0, ...others } = kinds
    assert.equal(others, {})
    assert.is(welcome + later, BURST)
    assert.ok(welcome >= 50 && later > 0, `${welcome} wait, ${later} are told`)
    // Connections that never log in go at the time-out.
    await Promise.all(
      sockets.map(
        (socket) => socket.closed || new Promise((resolve) => socket.on('close', resolve)),
      ),
    )
  })
})

test('2,000 that need no login and say nothing take no more than the places of their address', async () => {
  await whileAsking(async () => {
    const { sockets, kinds } = await silent(BURST, () => createConnection(path))
    const { welcome = 0, [FULL]: full = 0, ...others } = kinds
    assert.equal(others, {})
    assert.is(welcome + full, BURST)
    for (const socket of sockets) socket.destroy()
  })
})

test('a client that vanishes inside a transaction leaves nothing', async () => {
  await whileAsking(async () => {
    const wire = await Wire.session(path)
    wire.request(1, 'config begin')
    wire.request(2, 'config set Blackhole true')
    await until(() => wire.frames.filter(({ kind }) => kind === 'end').length === 2)
    wire.socket.destroy()
    const other = await Client.connect(path)
    assert.is((await other.run('config get Blackhole')).status, 'failed')
    await other.ok('config begin')
    assert.is(await other.ok('config commit'), 'OK\n')
    other.connection.close()
  })
})

test('frames with bytes changed, left out and put in: it lives on, and others get their answers', async () => {
  const { inputs, asked, mistakes } = await fuzzManager(path, 1, depth(1500, 20_000))
  assert.equal(mistakes, [])
  assert.is(inputs, depth(1500, 20_000))
  assert.ok(asked > 0)
  assert.is(manager.child.exitCode, null)
})

test.run()
