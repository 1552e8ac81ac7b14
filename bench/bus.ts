import { type ChildProcess, spawn } from 'node:child_process'
import { createConnection, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, type NatsConnection } from '@nats-io/transport-node'
import type { Bus } from '../src/cluster/bus/bus.js'
import type { BusSettings } from '../src/cluster/bus/bus-settings.js'
import { openBus } from '../src/cluster/bus/open-bus.js'
import { Subjects } from '../src/cluster/bus/subjects.js'
import type { BusMeasures, BusTask } from './tasks.js'

const SUBJECTS = new Subjects('ec_cluster')
const MANAGER = 'mgr1'
const QUESTION = new TextEncoder().encode('version')
const ANSWER = new TextEncoder().encode('Ecelerity version: 3.0.10.30663 r(30669)')

/** Rounds that only warm up the compiler. */
const WARM_UP = 10

/**
 * Sits at a node's end of the bus, and answers what a manager asks all nodes: an agent, or what does
 * nothing but answer.
 */
export type NodeOnBus = (bus: Bus, node: string) => void

/** Answers at once, by one message. */
const echo: NodeOnBus = (bus, node) => {
  const answer = SUBJECTS.ofNode(node).answer(MANAGER)
  bus.subscribe(SUBJECTS.ofManager('*').all, () => bus.publish(answer, ANSWER))
}

/** Asks all members once, and waits for all answers. */
interface Crowd {
  round(): Promise<void>
  close(): Promise<void>
}

/**
 * Measures how soon all members have answered one message of a manager, in turns with as many plain
 * requests of the library at once, each to a connection of its own, over the same server.
 * @returns undefined where there is no nats-server
 */
export async function measureBus({ members, rounds }: BusTask): Promise<BusMeasures | undefined> {
  const port = await freePort()
  const server = await startedServer(port)
  if (server === undefined) return undefined
  const crowds: Crowd[] = []
  try {
    const broadcast = await busCrowd(port, members, echo)
    crowds.push(broadcast)
    const plain = await plainCrowd(port, members)
    crowds.push(plain)
    const times = { broadcast: [] as number[], plain: [] as number[] }
    for (let round = -WARM_UP; round < rounds; round++) {
      const [asked, requested] = [await timeOf(broadcast), await timeOf(plain)]
      if (round < 0) continue
      times.broadcast.push(asked)
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

async function busCrowd(port: number, count: number, sit: NodeOnBus): Promise<Crowd> {
  const manager = await connected(port)
  const nodes = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const bus = await connected(port)
      sit(bus, `node${index}`)
      await bus.flush()
      return bus
    }),
  )
  let missing = 0
  let done: (() => void) | undefined
  manager.subscribe(SUBJECTS.ofNode('*').answer(MANAGER), () => {
    if (--missing === 0) done?.()
  })
  await manager.flush()
  return {
    round: () =>
      new Promise((resolve) => {
        missing = count
        done = resolve
        manager.publish(SUBJECTS.ofManager(MANAGER).all, QUESTION)
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
