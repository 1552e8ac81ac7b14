import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import type { BusSettings } from '../../../src/cluster/bus/bus-settings.js'
import { BusMember, closeMembers } from '../../tools/bus-member.js'
import { authority, certified } from '../../tools/certificates.js'
import { NatsAccount } from '../../tools/nats-credentials.js'
import { NatsServer, settingsOf, withNats } from '../../tools/nats-server.js'
import { until } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('who may come onto the bus, and by what it is known')
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

const folder = scratch()

/** A file that only its owner may read. */
function file(name: string, content: string | Uint8Array, mode = 0o600): string {
  const path = join(folder, name)
  writeFileSync(path, content)
  chmodSync(path, mode)
  return path
}

const PASSWORD = 'sunny-Harbour-41'
const ONE_USER = `authorization { user: node1, password: "${PASSWORD}" }`

const ours = authority('our authority')
const theirs = authority('another authority')

/** A server that speaks TLS only, with a certificate for some names. */
function tlsServer(names: readonly string[], more = ''): Promise<NatsServer> {
  const { certificate, key } = certified(ours, names)
  const id = servers.length
  const files = {
    cert_file: file(`server-${id}.pem`, certificate),
    key_file: file(`server-${id}.key`, key),
    ca_file: file(`server-${id}.ca`, ours.pem),
  }
  const lines = Object.entries(files).map(([name, path]) => `${name}: "${path}"`)
  return server({ config: `tls { ${lines.join(', ')} ${more} }` })
}

/** The first thing that a member is told that cannot get in. */
async function refusal(settings: BusSettings): Promise<string> {
  const member = new BusMember(settings)
  await member.noted(1)
  const [state] = member.states
  await member.bus.close()
  assert.is(state, undefined)
  assert.is(member.notes.length, 1, member.notes.join('\n'))
  return member.notes[0] as string
}

/** A member that gets in, and hears itself. */
async function admitted(settings: BusSettings): Promise<BusMember> {
  const member = await BusMember.connected(settings)
  await member.listen('x')
  await member.say('x', '1')
  await member.gets(1)
  assert.equal(member.notes, [])
  return member
}

onNats('a login of one line, with or without a newline at its end', async () => {
  const nats = await server({ config: ONE_USER })
  for (const end of ['', '\n', '\r\n']) {
    const credentials = file('login', `node1:${PASSWORD}${end}`)
    await (await admitted(settingsOf(nats.url(), { credentials }))).bus.close()
  }
})

onNats('a login in the URL goes before the one in the file, and is never told', async () => {
  const nats = await server({ config: ONE_USER })
  const credentials = file('other-login', 'node1:wrong')
  const [, place = ''] = nats.url().split('//')
  await admitted(settingsOf(`nats://node1:${PASSWORD}@${place}`, { credentials }))
  const wrong = settingsOf(`nats://node1:very-Secret-5@${place}`)
  assert.is(
    await refusal(wrong),
    `the bus cannot be reached: ${nats.url()}: the server does not take the login`,
  )
})

onNats('a token in the URL', async () => {
  const nats = await server({ config: 'authorization { token: "long%40token" }' })
  await admitted(settingsOf(nats.url().replace('//', '//long%2540token@')))
})

onNats('a wrong password is told of once, and the right one is read when it is there', async () => {
  const nats = await server({ config: ONE_USER })
  const credentials = file('changing-login', 'node1:wrong')
  const member = new BusMember(settingsOf(nats.url(), { credentials }))
  await member.noted(1)
  file('changing-login', `node1:${PASSWORD}`)
  await member.becomes('connected')
  assert.equal(member.notes, [
    `the bus cannot be reached: ${nats.url()}: the server does not take the login`,
    `the bus is there: ${nats.url()}`,
  ])
})

onNats('credentials of NATS: who it is, and a key that proves it', async () => {
  const account = new NatsAccount()
  const nats = await server({ config: account.config })
  const credentials = file('node1.creds', account.credentials())
  await admitted(settingsOf(nats.url(), { credentials }))
  const stolen = file('stolen.creds', account.stolen())
  assert.is(
    await refusal(settingsOf(nats.url(), { credentials: stolen })),
    `the bus cannot be reached: ${nats.url()}: the server does not take the login`,
  )
})

onNats('a server is known by its certificate, by name and by address', async () => {
  const nats = await tlsServer(['localhost', '127.0.0.1'])
  const ca = file('ours.pem', ours.pem)
  await admitted(settingsOf(nats.url('tls'), { ca }))
  await admitted(settingsOf(nats.url('tls', 'localhost'), { ca }))
})

onNats('a server with the certificate of another is not talked to', async () => {
  const ca = file('ours-too.pem', ours.pem)
  const named = await tlsServer(['localhost'])
  assert.is(
    await refusal(settingsOf(named.url('tls'), { ca })),
    `the bus cannot be reached: ${named.url('tls')}: Hostname/IP does not match certificate's altnames: IP: 127.0.0.1 is not in the cert's list: `,
  )
  const addressed = await tlsServer(['127.0.0.1'])
  assert.match(
    await refusal(settingsOf(addressed.url('tls', 'localhost'), { ca })),
    "Hostname/IP does not match certificate's altnames",
  )
})

