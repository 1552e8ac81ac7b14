import { type ChildProcess, spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { suite } from 'uvu'
import * as assert from 'uvu/assert'
import { BusMember, closeMembers } from '../../tools/bus-member.js'
import { authority, certified } from '../../tools/certificates.js'
import { CuttingProxy } from '../../tools/cutting-proxy.js'
import { NatsServer, natsProgram, settingsOf, withNats } from '../../tools/nats-server.js'
import { type NetworkHost, NetworkHosts } from '../../tools/network-hosts.js'
import { ROOT } from '../../tools/program.js'
import { until } from '../../tools/running-manager.js'
import { scratch } from '../../tools/scratch.js'

const test = suite('faults of the network between members and the bus')
const onNats = withNats(test)

const ends: (() => unknown)[] = []
test.after(async () => {
  await closeMembers()
  for (const end of ends.reverse()) await end()
})

/** A server, a member that is on it directly, and another one behind a proxy. */
async function twoMembers(nodeTimeout: number, scheme: 'nats' | 'tls' = 'nats') {
  const { config, ca } = scheme === 'tls' ? tlsFiles() : { config: '', ca: undefined }
  const nats = await NatsServer.start({ config })
  ends.push(() => nats.stop())
  const proxy = await CuttingProxy.to(nats.port)
  ends.push(() => proxy.close())
  const near = await BusMember.connected(settingsOf(nats.url(scheme), { ca }))
  const url = `${scheme}://127.0.0.1:${proxy.port}`
  const far = await BusMember.connected(settingsOf(url, { nodeTimeout, ca }), { patience: 400 })
  await Promise.all([near.listen('x'), far.listen('x')])
  return { proxy, near, far, url }
}

function tlsFiles(): { readonly config: string; readonly ca: string } {
  const folder = scratch()
  const ours = authority('our authority')
  const { certificate, key } = certified(ours, ['127.0.0.1'])
  const files = { 'server.pem': certificate, 'server.key': key, 'ca.pem': ours.pem }
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const config = `tls { cert_file: "${folder}/server.pem", key_file: "${folder}/server.key" }`
  return { config, ca: join(folder, 'ca.pem') }
}

onNats('a connection that is cut is made again, and what was sent meanwhile is lost', async () => {
  const { proxy, near, far, url } = await twoMembers(10)
  for (let time = 1; time <= 3; time++) {
    await proxy.cut()
    await far.becomes('disconnected')
    far.bus.publish('x', new TextEncoder().encode('lost'))
    await near.say('x', 'missed')
    await far.noted(3 * time - 1)
    await proxy.mend()
    await far.becomes('connected')
    await far.say('x', `${time} from afar`)
    await near.say('x', `${time} from near`)
    await Promise.all([far.gets(2 * time), near.gets(3 * time)])
  }
  assert.equal(
    far.got,
    [1, 2, 3].flatMap((time) => [`x ${time} from afar`, `x ${time} from near`]),
  )
  assert.equal(
    near.got,
    [1, 2, 3].flatMap((time) => ['x missed', `x ${time} from afar`, `x ${time} from near`]),
  )
  const told = [
    'the connection to the bus is lost: connection reset by peer',
    `the bus cannot be reached: ${url}: connection refused`,
    `the bus is there: ${url}`,
  ]
  assert.equal(far.notes, [...told, ...told, ...told])
})

for (const scheme of ['nats', 'tls'] as const) {
  onNats(`${scheme}: a server that falls silent is given up, however much was sent`, async () => {
    const { proxy, near, far, url } = await twoMembers(0.3, scheme)
    proxy.hold()
    // More than all buffers on the way take.
    for (let count = 0; count < 40; count++) far.bus.publish('z', new Uint8Array(500_000))
    far.bus.publish('x', new TextEncoder().encode('too late'))
    await far.becomes('disconnected')
    await far.noted(2)
    assert.equal(far.notes.slice(0, 2), [
      'the connection to the bus is lost: the server did not answer in time',
      `the bus cannot be reached: ${url}: it did not answer in time`,
    ])
    await proxy.mend()
    await far.becomes('connected')
    await far.say('x', 'again')
    await Promise.all([near.gets(1), far.gets(1)])
    assert.equal([...near.got, ...far.got], ['x again', 'x again'])
  })
}

onNats('a flush and an end do not wait for a server that has fallen silent', async () => {
  const { proxy, far } = await twoMembers(0.3)
  proxy.hold()
  await far.bus.flush()
  assert.is(far.bus.state, 'disconnected')
  await far.bus.close()
  assert.is(far.bus.state, 'closed')
  await until(() => proxy.connections <= 1)
})

const why = natsProgram() === undefined ? 'there is no nats-server here' : NetworkHosts.whyNot()
if (why !== undefined) console.log(`skipped: no hosts apart: ${why}`)
const apart = why === undefined ? test : test.skip

/** A member on a host, and what it has said. */
class FarMember {
  readonly said: string[] = []
  readonly #child: ChildProcess

  constructor(before: readonly string[], words: readonly string[]) {
    const [program = '', ...rest] = [...before, process.execPath, ...MEMBER, ...words]
    this.#child = spawn(program, rest, { cwd: ROOT, stdio: ['pipe', 'pipe', 'inherit'] })
    ends.push(() => this.#child.kill('SIGKILL'))
    let text = ''
    this.#child.stdout?.setEncoding('utf8').on('data', (part: string) => {
      const lines = (text + part).split('\n')
      text = lines.pop() ?? ''
      this.said.push(...lines)
    })
  }

  says(line: string): void {
    this.#child.stdin?.write(`${line}\n`)
  }

  /** What it has got and was, without what it was told. */
  get heard(): string[] {
    return this.said.filter((line) => !line.startsWith('note '))
  }

  async hasSaid(line: string, times = 1): Promise<void> {
    await until(() => this.said.filter((each) => each === line).length >= times)
  }
}

