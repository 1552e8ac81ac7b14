import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { admission, clientPath } from '../../../src/manager/access/admission.js'
import { limitKey } from '../../../src/manager/sessions/limits.js'
import { Line } from '../../../src/manager/sessions/line.js'
import { Client, RunningManager, stopAll, until } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'
import { HELLO, Wire } from '../../tools/wire.js'

const test = suite('faults of connections')

test.after(stopAll)

/** Makes `config reload` run until it is released. */
function holdReload(manager: RunningManager): { release: () => void; readonly runs: number } {
  let release: () => void = () => undefined
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const hold = {
    release,
    runs: 0,
  }
  Object.assign(manager.manager.live, {
    reload: async () => {
      hold.runs++
      await held
      return { kind: 'done' }
    },
  })
  return hold
}

test('who connects while the manager starts, with the rights of root, waits until it has started', async () => {
  const folder = scratch()
  const paths = Array.from({ length: 30 }, (_, index) => `/s${index}`)
  const said: string[] = []
  const saidBefore: string[] = []
  let client: Promise<Client> | undefined
  const listens = paths.map((path) => `Listen "${path}" { }\n`).join('')
  const manager = await RunningManager.start(`Control_Listener {\n${listens}}\n`, {
    socketPlace: (path) => {
      // The first one is open when the second one is.
      if (path === paths[1]) client ??= Client.connect(join(folder, '/s0'))
      return join(folder, path)
    },
    peerUsers: {
      of: async () => {
        saidBefore.push(said.at(-1) ?? '')
        return undefined
      },
    },
    verbosity: 2,
    standardError: (line) => said.push(line),
  })
  assert.is(await (await client)?.ok('pid'), `${process.pid}\n`)
  assert.is(saidBefore.length, 1)
  assert.match(saidBefore[0] ?? '', / ready\n$/)
  await manager.stop()
})

test('a client that vanishes while its command runs is noticed at once, its transaction is gone', async () => {
  const manager = await RunningManager.start('')
  const hold = holdReload(manager)
  const wire = await Wire.session(manager.socket())
  wire.request(1, 'config reload')
  await until(() => hold.runs === 1)
  wire.socket.destroy()
  await until(() => manager.manager.sessions === 0)
  assert.is(hold.runs, 1)
  hold.release()
  const other = await manager.connect()
  assert.is(await other.ok('pid'), `${process.pid}\n`)
})

test('over 64 KB that wait behind a command are not read, and answered in their order after it', async () => {
  const manager = await RunningManager.start('')
  const hold = holdReload(manager)
  const wire = await Wire.session(manager.socket())
  wire.request(1, 'config reload')
  await until(() => hold.runs === 1)
  const long = `nonsense ${'x'.repeat(100_000)}`
  // More than the system keeps of a connection that is not read.
  for (let id = 2; id < 60; id++) wire.request(id, long)
  wire.request(60, 'pid')
  const { socket } = wire
  let before = -1
  await until(async () => {
    const isStill = before === socket.writableLength
    before = socket.writableLength
    await new Promise((resolve) => setTimeout(resolve, 50))
    return isStill
  })
  assert.ok(socket.writableLength > 1_000_000, `${socket.writableLength} bytes wait at the client`)
  hold.release()
  await until(() => wire.frames.some((frame) => frame.kind === 'end' && frame.id === 60))
  const ids = wire.frames.flatMap((frame) => (frame.kind === 'end' ? [frame.id] : []))
  assert.equal(
    ids,
    Array.from({ length: 60 }, (_, index) => index + 1),
  )
})

test('no time-out while a command runs; behind it the session goes on', async () => {
  const manager = await RunningManager.start(
    'Control_Listener { Timeout = 1 Listen "/tmp/2025" {} }',
  )
  const hold = holdReload(manager)
  const wire = await Wire.session(manager.socket())
  const idle = await manager.connect()
  wire.request(1, 'config reload')
  await until(() => hold.runs === 1)
  // As long as another session takes to time out, and longer.
  assert.is(await idle.end(), 'The session was idle for 1 seconds.')
  const second = await manager.connect()
  assert.is(await second.end(), 'The session was idle for 1 seconds.')
  assert.not(wire.isClosed)
  hold.release()
  await until(() => wire.frames.some(({ kind }) => kind === 'end'))
  assert.is(await wire.closing(), 'idle: The session was idle for 1 seconds.')
})

test('a time-out of many days does not end a session at once', async () => {
  const text = 'Control_Listener { Timeout = 9999999 Listen "/tmp/2025" {} }'
  const manager = await RunningManager.start(text)
  const client = await manager.connect()
  await new Promise((resolve) => setTimeout(resolve, 100))
  await client.ok('pid')
})

const LISTENER = 'Control_Listener { Timeout = 1 Listen "/tmp/2025" {} }\n'

/** Options whose listing is longer than what the system keeps of a connection. */
function manyRoles(): string {
  const pattern = 'x'.repeat(500)
  const roles = Array.from(
    { length: 4000 },
    (_, index) => `  Role "r${index}" { allow = ( "^${pattern}$" ) }\n`,
  )
  return `Authorization {\n${roles.join('')}}\n`
}