onNats('a server of whom nobody known has signed the certificate is not talked to', async () => {
  const nats = await tlsServer(['127.0.0.1'])
  const ca = file('theirs.pem', theirs.pem)
  for (const settings of [settingsOf(nats.url('tls'), { ca }), settingsOf(nats.url('tls'))]) {
    assert.is(
      await refusal(settings),
      `the bus cannot be reached: ${nats.url('tls')}: unable to verify the first certificate`,
    )
  }
})

onNats('clear text where the server speaks TLS, and TLS where it does not', async () => {
  const tls = await tlsServer(['127.0.0.1'])
  assert.is(
    await refusal(settingsOf(tls.url())),
    `the bus cannot be reached: ${tls.url()}: the server speaks TLS only: write tls://`,
  )
  const clear = await server()
  assert.is(
    await refusal(settingsOf(clear.url('tls'))),
    `the bus cannot be reached: ${clear.url('tls')}: the server does not speak TLS`,
  )
})

onNats('a certificate of its own, with the key beside it or in the same file', async () => {
  const nats = await tlsServer(['127.0.0.1'], ', verify: true')
  const ca = file('ours-again.pem', ours.pem)
  assert.match(await refusal(settingsOf(nats.url('tls'), { ca })), /^the bus cannot be reached: /)
  const { certificate, key } = certified(ours, ['node1'])
  const apart = { certificate: file('own.pem', certificate), key: file('own.key', key) }
  await admitted(settingsOf(nats.url('tls'), { ca, ...apart }))
  await admitted(settingsOf(nats.url('tls'), { ca, certificate: file('both', certificate + key) }))
})

test('a file that cannot be used is named, with what is wrong with it', async () => {
  const { certificate } = certified(ours, ['node1'])
  const [own, other] = [file('a.pem', certificate), file('b.key', certified(ours, ['x']).key)]
  const locked = file(
    'locked.key',
    '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIICrjAo\n-----END ENCRYPTED PRIVATE KEY-----\n',
  )
  const head = '-----BEGIN NATS USER JWT-----\n.\n------END NATS USER JWT------\n'
  const damaged = file('damaged', `${head}-----BEGIN USER NKEY SEED-----\nSU\n------END------\n`)
  const pipe = join(folder, 'folder')
  mkdirSync(pipe)
  const cases: readonly (readonly [Partial<BusSettings>, string])[] = [
    [{ ca: `${folder}/none` }, `ca ${folder}/none cannot be read: no such file or directory`],
    [{ ca: pipe }, `ca ${pipe} cannot be read: it is no regular file`],
    [{ ca: '/dev/zero' }, 'ca /dev/zero cannot be read: it is no regular file'],
    [{ ca: file('text', 'x') }, `ca ${folder}/text holds no certificate in PEM format`],
    [{ key: other }, 'key is set, but certificate is not'],
    [{ certificate: own }, `certificate ${own} holds no private key in PEM format`],
    [{ certificate: own, key: other }, `key ${other} does not hold the key of ${own}`],
    [{ certificate: own, key: own }, `key ${own} holds no private key in PEM format`],
    [{ certificate: own, key: locked }, `key ${locked} holds no private key in PEM format`],
    [
      { credentials: file('lines', 'a:b\nc:d\n') },
      `credentials ${folder}/lines holds neither credentials of NATS nor one line user:password`,
    ],
    [
      { credentials: file('latin', Buffer.from('user:p\xe9', 'latin1')) },
      `credentials ${folder}/latin is no text in UTF-8`,
    ],
    [{ credentials: damaged }, `credentials ${damaged} holds credentials of NATS that are damaged`],
  ]
  for (const [files, told] of cases) {
    assert.is(await refusal(settingsOf('tls://127.0.0.1:1', files)), `Bus: ${told}`)
  }
})

test('secret files that everybody may read are told of', async () => {
  const { certificate, key } = certified(ours, ['node1'])
  const credentials = file('open-login', 'a:b', 0o644)
  const open = {
    certificate: file('open.pem', certificate, 0o644),
    key: file('open.key', key, 0o640),
  }
  const told = async (files: Partial<BusSettings>) => {
    const member = new BusMember(settingsOf('nats://127.0.0.1:1', files))
    await until(() => member.notes.some((line) => line.startsWith('the bus cannot be reached')))
    await member.bus.close()
    return member.notes.slice(0, -1)
  }
  assert.equal(await told({ credentials, ...open }), [
    `Bus: everybody on the machine can read credentials ${credentials}; chmod 640 shuts others out`,
  ])
  const both = file('open-both', certificate + key, 0o664)
  assert.equal(await told({ certificate: both }), [
    `Bus: everybody on the machine can read certificate ${both}; chmod 660 shuts others out`,
  ])
})

test.run()
