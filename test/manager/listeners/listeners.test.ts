import { spawnSync } from 'node:child_process'
import { existsSync, lstatSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { StartRefused } from '../../../src/manager/process/start-refused.js'
import { ConnectionFailed } from '../../../src/terminal/index.js'
import { RunningManager, stopAll, until } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('control listeners')

/** Sockets where the configuration says. */
const AT_ITS_PATH = { socketPlace: (path: string) => path }

test.after(stopAll)

async function failure(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof StartRefused || error instanceof ConnectionFailed) return error.message
    throw error
  }
  throw new Error('it did not fail')
}

test('where none is configured, the default socket is open, for its user and group', async () => {
  const manager = await RunningManager.start('')
  assert.equal(manager.manager.endpoints, ['/tmp/2025'])
  assert.is(statSync(manager.socket()).mode & 0o777, 0o660)
  const client = await manager.connect()
  assert.match(await client.ok('version'), '# eccmgr version: 0.1.0\n')
  await manager.stop()
  assert.not(existsSync(manager.socket()))
})

test('several at once: two sockets, IPv4, IPv6; one that is not enabled stays closed', async () => {
  const manager = await RunningManager.start(`Control_Listener {
    Listen "/tmp/a" { File_Mode = 0600 }
    Listen "/tmp/b" { File_Mode = 0666 }
    Listen "/tmp/off" { Enable = false }
    Listen "127.0.0.1:0" {}
    Listen "[::1]:0" {}
  }`)
  const [a, b, v4 = '', v6 = ''] = manager.manager.endpoints
  assert.equal([a, b], ['/tmp/a', '/tmp/b'])
  assert.match(v4, /^127\.0\.0\.1:\d+$/)
  assert.match(v6, /^\[::1\]:\d+$/)
  assert.is(statSync(manager.socket('/tmp/a')).mode & 0o777, 0o600)
  assert.is(statSync(manager.socket('/tmp/b')).mode & 0o777, 0o666)
  assert.not(existsSync(manager.socket('/tmp/off')))
  for (const address of [manager.socket('/tmp/a'), v4, v6]) {
    const client = await manager.connect(address)
    assert.match(await client.ok('pid'), `${process.pid}\n`)
  }
})

test('a socket is made where nobody else comes, and nothing else of the process changes for it', async () => {
  const { umask } = process
  const root = scratch()
  const path = join(root, 'own')
  const masks: unknown[] = []
  process.umask = ((mask?: number) => {
    masks.push(mask)
    return mask === undefined ? umask() : umask(mask)
  }) as typeof umask
  try {
    await RunningManager.start(
      `Control_Listener { Listen "${path}" { File_Mode = 0666 } }`,
      AT_ITS_PATH,
    )
  } finally {
    process.umask = umask
  }
  assert.equal(masks, [])
  assert.is(statSync(path).mode & 0o777, 0o666)
  assert.equal(readdirSync(root), ['own'])
})

test('a socket at which nobody listens any more is replaced', async () => {
  const root = scratch()
  const path = join(root, 'old')
  spawnSync(process.execPath, [
    '-e',
    'require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, 9))',
    path,
  ])
  assert.ok(lstatSync(path).isSocket())
  const manager = await RunningManager.start(
    `Control_Listener { Listen "${path}" {} }`,
    AT_ITS_PATH,
  )
  const client = await manager.connect(path)
  assert.is(await client.ok('config get Logs file_mode').catch(() => 'none'), 'none')
  await manager.stop()
})

test('neither a living socket nor anything else in its place is touched', async () => {
  const root = scratch()
  const path = join(root, 'taken')
  const other = createServer().listen(path)
  await until(() => other.listening)
  const start = () => RunningManager.start(`Control_Listener { Listen "${path}" {} }`, AT_ITS_PATH)
  assert.is(await failure(start()), `${path} cannot be opened: another program listens there`)
  other.close()
  rmSync(path, { force: true })
  writeFileSync(path, 'precious')
  assert.is(await failure(start()), `${path} cannot be opened: it is there, and no socket`)
  assert.is(statSync(path).size, 8)
  const missing = join(root, 'nowhere/socket')
  assert.is(
    await failure(RunningManager.start(`Control_Listener { Listen "${missing}" {} }`, AT_ITS_PATH)),
    `${missing} cannot be opened: the folder does not exist`,
  )
  const long = join(root, 'x'.repeat(108))
  assert.is(
    await failure(RunningManager.start(`Control_Listener { Listen "${long}" {} }`, AT_ITS_PATH)),
    `${long} cannot be opened: the path is too long for a socket`,
  )
})