test('a client that takes nothing of a long answer is cut off, and others do not wait', async () => {
  const manager = await RunningManager.start(
    `${LISTENER}Debug_Flags { NOTICE = ( ALL ) }\nec_logger "l" { paniclog = "/log/paniclog.ec" }\n${manyRoles()}`,
  )
  const socket = createConnection(manager.socket())
  socket.on('error', () => undefined)
  await new Promise((resolve) => socket.once('connect', resolve))
  const wire = Wire.of(socket)
  socket.write(HELLO)
  const { frames } = await wire
  ;(await wire).request(1, 'config showrecurse')
  await until(() => frames.some(({ kind }) => kind === 'part'))
  socket.pause()
  const other = await manager.connect()
  assert.is(await other.ok('pid'), `${process.pid}\n`)
  await until(() => manager.manager.sessions === 0)
  assert.match(
    await manager.log('paniclog.ec'),
    ':control: /tmp/2025: the client takes nothing, and is cut off\n',
  )
  socket.destroy()
})

/** A line to a client that takes nothing. `ended` is called when it counts as stuck, and when it is gone. */
async function unreadLine(ended: () => void) {
  const server = createServer()
  const accepted = new Promise<Socket>((resolve) => server.on('connection', resolve))
  server.listen(0, '127.0.0.1')
  await until(() => server.listening)
  const client = createConnection((server.address() as AddressInfo).port, '127.0.0.1').pause()
  const socket = await accepted
  const line = new Line(
    socket,
    {
      frame: async () => undefined,
      problem: () => undefined,
      gone: ended,
      patience: () => 60_000,
      stuck: ended,
    },
    1024,
  )
  const close = () => {
    client.destroy()
    server.close()
  }
  return { line, socket, close }
}

test('short answers to a client that takes nothing wait, and do not pile up', async () => {
  const { line, socket, close } = await unreadLine(() => undefined)
  let sent = 0
  let isStopped = false
  void (async () => {
    while (!isStopped) {
      await line.sendAnswer(1, 'x'.repeat(1000))
      // Each answer goes out before the next one is made.
      await new Promise((resolve) => setImmediate(resolve))
      sent++
    }
  })()
  let before = -1
  await until(async () => {
    const isStill = sent > 1000 && sent === before
    before = sent
    await new Promise((resolve) => setTimeout(resolve, 50))
    return isStill
  })
  assert.ok(socket.writableLength < 100_000, `${socket.writableLength} bytes wait`)
  isStopped = true
  close()
})

test('notices to a client that takes nothing do not pile up', async () => {
  let ends = 0
  const { line, close } = await unreadLine(() => ends++)
  const notice = { kind: 'notice', text: 'x'.repeat(60_000) } as const
  let sent = 0
  while (ends === 0) {
    line.tell(notice)
    sent++
    if (sent > 1000) throw new Error('it is not cut off')
    await new Promise((resolve) => setImmediate(resolve))
  }
  await until(() => line.isClosed)
  assert.is(ends, 2)
  close()
})

test('limits of IPv6 addresses count by their network, and Peer knows them at both levels', async () => {
  const manager = await RunningManager.start(
    `Control_Listener {
      Peer "::1" { Always_Deny = true }
      Listen "[::1]:0" {}
      Listen "127.0.0.1:0" {}
      Listen "[::]:0" { Peer "::1/128" { Always_Deny = false } }
    }`,
    { limits: { perAddress: 1 } },
  )
  const [denied, v4, any] = [manager.tcp(0), manager.tcp(1), manager.tcp(2)]
  assert.is(await refusal(manager.connect(denied)), 'Access denied.')
  const address = any.replace('[::]', '[::1]')
  const client = await manager.connect(address)
  assert.match(await client.ok('pid'), `${process.pid}`)
  assert.is(
    await refusal(manager.connect(address)),
    'There are 1 sessions from this address already: close one first.',
  )
  await (await manager.connect(v4)).ok('pid')
})

test('what stands behind an address for its link keeps nobody out of the rules for its network', async () => {
  const manager = await RunningManager.start(
    `Control_Listener { Listen "[::1]:0" {
      Peer "fe80::/10" { Always_Deny = true }
      Peer "fe80::7" { Always_Deny = false Enable_Authentication = true }
    } }`,
  )
  const { current } = manager.manager.live
  const listen = [{ name: 'Control_Listener' }, { name: 'Listen', instance: '[::1]:0' }]
  const kindFor = (address: string) => admission(current, clientPath(listen, address), 'tcp').kind
  assert.is(kindFor('fe80::1%eth0'), 'denied')
  assert.is(kindFor('fe80::7%eth0'), 'login')
  assert.is(kindFor('2001:db8::1'), 'in')
})

test('limits know whoever has many addresses of one network by the network', () => {
  assert.is(limitKey('2001:db8::1'), limitKey('2001:db8:0:0:ffff::2'))
  assert.is.not(limitKey('2001:db8::1'), limitKey('2001:db8:0:1::1'))
  assert.is(limitKey('fe80::1%eth0'), limitKey('fe80::2%eth0'))
  assert.is(limitKey('192.0.2.1'), '192.0.2.1')
})

async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('it did not fail')
}

test.run()
