import { createConnection } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { encodeFrame } from '../../../src/protocol/index.js'
import { ConnectionFailed } from '../../../src/terminal/index.js'
import { RunningManager, stopAll, until } from '../../tools/running-manager.js'
import { HELLO, Wire } from '../../tools/wire.js'

const test = suite('console sessions')

test.after(stopAll)

async function refusal(promise: Promise<unknown>): Promise<string> {
  try {
    await promise
  } catch (error) {
    if (error instanceof ConnectionFailed) return error.message
    throw error
  }
  throw new Error('it did not fail')
}

const IDLE = 'Control_Listener { Timeout = 1 Listen "/tmp/2025" {} }'

test('the welcome has the endpoint, the banner and who the client is', async () => {
  const manager = await RunningManager.start('')
  const wire = await Wire.open(manager.socket())
  const [welcome] = wire.frames
  assert.equal(welcome, {
    kind: 'welcome',
    version: 1,
    program: 'eccmgr',
    release: '0.1.0',
    endpoint: '/tmp/2025',
    banner: [
      '##############################################',
      '# eccmgr version: 0.1.0',
      '# A part of ecconf.',
      '##############################################',
    ],
    wants: { kind: 'nothing', user: 'root' },
  })
})

const NOTHING = { pending: 'nothing', secret: false }

test('one command at a time, answered in the order in which they were sent', async () => {
  const manager = await RunningManager.start('')
  const wire = await Wire.open(manager.socket())
  const request = (id: number, text: string) =>
    encodeFrame({ kind: 'request', id, xml: false, text })
  wire.socket.write(
    Buffer.concat([HELLO, request(7, 'pid'), request(8, 'nonsense'), request(9, 'quit')]),
  )
  assert.is(await wire.closing(), 'quit: ')
  assert.equal(wire.frames.slice(1, -1), [
    { kind: 'part', id: 7, text: `${process.pid}\n` },
    { kind: 'end', id: 7, status: 'ok', ...NOTHING },
    { kind: 'part', id: 8, text: 'nonsense command not understood\n' },
    { kind: 'end', id: 8, status: 'failed', ...NOTHING },
    { kind: 'end', id: 9, status: 'ok', ...NOTHING },
  ])
})

test('what comes before it is decided who may come in waits for that', async () => {
  const users = { 'etc/users': 'john:secret\n' }
  const text = `Control_Listener {
    Listen "/tmp/2025" { AuthLoginParameters = [ uri = "file:///etc/users" ] }
    Listen "/tmp/no" { Always_Deny = true }
    Listen "/tmp/yes" { }
  }`
  const slow = { of: () => sleep(200).then(() => ({ uid: 0, name: 'slow' })) }
  const manager = await RunningManager.start(text, { peerUsers: slow }, users)
  const request = encodeFrame({ kind: 'request', id: 1, xml: false, text: 'authz id' })
  const send = async (path: string) => {
    const socket = createConnection(manager.socket(path))
    socket.write(Buffer.concat([HELLO, request]))
    return Wire.of(socket)
  }
  const login = await send('/tmp/2025')
  assert.is(
    await login.closing(),
    'protocol: A frame of the kind request may not come before a login is through.',
  )
  assert.equal(
    login.frames.map(({ kind }) => kind),
    ['welcome', 'closing'],
  )
  assert.is(await (await send('/tmp/no')).closing(), 'denied: Access denied.')
  const yes = await send('/tmp/yes')
  await until(() => yes.frames.some(({ kind }) => kind === 'end'))
  const [, part] = yes.frames
  assert.match(part?.kind === 'part' ? part.text : '', 'username="slow"')
  yes.socket.destroy()
})

test('who is idle is told why the session ends, and the transaction is gone', async () => {
  const manager = await RunningManager.start(IDLE)
  const client = await manager.connect()
  await client.ok('config begin')
  await client.ok('config set Blackhole true')
  assert.is(await client.end(), 'The session was idle for 1 seconds.')
  const other = await manager.connect()
  assert.match((await other.run('config get Blackhole')).text, 'is not set')
})

test('nothing but a connection, and half a frame, end at the time-out', async () => {
  const manager = await RunningManager.start(IDLE)
  const silent = await Wire.open(manager.socket())
  const half = await Wire.open(manager.socket())
  half.socket.write(HELLO.subarray(0, 7))
  assert.is(await silent.closing(), 'idle: Nobody has logged in within 1 seconds.')
  assert.is(await half.closing(), 'idle: Nobody has logged in within 1 seconds.')
})

test('a client that vanishes inside a transaction changes nothing', async () => {
  const manager = await RunningManager.start('')
  const client = await manager.connect()
  await client.ok('config begin')
  await client.ok('config set Blackhole true')
  client.connection.close()
  const other = await manager.connect()
  await until(() => manager.manager.sessions === 1)
  assert.match((await other.run('config get Blackhole')).text, 'is not set')
  await other.ok('config begin')
  await other.ok('config commit')
})

