import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { createConnection, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { connect, type TLSSocket } from 'node:tls'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { StartRefused } from '../../../src/manager/process/start-refused.js'
import { type Authority, authority, certified } from '../../tools/certificates.js'
import { ended } from '../../tools/ended.js'
import { shipped } from '../../tools/manager-process.js'
import { RunningManager, stopAll, until } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('TLS at control listeners')

test.after(stopAll)

const ours = authority('Our authority')
const theirs = authority('Their authority')
const folder = scratch()

/** Writes files of the client's side. @returns the path of one */
function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const CA = file('ca.pem', ours.pem)
const WRONG_CA = file('wrong-ca.pem', theirs.pem)

/** Certificate and key of a server, as the files of a manager. */
function serverFiles(by: Authority = ours, names = ['127.0.0.1'], to?: Date) {
  const { certificate, key } = certified(by, names, to === undefined ? {} : { to })
  return { 'etc/server.pem': certificate, 'etc/server.key': key, 'etc/ca.pem': ours.pem }
}

const TLS = 'TLS_Certificate = "/etc/server.pem"\n  TLS_Key = "/etc/server.key"'

function configuration(options = TLS, more = ''): string {
  return `Control_Listener {\n  ${options}\n  Listen "/tmp/2025" {}\n  Listen "127.0.0.1:0" {}\n  ${more}\n}\nec_logger "l" { paniclog = "/log/paniclog.ec" }\n`
}

/** Runs `ec_console` while the manager of this process goes on. */
async function console(...words: readonly string[]): Promise<{
  status: number | null
  stdout: string
  stderr: string
}> {
  const child = spawn(process.execPath, [shipped('ec_console'), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { status, stdout, stderr } = await ended(child)
  return { status, stdout, stderr }
}

function refused(address: string, why: string) {
  const text = why.includes('certificate is wanted') ? why : `Cannot connect to ${address}: ${why}.`
  return { status: 2, stdout: '', stderr: `ec_console: ${text}\n` }
}

async function startRefusal(options: string, files: Readonly<Record<string, string>>) {
  try {
    await RunningManager.start(configuration(options), {}, files)
  } catch (error) {
    if (error instanceof StartRefused) return error.message
    throw error
  }
  throw new Error('it did start')
}

test('over TLS a console works; over the Unix socket clear text is spoken', async () => {
  const manager = await RunningManager.start(configuration(), {}, serverFiles())
  const fine = { status: 0, stdout: `${process.pid}\n`, stderr: '' }
  assert.equal(await console('--tls-ca', CA, `tls://${manager.tcp()}`, 'pid'), fine)
  assert.equal(await console(`--tls-ca=${CA}`, `tls://${manager.tcp()}`, 'pid'), fine)
  assert.equal(await console(manager.socket(), 'pid'), fine)
})

test('a server that cannot prove itself is refused, and the client says why', async () => {
  const manager = await RunningManager.start(configuration(), {}, serverFiles())
  const address = `tls://${manager.tcp()}`
  const untrusted =
    'its certificate is signed by nobody who is trusted here (--tls-ca FILE names somebody)'
  assert.equal(await console('--tls-ca', WRONG_CA, address, 'pid'), refused(address, untrusted))
  assert.equal(await console(address, 'pid'), refused(address, untrusted))
  const other = await RunningManager.start(
    configuration(),
    {},
    serverFiles(ours, ['mgr1.example.net', '127.0.0.2']),
  )
  const otherAddress = `tls://${other.tcp()}`
  assert.equal(
    await console('--tls-ca', CA, otherAddress, 'pid'),
    refused(otherAddress, 'its certificate is for another name'),
  )
  const expired = await RunningManager.start(
    configuration(),
    {},
    serverFiles(ours, ['127.0.0.1'], new Date(Date.now() - 60_000)),
  )
  const expiredAddress = `tls://${expired.tcp()}`
  assert.equal(
    await console('--tls-ca', CA, expiredAddress, 'pid'),
    refused(expiredAddress, 'its certificate has expired'),
  )
  assert.match(
    await expired.log('paniclog.ec'),
    /:control: 127\.0\.0\.1:\d+: the certificate in \/etc\/server\.pem has ended on /,
  )
})

test('clear text where TLS is spoken, and the other way, is told clearly', async () => {
  const manager = await RunningManager.start(
    configuration('', `Listen "127.0.0.2:0" { ${TLS} }`),
    {},
    serverFiles(ours, ['127.0.0.2']),
  )
  const [clear, encrypted] = [manager.tcp(0), manager.tcp(1)]
  assert.equal(await console(encrypted, 'pid'), {
    status: 2,
    stdout: '',
    stderr: 'ec_console: TLS is spoken here: put tls:// before the address.\n',
  })
  assert.equal(
    await console('--tls-ca', CA, `tls://${clear}`, 'pid'),
    refused(`tls://${clear}`, 'no TLS is spoken there'),
  )
  assert.is((await console('--tls-ca', CA, `tls://${encrypted}`, 'pid')).status, 0)
  assert.is((await console(clear, 'pid')).status, 0)
})

test('whoever closes before TLS is spoken gets a line too', async () => {
  const server = createServer((socket) => socket.destroy()).listen(0, '127.0.0.1')
  await until(() => server.listening)
  const { port } = server.address() as { port: number }
  const address = `tls://127.0.0.1:${port}`
  const { status, stderr } = await console(address, 'pid')
  server.close()
  assert.is(status, 2)
  assert.is(
    stderr,
    `ec_console: Cannot connect to ${address}: the connection was closed before TLS could be spoken.\n`,
  )
})

const DEMANDS = `${TLS}\n  TLS_Client_CA = "/etc/ca.pem"`
const WANTS =
  'A certificate is wanted from the client, signed by one of the authorities of the listener.'

test('client certificates: shown, missing, of somebody else, expired, not demanded', async () => {
  const manager = await RunningManager.start(configuration(DEMANDS), {}, serverFiles())
  const address = `tls://${manager.tcp()}`
  const client = certified(ours, ['client'])
  const both = file('client.pem', client.certificate + client.key)
  const alone = file('client-alone.pem', client.certificate)
  const key = file('client.key', client.key)
  const stranger = certified(theirs, ['client'])
  const strange = file('stranger.pem', stranger.certificate + stranger.key)
  const old = certified(ours, ['client'], { to: new Date(Date.now() - 60_000) })
  const expired = file('expired.pem', old.certificate + old.key)
  const fine = { status: 0, stdout: `${process.pid}\n`, stderr: '' }
  const from = (...words: string[]) => console('--tls-ca', CA, ...words, address, 'pid')
  assert.equal(await from('--tls-cert', both), fine)
  assert.equal(await from('--tls-cert', alone, '--tls-key', key), fine)
  for (const words of [[], ['--tls-cert', strange], ['--tls-cert', expired]]) {
    assert.equal(await from(...words), refused(address, WANTS))
  }
  const none = await RunningManager.start(
    configuration(`${DEMANDS}\n  TLS_Verify_Mode = none`),
    {},
    serverFiles(),
  )
  assert.equal(await console('--tls-ca', CA, `tls://${none.tcp()}`, 'pid'), fine)
})

test('a connection that is resumed has to show its certificate too', async () => {
  const manager = await RunningManager.start(configuration(DEMANDS), {}, serverFiles())
  const [host = '', port = ''] = manager.tcp().split(':')
  const open = (session?: Buffer) =>
    new Promise<{ text: string; session: Buffer | undefined }>((resolve) => {
      let text = ''
      let ticket: Buffer | undefined
      const socket: TLSSocket = connect({
        host,
        port: Number(port),
        ca: ours.pem,
        maxVersion: 'TLSv1.2',
        ...(session !== undefined && { session }),
      })
      socket.on('session', (bytes) => {
        ticket = bytes
      })
      socket.on('data', (bytes) => {
        text += bytes.toString('latin1')
      })
      socket.on('close', () => resolve({ text, session: ticket ?? socket.getSession() }))
    })
  const first = await open()
  assert.ok(first.text.includes(WANTS))
  const second = await open(first.session)
  assert.ok(second.text.includes(WANTS))
})

test('the files of the client are named when they cannot be used', async () => {
  const junk = file('junk.pem', 'junk')
  const { key } = certified(ours, ['x'])
  const wrongKey = file('wrong.key', key)
  const own = certified(ours, ['client'])
  const alone = file('own.pem', own.certificate)
  const locked = 'holds no private key in PEM format without a passphrase.'
  const cases: readonly (readonly [readonly string[], string])[] = [
    [['--tls-ca', '/nowhere/ca'], '/nowhere/ca cannot be read: there is no such file.'],
    [['--tls-ca', junk], `${junk} holds no certificate in PEM format.`],
    [['--tls-cert', alone], `${alone} ${locked}`],
    [['--tls-cert', alone, '--tls-key', junk], `${junk} ${locked}`],
    [
      ['--tls-cert', alone, '--tls-key', wrongKey],
      `${wrongKey} does not hold the key of the certificate in ${alone}.`,
    ],
    [['--tls-key', wrongKey], '--tls-key needs a certificate: --tls-cert FILE.'],
    [['--tls-ca'], '--tls-ca needs a file.'],
    [['--tls'], 'There is no flag --tls.'],
  ]
  for (const [words, text] of cases) {
    const address = words.length === 1 ? [] : ['tls://127.0.0.1:1', 'pid']
    assert.equal(await console(...words, ...address), {
      status: 2,
      stdout: '',
      stderr: `ec_console: ${text}\n`,
    })
  }
})

test('files that cannot be used end the start, with which file', async () => {
  const files = serverFiles()
  const refusals: readonly (readonly [string, Readonly<Record<string, string>>, string])[] = [
    [TLS, {}, 'TLS_Certificate /etc/server.pem cannot be read: no such file or directory'],
    [
      TLS,
      { 'etc/server.pem': files['etc/server.pem'] },
      'TLS_Key /etc/server.key cannot be read: no such file or directory',
    ],
    [
      TLS,
      { ...files, 'etc/server.pem': 'junk' },
      'TLS_Certificate /etc/server.pem holds no certificate in PEM format',
    ],
    [
      TLS,
      { ...files, 'etc/server.key': 'junk' },
      'TLS_Key /etc/server.key holds no private key in PEM format',
    ],
    [
      TLS,
      { ...files, 'etc/server.key': certified(ours, ['x']).key },
      'TLS_Key /etc/server.key does not hold the key of the certificate in /etc/server.pem',
    ],
    [
      'TLS_Certificate = "/etc/server.pem"',
      files,
      'TLS_Certificate /etc/server.pem holds no private key in PEM format',
    ],
    [
      `${TLS}\n  TLS_Client_CA = "/etc/none.pem"`,
      files,
      'TLS_Client_CA /etc/none.pem cannot be read: no such file or directory',
    ],
    [
      `${TLS}\n  TLS_Verify_Mode = require`,
      files,
      'TLS_Verify_Mode wants certificates of clients, but TLS_Client_CA is not set',
    ],
    [
      'TLS_Key = "/etc/server.key"',
      files,
      'TLS_Certificate is not set, but other options of TLS are',
    ],
  ]
  for (const [options, there, why] of refusals) {
    assert.is(await startRefusal(options, there), `127.0.0.1:0 cannot be opened: ${why}`)
  }
})

test('certificate and key may be in one file, and one Listen may say none', async () => {
  const { certificate, key } = certified(ours, ['127.0.0.1'])
  const manager = await RunningManager.start(
    configuration(
      'TLS_Certificate = "/etc/both.pem"',
      'Listen "127.0.0.2:0" { TLS_Certificate = none }',
    ),
    {},
    { 'etc/both.pem': certificate + key },
  )
  assert.is((await console('--tls-ca', CA, `tls://${manager.tcp(0)}`, 'pid')).status, 0)
  assert.is((await console(manager.tcp(1), 'pid')).status, 0)
})

/** The names in the certificate that a server shows. */
function shownNames(address: string): Promise<string> {
  const [host = '', port = ''] = address.split(':')
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port: Number(port), rejectUnauthorized: false }, () => {
      resolve(socket.getPeerX509Certificate()?.subjectAltName ?? 'none')
      socket.destroy()
    })
    socket.on('error', reject)
  })
}

