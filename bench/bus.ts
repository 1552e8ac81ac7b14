import { type ChildProcess, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createConnection, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import { Agent } from '../src/agent/agent.js'
import type { Bus } from '../src/cluster/bus/bus.js'
import type { BusSettings } from '../src/cluster/bus/bus-settings.js'
import { openBus } from '../src/cluster/bus/open-bus.js'
import { Subjects } from '../src/cluster/bus/subjects.js'
import { ManagerEnd } from '../src/cluster/manager-end/index.js'
import { SYSTEM_TIMING } from '../src/cluster/system-timing.js'
import type { LoadOptions } from '../src/config/index.js'
import { nodeEnvironment } from '../src/node/index.js'
import type { BusMeasures, BusTask } from './tasks.js'

const MANAGER = 'mgr1'
const QUESTION = new TextEncoder().encode('version')
const ANSWER = new TextEncoder().encode('Ecelerity version: 3.0.10.30663 r(30669)')

/** Rounds that only warm up the compiler. */
const WARM_UP = 10

/** Asks all members once, and waits for all answers. */
interface Crowd {
  round(): Promise<void>
  close(): Promise<void>
}

/**
 * Measures how soon all agents have answered one broadcast of a manager, in turns with as many plain
 * requests of the library at once, each to a connection of its own, over the same server. The agents and
 * the manager's end are those of the programs, all in this process.
 * @returns undefined where there is no nats-server
 */
export async function measureBus({ members, rounds }: BusTask): Promise<BusMeasures | undefined> {
  const port = await freePort()
  const server = await startedServer(port)
  if (server === undefined) return undefined
  const crowds: Crowd[] = []
  try {
    const open = async (opening: Promise<Crowd>) => {
      const crowd = await opening
      crowds.push(crowd)
      return crowd
    }
    const broadcast = await open(agentsCrowd(port, members))
    const echo = await open(echoCrowd(port, members))
    const plain = await open(plainCrowd(port, members))
    const times = { broadcast: [] as number[], echo: [] as number[], plain: [] as number[] }
    for (let round = -WARM_UP; round < rounds; round++) {
      const [asked, answered, requested] = [
        await timeOf(broadcast),
        await timeOf(echo),
        await timeOf(plain),
      ]
      if (round < 0) continue
      times.broadcast.push(asked)
      times.echo.push(answered)
      times.plain.push(requested)
    }
    return times
  } finally {
    await Promise.all(crowds.map((crowd) => crowd.close()))
    server.kill('SIGKILL')
  }
}

async function timeOf(crowd: Crowd): Promise<number> {
  const started = performance.now()
  await crowd.round()
  return performance.now() - started
}

/** A manager's end of the cluster, and whole agents on files of their own. */
async function agentsCrowd(port: number, count: number): Promise<Crowd> {
  const folder = mkdtempSync(join(tmpdir(), 'ecconf-bench-'))
  const load = { environment: nodeEnvironment() }
  const agents = await Promise.all(
    Array.from({ length: count }, (_, index) => startedAgent(folder, `node${index}`, port, load)),
  )
  const manager = new ManagerEnd({
    ...{ bus: await connected(port), busName: undefined, timing: SYSTEM_TIMING, load },
    ...{ clusterGroup: 'ec_cluster', host: MANAGER, version: '0.1.0', epoch: 1 },
    say: () => undefined,
  })
  manager.start()
  while (manager.membership.present.length < count) await sleep(20)
  return {
    round: () =>
      new Promise((resolve) => {
        const issuer = 'joe at 192.0.2.7:4711 through *:2025'
        const broadcast = manager.broadcasts.send({ kind: 'all' }, 'cluster nodename', { issuer })
        broadcast?.watch(() => {
          if (broadcast.counts.answered === count) resolve()
        })
      }),
    close: async () => {
      await Promise.all([manager.close(), ...agents.map((agent) => agent.stop('the end'))])
      rmSync(folder, { recursive: true })
    },
  }
}

function startedAgent(folder: string, name: string, port: number, load: LoadOptions) {
  const main = join(folder, name, 'ecelerity.conf')
  mkdirSync(dirname(main))
  writeFileSync(main, `Bus { url = ( "nats://127.0.0.1:${port}" ) }\n`)
  const nothing = () => undefined
  return Agent.start({
    ...{ main, version: '0.1.0', say: nothing },
    load: { ...load, nodeName: name },
    host: { note: nothing, warn: nothing, wrote: nothing, reads: nothing },
    busOf: () => ({ bus: openBus(settings(port)), presenceEvery: 3333 }),
  })
}

/** Members that answer at once, each by one message. */
async function echoCrowd(port: number, count: number): Promise<Crowd> {
  const subjects = new Subjects('echo')
  const manager = await connected(port)
  const nodes = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const bus = await connected(port)
      const answer = subjects.ofNode(`node${index}`).answer(MANAGER)
      bus.subscribe(subjects.ofManager('*').all, () => bus.publish(answer, ANSWER))
      await bus.flush()
      return bus
    }),
  )
  let missing = 0
  let done: (() => void) | undefined
  manager.subscribe(subjects.ofNode('*').answer(MANAGER), () => {
    if (--missing === 0) done?.()
  })
  await manager.flush()
  return {
    round: () =>
      new Promise((resolve) => {
        missing = count
        done = resolve
        manager.publish(subjects.ofManager(MANAGER).all, QUESTION)
      }),
    close: async () => {
      await Promise.all([manager, ...nodes].map((bus) => bus.close()))
    },
  }
}

async function connected(port: number): Promise<Bus> {
  const bus = openBus(settings(port))
  await new Promise<void>((resolve) => {
    bus.watch((state) => {
      if (state === 'connected') resolve()
    })
  })
  return bus
}

function settings(port: number): BusSettings {
  const files = { ca: undefined, certificate: undefined, key: undefined, credentials: undefined }
  const server = { isTls: false, host: '127.0.0.1', port, login: undefined }
  return { servers: [server], ...files, nodeTimeout: 10, problems: [] }
}

async function plainCrowd(port: number, count: number): Promise<Crowd> {
  const open = (): Promise<NatsConnection> => connect({ servers: `127.0.0.1:${port}` })
  const asking = await open()
  const answering = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const connection = await open()
      connection.subscribe(`plain.node${index}`, {
        callback: (_error, message) => {
          message.respond(ANSWER)
        },
      })
      await connection.flush()
      return connection
    }),
  )
  return {
    round: async () => {
      await Promise.all(
        answering.map((_, index) =>
          asking.request(`plain.node${index}`, QUESTION, { timeout: 10_000 }),
        ),
      )
    },
    close: async () => {
      await Promise.all([asking, ...answering].map((connection) => connection.close()))
    },
  }
}

/** @returns undefined where there is no such program */
async function startedServer(port: number): Promise<ChildProcess | undefined> {
  const path = `${process.env.PATH ?? ''}:/usr/sbin`
  const server = spawn('nats-server', ['-a', '127.0.0.1', '-p', `${port}`], {
    env: { PATH: path },
    stdio: 'ignore',
  })
  const missing = await new Promise((resolve) => {
    server.once('error', () => resolve(true))
    server.once('spawn', () => resolve(false))
  })
  if (missing) return undefined
  while (!(await answers(port))) {
    if (server.exitCode !== null) throw new Error(`nats-server exits with ${server.exitCode}`)
    await sleep(20)
  }
  return server
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection(port, '127.0.0.1')
    socket.once('error', () => resolve(false))
    socket.once('data', () => {
      socket.destroy()
      resolve(true)
    })
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0))
    })
  })
}