test('another protocol, a wrong frame and a line that is too long are answered clearly', async () => {
  const manager = await RunningManager.start('', { limits: { requestBytes: 100 } })
  const stranger = await Wire.open(manager.socket())
  stranger.socket.write('GET / HTTP/1.0\r\n\r\n')
  assert.is(
    await stranger.closing(),
    'protocol: The other end does not speak the protocol of the console: another program is there.',
  )
  const early = await Wire.open(manager.socket())
  early.socket.write(
    Buffer.concat([
      HELLO,
      encodeFrame({ kind: 'login-start', mechanism: 'X', payload: new Uint8Array() }),
    ]),
  )
  assert.is(await early.closing(), 'protocol: A frame of the kind login-start may not come now.')
  const client = await manager.connect()
  const answer = await client.run(`config set Blackhole ${'x'.repeat(200)}`)
  assert.is(answer.status, undefined)
  assert.is(await client.end(), 'A frame of the kind request has 226 bytes; it may have 100.')
})

test('sessions in all, from one address, and waiting logins have limits', async () => {
  const users = { 'etc/users': 'john:secret\n' }
  const text = `Control_Listener {
    Listen "/tmp/2025" {}
    Listen "127.0.0.1:0" { AuthLoginParameters = [ uri = "file:///etc/users" ] }
  }`
  const limits = { sessions: 4, perAddress: 3, logins: 5, loginsPerAddress: 1 }
  const manager = await RunningManager.start(text, { limits }, users)
  const clients = []
  for (let count = 0; count < 3; count++) clients.push(await manager.connect())
  assert.is(
    await refusal(manager.connect()),
    'There are 3 sessions from this address already: close one first.',
  )
  const john = { user: 'john', password: 'secret' }
  const [host = '', port = ''] = manager.tcp().split(':')
  const waiting = createConnection({ host, port: Number(port) })
  await new Promise((resolve) => waiting.once('data', resolve))
  assert.is(
    await refusal(manager.connect(manager.tcp(), john)),
    'There are 4 sessions already: come back later.',
  )
  clients[0]?.connection.close()
  await until(() => manager.manager.sessions === 3)
  assert.is(
    await refusal(manager.connect(manager.tcp(), john)),
    'Too many logins are waiting: come back later.',
  )
  waiting.destroy()
  await until(() => manager.manager.sessions === 2)
  await (await manager.connect(manager.tcp(), john)).ok('pid')
})

test('Peer in both levels: the nearest says who is denied', async () => {
  const manager = await RunningManager.start(`Control_Listener {
    Always_Deny = true
    Peer "127.0.0.0/8" { Always_Deny = false }
    Listen "/tmp/2025" {}
    Listen "127.0.0.1:0" { }
    Listen "127.0.0.2:0" { Peer "127.0.0.1" { Always_Deny = true } }
    Listen "[::1]:0" {}
  }`)
  await (await manager.connect()).ok('pid')
  await (await manager.connect(manager.tcp(0))).ok('pid')
  assert.is(await refusal(manager.connect(manager.tcp(2))), 'Access denied.')
  assert.is(await refusal(manager.connect(manager.tcp(1))), 'Access denied.')
})

test('Always_Allow lets in as anonymous, and Always_Deny wins', async () => {
  const manager = await RunningManager.start(`Control_Listener {
    Enable_Authentication = true
    Listen "/tmp/2025" { Always_Allow = true }
    Listen "/tmp/no" { Always_Allow = true Always_Deny = true }
  }`)
  const client = await manager.connect()
  assert.match(await client.ok('authz id'), 'username="anonymous"')
  assert.is(await refusal(manager.connect(manager.socket('/tmp/no'))), 'Access denied.')
})

const LOGINS = `Control_Listener {
  Listen "127.0.0.1:0" {
    AuthDigestMD5Parameters = [ uri = "file:///etc/users" log_authentication = "true" ]
    AuthorizationParameters = [ uri = "groups:///etc/groups" ]
    Enable_Authorization = true
  }
  Listen "127.0.0.2:0" { AuthDigestMD5Parameters = [ uri = "digest:///etc/digests" ] }
  Listen "127.0.0.3:0" { AuthLoginParameters = [ uri = "file:///etc/users" ] }
  Listen "127.0.0.4:0" { AuthDigestMD5Parameters = [ uri = "nothing://" ] }
}
ec_logger "l" { acctlog = "/log/acctlog.ec" paniclog = "/log/paniclog.ec" }
Authorization {
  Role "readers" { allow = ( "^config (show|get)" ) }
  Role "admin" { allow = ( ".*" ) }
  Role "broken" { allow = ( "(pid)|(?1)" ) }
}`