test('a reload reads certificates again; one that cannot be read leaves the one that is there', async () => {
  const manager = await RunningManager.start(configuration(), {}, serverFiles())
  assert.is(await shownNames(manager.tcp()), 'IP Address:127.0.0.1')
  const client = await manager.connect()
  const write = (files: Readonly<Record<string, string>>) => {
    for (const [path, text] of Object.entries(files)) writeFileSync(join(manager.root, path), text)
  }
  write(serverFiles(ours, ['second.example.net']))
  assert.is(await client.ok('config reload'), 'OK\n')
  await manager.manager.flush()
  assert.is(await shownNames(manager.tcp()), 'DNS:second.example.net')
  write({ 'etc/server.pem': 'junk' })
  await client.ok('config reload')
  const text = `${manager.tcp()} keeps its certificate: TLS_Certificate /etc/server.pem holds no certificate in PEM format`
  assert.ok((await manager.log('paniclog.ec')).includes(`:control: ${text}\n`))
  assert.is(await shownNames(manager.tcp()), 'DNS:second.example.net')
})

test('a certificate of a commit that cannot be read lets nobody in until it can', async () => {
  const manager = await RunningManager.start(
    configuration(''),
    { listenerPauses: { first: 10, longest: 10 } },
    serverFiles(),
  )
  const address = manager.tcp()
  const before = await manager.connect(address)
  const client = await manager.connect()
  await client.ok('config set Control_Listener TLS_Certificate "/etc/late.pem"')
  const text = `${address} cannot be opened: TLS_Certificate /etc/late.pem cannot be read: no such file or directory`
  await until(() => client.notices.includes(text))
  const noTls = 'TLS cannot be spoken here now: see the paniclog.'
  assert.is((await console(address, 'pid')).stderr, `ec_console: ${noTls}\n`)
  assert.is(await before.ok('pid'), `${process.pid}\n`)
  await client.ok('config unset Control_Listener TLS_Certificate')
  await manager.manager.flush()
  assert.is((await console(address, 'pid')).status, 0)
  await client.ok('config set Control_Listener TLS_Certificate "/etc/late.pem"')
  await until(() => client.notices.filter((each) => each === text).length === 2)
  const { certificate, key } = certified(ours, ['127.0.0.1'])
  writeFileSync(join(manager.root, 'etc/late.pem'), certificate + key)
  await until(async () => (await manager.log('paniclog.ec')).endsWith(`listening on ${address}\n`))
  assert.is((await console('--tls-ca', CA, `tls://${address}`, 'pid')).status, 0)
  assert.is(await before.ok('pid'), `${process.pid}\n`)
})