const MEMBER = ['--import', 'tsx', join(ROOT, 'test/tools/bus-member-process.ts')]

apart(
  'three hosts: one whose cable is out notices it, and is back when the cable is in',
  async () => {
    const network = NetworkHosts.make(3)
    ends.push(() => network.remove())
    const [serverHost, one, two] = network.hosts as [NetworkHost, NetworkHost, NetworkHost]
    const nats = await NatsServer.start({ host: serverHost.address, before: serverHost.before })
    ends.push(() => nats.stop())
    const members = [one, two].map(({ before }) => new FarMember(before, [nats.url(), '1']))
    const [first, second] = members as [FarMember, FarMember]
    await Promise.all(members.map((member) => member.hasSaid('state connected')))
    first.says('before')
    await Promise.all(members.map((member) => member.hasSaid('got before')))
    network.cut(1)
    first.says('lost')
    second.says('missed')
    await first.hasSaid('state disconnected')
    network.mend(1)
    await first.hasSaid('state connected', 2)
    await first.hasSaid(`note the bus is there: ${nats.url()}`)
    first.says('after')
    await Promise.all(members.map((member) => member.hasSaid('got after')))
    const before = ['state connected', 'got before']
    const back = ['state disconnected', 'state connected', 'got after']
    assert.equal(first.heard, [...before, ...back])
    // What the system had taken to send it may still send when the cable is in.
    const certain = second.heard.filter((line) => line !== 'got lost')
    assert.equal(certain, [...before, 'got missed', 'got after'])
    // The server loses its cable: both notice, and both are back.
    network.cut(0)
    await Promise.all([
      first.hasSaid('state disconnected', 2),
      second.hasSaid('state disconnected'),
    ])
    network.mend(0)
    await Promise.all([first.hasSaid('state connected', 3), second.hasSaid('state connected', 2)])
  },
)

test.run()