const FILES = {
  'etc/users': 'john:secret\nmary:other\nbob:third\n',
  'etc/groups': 'readers: john\nadmin: mary\nbroken: bob\n',
  // MD5 of john:Momentum Console:secret
  'etc/digests': 'john:Momentum Console:HASH\n',
}

test('users log in by SCRAM, DIGEST and LOGIN; a wrong password and an unknown user look alike', async () => {
  const { createHash } = await import('node:crypto')
  const hash = createHash('md5').update('john:Momentum Console:secret').digest('hex')
  const files = { ...FILES, 'etc/digests': FILES['etc/digests'].replace('HASH', hash) }
  const manager = await RunningManager.start(LOGINS, {}, files)
  const john = { user: 'john', password: 'secret' }
  for (const listener of [0, 1, 2]) {
    const client = await manager.connect(manager.tcp(listener), john)
    assert.is(client.connection.user, 'john')
  }
  const wrong = async (user: string, password: string, listener: number) => {
    let asked = 0
    const { ConsoleConnection, parseTarget } = await import('../../../src/terminal/index.js')
    const target = parseTarget(manager.tcp(listener))
    if (target.kind === 'problem') throw new Error(target.text)
    const ask = async () => {
      if (asked++ > 0) throw new ConnectionFailed('asked again')
      return { user, password }
    }
    const options = { target, address: 'x', release: '1', ask, onNotice: () => undefined }
    return refusal(ConsoleConnection.open(options))
  }
  assert.is(await wrong('john', 'wrong', 0), 'asked again')
  assert.is(await wrong('nobody', 'secret', 0), 'asked again')
  assert.is(await wrong('john', 'secret', 3), 'asked again')
  const panic = await manager.log('paniclog.ec')
  // Failures are notices, which are not written unless Debug_Flags asks for them.
  assert.not.match(panic, 'authentication failure')
  assert.match(
    panic,
    /^\d{10}:control: 127\.0\.0\.4:\d+ from 127\.0\.0\.1:\d+: authentication error for john: nothing defines the scheme nothing:\/\/$/m,
  )
  const account = (await manager.log('acctlog.ec'))
    .replace(/^\d{10}@/gm, 'T@')
    .replace(/:\d+@/g, ':P@')
  assert.is(
    account,
    'T@N@127.0.0.1:P@127.0.0.1:P@john@1\n' +
      'T@N@127.0.0.1:P@127.0.0.1:P@john@0\n' +
      'T@N@127.0.0.1:P@127.0.0.1:P@nobody@0\n',
  )
})

test('roles say who may do what; the acctlog has each command and the role that allows it', async () => {
  const manager = await RunningManager.start(LOGINS, {}, FILES)
  const john = await manager.connect(manager.tcp(), { user: 'john', password: 'secret' })
  const mary = await manager.connect(manager.tcp(), { user: 'mary', password: 'other' })
  const bob = await manager.connect(manager.tcp(), { user: 'bob', password: 'third' })
  await john.ok('config show Authorization')
  assert.equal(await john.run('config set Blackhole true'), {
    status: 'denied',
    text: 'Not Authorized for this command\n',
  })
  await mary.ok('config set   Blackhole  true')
  const uri = 'pgsql:host=db1;password=sunny-Harbour-41'
  await mary.ok(`config set Datasource "d" uri ( "${uri}" )`)
  assert.is((await bob.run('pid')).status, 'denied')
  assert.is(
    await mary.ok('authz id'),
    '<AuthzInformation username="mary">\n  <Roles>\n    <Role name="admin"/>\n  </Roles>\n</AuthzInformation>\n',
  )
  const account = (await manager.log('acctlog.ec'))
    .split('\n')
    .filter((line) => line.includes('@Z@'))
    .map((line) => line.split('@').slice(4).join('@'))
  assert.equal(account, [
    'john@1@config show Authorization@readers',
    'john@0@config set Blackhole true',
    'mary@1@config set Blackhole true@admin',
    // Everybody may be able to read the log.
    'mary@1@config set Datasource "d" uri ( "pgsql:host=db1;password=****@admin',
    'bob@0@pid',
    'mary@1@authz id@admin',
  ])
  assert.match(
    await manager.log('paniclog.ec'),
    'a pattern of the role broken cannot be matched: (pid)|(?1)\n',
  )
})

test('when the manager stops, every session is told', async () => {
  const manager = await RunningManager.start('')
  const clients = [await manager.connect(), await manager.connect()]
  await manager.stop()
  assert.equal(await Promise.all(clients.map((client) => client.end())), [
    'The manager stops.',
    'The manager stops.',
  ])
})

test('shutdown on the console stops it behind its answer', async () => {
  const manager = await RunningManager.start('')
  const client = await manager.connect()
  assert.is(await client.ok('shutdown'), 'Shutting down.\n')
  await manager.manager.stopped
  assert.is(await client.end(), 'The manager stops.')
})

test.run()