test('config set opens and closes listeners; sessions of the others go on', async () => {
  const manager = await RunningManager.start(`Control_Listener {
    Listen "/tmp/2025" {}
    Listen "127.0.0.1:0" { Always_Allow = true }
  }`)
  const unix = await manager.connect()
  const tcp = await manager.connect(manager.tcp())
  await tcp.ok('config begin')
  assert.is(
    await unix.ok('config set Control_Listener Listen /tmp/more Enable true'),
    '        Enable = true\n',
  )
  await until(() => existsSync(manager.socket('/tmp/more')))
  const third = await manager.connect(manager.socket('/tmp/more'))
  const address = manager.tcp()
  await unix.ok('config set Control_Listener Listen 127.0.0.1:0 Enable false')
  assert.is(await tcp.end(), `The listener ${address} was closed by a change of the configuration.`)
  assert.match(await failure(manager.connect(address)), 'nobody listens there.')
  assert.match(await third.ok('pid'), `${process.pid}`)
  assert.match(await unix.ok('pid'), `${process.pid}`)
})

test('a socket gets another mode while its sessions go on', async () => {
  const manager = await RunningManager.start('')
  const client = await manager.connect()
  await client.ok('config set Control_Listener Listen /tmp/2025 File_Mode 0600')
  await until(() => (statSync(manager.socket()).mode & 0o777) === 0o600)
  await client.ok('pid')
})

test('nobody ever sees a socket that is more open than its mode', async () => {
  const manager = await RunningManager.start(`Control_Listener {
    Listen "/tmp/2025" {}
    Listen "/log/2025" { File_Mode = 0600 }
  }`)
  const client = await manager.connect()
  const seen = new Set<string>()
  let isOver = false
  const look = () => {
    for (const name of readdirSync(join(manager.root, 'log'))) {
      const there = lstatSync(join(manager.root, 'log', name), { throwIfNoEntry: false })
      if (there?.isSocket()) seen.add(`${(there.mode & 0o777).toString(8)}`)
    }
    if (!isOver) setImmediate(look)
  }
  look()
  for (let round = 0; round < 20; round++) {
    for (const word of ['false', 'true']) {
      await client.ok(`config set Control_Listener Listen /log/2025 Enable ${word}`)
      await manager.manager.flush()
    }
  }
  isOver = true
  assert.equal([...seen], ['600'])
})

test('what closes the own session, or the last listener, wants to be confirmed', async () => {
  const manager = await RunningManager.start(`Control_Listener {
    Listen "/tmp/2025" {}
    Listen "/tmp/other" {}
  }`)
  const client = await manager.connect()
  const own = await client.run('config set Control_Listener Listen /tmp/2025 Enable false')
  assert.equal(own, {
    status: 'failed',
    text: 'Nothing was changed: it closes the listener /tmp/2025, through which this session came in. "config commit confirmed" does it, and is taken back unless somebody confirms it.\n',
  })
  await client.ok('config begin')
  await client.ok('config set Control_Listener Enable false')
  const last = await client.run('config commit')
  assert.equal(last, {
    status: 'failed',
    text: 'Nothing was changed: no control listener would be open. "config commit confirmed" does it, and is taken back unless somebody confirms it.\n',
  })
  const other = await manager.connect(manager.socket('/tmp/other'))
  await client.ok('config rollback')
  await client.ok('config begin')
  await client.ok('config set Control_Listener Listen /tmp/2025 Enable false')
  assert.match(await client.ok('config commit confirmed 5'), /^OK, until /)
  assert.is(
    await client.end(),
    'The listener /tmp/2025 was closed by a change of the configuration.',
  )
  await other.ok('config confirm')
  assert.equal(manager.manager.endpoints, ['/tmp/other'])
})

test('one that cannot be opened later is told and logged; the others stay', async () => {
  const manager = await RunningManager.start('ec_logger "l" { paniclog = "/log/paniclog.ec" }')
  const client = await manager.connect()
  await client.ok('config set Control_Listener Listen /tmp/2025 Enable true')
  await client.ok('config set Control_Listener Listen /nowhere/socket Enable true')
  const text = '/nowhere/socket cannot be opened: the folder does not exist'
  await until(() => client.notices.includes(text))
  assert.match(await manager.log('paniclog.ec'), `:control: ${text}\n`)
  assert.equal(manager.manager.endpoints, ['/tmp/2025'])
})

test.run()