test('limits, denials and time-outs are told over TLS; a handshake that does not go on ends', async () => {
  const manager = await RunningManager.start(
    configuration(`${TLS}\n  Timeout = 3`, 'Listen "127.0.0.2:0" { Always_Deny = true }'),
    { limits: { perAddress: 1 } },
    serverFiles(ours, ['127.0.0.1', '127.0.0.2']),
  )
  const denied = await console('--tls-ca', CA, `tls://${manager.tcp(1)}`, 'pid')
  assert.is(denied.stderr, 'ec_console: Access denied.\n')
  const [host = '', port = ''] = manager.tcp().split(':')
  const held = createConnection({ host, port: Number(port) })
  await until(() => manager.manager.sessions === 1)
  const full = await console('--tls-ca', CA, `tls://${manager.tcp()}`, 'pid')
  assert.is(
    full.stderr,
    'ec_console: There are 1 sessions from this address already: close one first.\n',
  )
  await closed(held)
  const half = createConnection({ host, port: Number(port) })
  half.write(Buffer.of(0x16, 3, 1, 2, 0, 1))
  await closed(half)
  assert.is(manager.manager.sessions, 0)
})

function closed(socket: Socket): Promise<void> {
  socket.on('error', () => undefined).resume()
  return new Promise((resolve) => socket.on('close', () => resolve()))
}

test.run()
