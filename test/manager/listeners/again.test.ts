import { existsSync, mkdirSync, renameSync, rmSync, statSync, unlinkSync } from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { RunningManager, stopAll, until } from '../../tools/running-manager.js'

const test = suite('listeners that are opened again')

test.after(stopAll)

const PAUSES = { listenerPauses: { first: 10, longest: 40, look: 10 } }
const LOG = 'ec_logger "l" { paniclog = "/log/paniclog.ec" }\n'

/** The lines of the paniclog about listeners, from a line on. */
async function said(manager: RunningManager, from = 0): Promise<string[]> {
  const lines = (await manager.log('paniclog.ec')).split('\n').map((line) => line.slice(11))
  return lines.filter((line) => /listening|opened|gone/.test(line)).slice(from)
}

test('a port that is taken is tried again until it is free, and the log says so once each', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await until(() => other.listening)
  const { port } = other.address() as AddressInfo
  const manager = await RunningManager.start(
    `Control_Listener {\n  Listen "/tmp/2025" {}\n  Listen "127.0.0.1:${port}" {}\n}\n${LOG}`,
    PAUSES,
  )
  const refused = `control: 127.0.0.1:${port} cannot be opened: the address is in use`
  const [listening, opened] = [
    'eccmgr: listening on /tmp/2025',
    `eccmgr: listening on 127.0.0.1:${port}`,
  ]
  // Several tries have failed by then.
  await new Promise((resolve) => setTimeout(resolve, 300))
  assert.equal(await said(manager), [listening, refused])
  assert.equal(manager.manager.endpoints, ['/tmp/2025'])
  await new Promise((resolve) => other.close(resolve))
  await until(async () => (await said(manager)).includes(opened))
  assert.equal(await said(manager), [listening, refused, opened])
  assert.equal(manager.manager.endpoints, ['/tmp/2025', `127.0.0.1:${port}`])
  await (await manager.connect(manager.tcp())).ok('pid')
})

test('what is no longer wanted is not tried again', async () => {
  const manager = await RunningManager.start(
    `Control_Listener {\n  Listen "/tmp/2025" {}\n  Listen "/later/2025" {}\n}\n${LOG}`,
    PAUSES,
  )
  const client = await manager.connect()
  await client.ok('config set Control_Listener Listen /later/2025 Enable false')
  await manager.manager.flush()
  mkdirSync(join(manager.root, 'later'))
  await new Promise((resolve) => setTimeout(resolve, 200))
  assert.not(existsSync(manager.socket('/later/2025')))
  await client.ok('config set Control_Listener Listen /later/2025 Enable true')
  await until(() => existsSync(manager.socket('/later/2025')))
})

test('a socket that is removed is made again with its mode; its sessions go on', async () => {
  const manager = await RunningManager.start(
    `Control_Listener { Listen "/tmp/2025" { File_Mode = 0600 } }\n${LOG}`,
    PAUSES,
  )
  const before = await manager.connect()
  await before.ok('config begin')
  unlinkSync(manager.socket())
  await until(() => existsSync(manager.socket()))
  assert.is(statSync(manager.socket()).mode & 0o777, 0o600)
  const after = await manager.connect()
  assert.is(await after.ok('pid'), `${process.pid}\n`)
  assert.is(await before.ok('config commit'), 'OK\n')
  assert.equal(await said(manager, 1), [
    'control: the file of /tmp/2025 is gone',
    'eccmgr: listening on /tmp/2025',
  ])
})

test('so is one whose folder is removed, as soon as the folder is back', async () => {
  const manager = await RunningManager.start(
    `Control_Listener { Listen "/run/2025" {} }\n${LOG}`,
    {
      ...PAUSES,
    },
    { run: '' },
  ).catch(() => undefined)
  // A file is in the place of the folder: nothing could be opened.
  assert.is(manager, undefined)
  const good = await RunningManager.start(
    `Control_Listener {\n  Listen "/tmp/2025" {}\n  Listen "/etc/2025" {}\n}\n${LOG}`,
    PAUSES,
  )
  renameSync(join(good.root, 'tmp'), join(good.root, 'away'))
  const text = 'control: /tmp/2025 cannot be opened: the folder does not exist'
  await until(async () => (await said(good)).includes(text))
  const client = await good.connect(good.socket('/etc/2025'))
  assert.is(await client.ok('pid'), `${process.pid}\n`)
  mkdirSync(join(good.root, 'tmp'))
  await until(() => existsSync(good.socket()))
  await (await good.connect()).ok('pid')
  assert.equal(await said(good, 2), [
    'control: the file of /tmp/2025 is gone',
    text,
    'eccmgr: listening on /tmp/2025',
  ])
  rmSync(join(good.root, 'away'), { recursive: true })
})

test('another program that has taken the place is let alone', async () => {
  const manager = await RunningManager.start(
    `Control_Listener {\n  Listen "/tmp/2025" {}\n  Listen "/tmp/b" {}\n}\n${LOG}`,
    PAUSES,
  )
  unlinkSync(manager.socket())
  const other = createServer().listen(manager.socket())
  await until(() => other.listening)
  const text = 'control: /tmp/2025 cannot be opened: another program listens there'
  await until(async () =>
    (await said(manager)).some((line) => line === text || line.endsWith('on /tmp/2025')),
  )
  await manager.stop()
  other.close()
})

test.run()
