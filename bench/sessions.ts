import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createConnection, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ConsoleConnection } from '../src/terminal/index.js'
import { answered, connected, type StartedManager, started } from './console.js'
import { quantile } from './statistics.js'
import type { SessionsMeasures, SessionsTask } from './tasks.js'

const QUESTION = 'config get Logs file_mode'

/** Measures a manager with many sessions, and one session that asks often. */
export async function measureSessions(task: SessionsTask): Promise<SessionsMeasures> {
  const folder = mkdtempSync(join(tmpdir(), 'ecconf-bench-'))
  process.env.HEAP_FILE = join(folder, 'heap')
  const manager = await started(task, hooked(task))
  try {
    const socket = join(task.root, 'tmp/2025')
    const first = await connected(socket)
    const roundTrips = await timeOf(task.roundTrips, () => answered(first, QUESTION))
    const grown = await growthOfToggles(manager, first, task)
    const before = await heapOf(manager)
    const sessions: ConsoleConnection[] = []
    for (let count = 0; count < task.sessions; count++) sessions.push(await connected(socket))
    const held = (await heapOf(manager)) - before
    const answers = await answersOf(sessions, task.asks)
    for (const each of [first, ...sessions]) each.close()
    const bare = await heapOfBareServer(folder, task)
    const redis = await redisTime(folder, task.roundTrips)
    return {
      answers,
      idle: (held - bare) / task.sessions,
      manager: roundTrips,
      ...(redis !== undefined && { redis }),
      grown,
      starts: await startsOf(task),
    }
  } finally {
    manager.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
}

/** How long starts take, in turns with Node alone. */
async function startsOf(task: SessionsTask): Promise<SessionsMeasures['starts']> {
  const bare: number[] = []
  const small: number[] = []
  const large: number[] = []
  for (let run = 0; run < task.starts; run++) {
    bare.push(await timed(async () => spawnSync(process.execPath, ['-e', '0'])))
    small.push(await readyTime(task.small))
    if (run < 3) large.push(await readyTime(task.large))
  }
  return { bare, small, large }
}

async function readyTime(manager: StartedManager): Promise<number> {
  let child: ChildProcess | undefined
  const time = await timed(async () => {
    child = await started(manager)
  })
  child?.kill('SIGKILL')
  return time
}

async function timed(action: () => Promise<unknown>): Promise<number> {
  const began = performance.now()
  await action()
  return performance.now() - began
}

function hooked({ hook }: SessionsTask): string[] {
  return ['--expose-gc', '--require', hook]
}

/** Milliseconds of so many calls, one after the other; a tenth more goes before. */
async function timeOf(count: number, call: () => Promise<void>): Promise<number> {
  for (let done = 0; done < count / 10; done++) await call()
  return timed(async () => {
    for (let done = 0; done < count; done++) await call()
  })
}

/** All sessions ask at once. @returns milliseconds of an answer */
async function answersOf(sessions: readonly ConsoleConnection[], asks: number) {
  const times: number[] = []
  await Promise.all(
    sessions.map(async (session) => {
      for (let asked = 0; asked < asks; asked++) {
        const began = performance.now()
        await answered(session, QUESTION)
        times.push(performance.now() - began)
      }
    }),
  )
  times.sort((a, b) => a - b)
  return { median: quantile(times, 0.5), slowestPercent: quantile(times, 0.99) }
}

/** By how many bytes the heap grows when an option is set to and fro. */
async function growthOfToggles(
  manager: ChildProcess,
  session: ConsoleConnection,
  { toggles }: SessionsTask,
): Promise<number> {
  const toggle = async (count: number) => {
    for (let done = 0; done < count; done++) {
      await answered(session, `config set Logs file_mode 06${done % 2}0`)
    }
  }
  // What is loaded with the first ones, and what V8 compiles, is no growth.
  await toggle(toggles / 2)
  const before = await heapOf(manager)
  await toggle(toggles)
  return (await heapOf(manager)) - before
}

/** Asks a process with the hook for the bytes of its heap. */
async function heapOf({ pid }: ChildProcess): Promise<number> {
  const file = process.env.HEAP_FILE as string
  rmSync(file, { force: true })
  process.kill(pid as number, 'SIGUSR2')
  while (!existsSync(file)) await sleep(20)
  return Number(readFileSync(file, 'utf8'))
}

/** Bytes that a bare server holds for as many sockets. */
async function heapOfBareServer(folder: string, task: SessionsTask): Promise<number> {
  const socket = join(folder, 'bare')
  const words = [...hooked(task), task.bareServer, socket]
  const server = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    await new Promise((resolve) => server.stdout.once('data', resolve))
    const before = await heapOf(server)
    const sockets: Socket[] = []
    for (let count = 0; count < task.sessions; count++) {
      sockets.push(await opened(() => createConnection(socket)))
    }
    const held = (await heapOf(server)) - before
    for (const each of sockets) each.destroy()
    return held
  } finally {
    server.kill('SIGKILL')
  }
}

function opened(open: () => Socket): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = open()
    socket.once('connect', () => resolve(socket))
    socket.once('error', reject)
  })
}

/** Milliseconds of as many `CONFIG GET` on a redis-server; undefined where none is installed. */
async function redisTime(folder: string, roundTrips: number): Promise<number | undefined> {
  if (spawnSync('redis-server', ['--version']).error !== undefined) return undefined
  const path = join(folder, 'redis')
  const words = ['--port', '0', '--unixsocket', path, '--save', '', '--dir', folder]
  const server = spawn('redis-server', words, { stdio: 'ignore' })
  try {
    while (!existsSync(path)) await sleep(20)
    const socket = await opened(() => createConnection(path))
    let got = ''
    let tell: () => void = () => undefined
    socket.setEncoding('latin1').on('data', (text: string) => {
      got += text
      if (got.endsWith('\r\n') && got.split('\r\n').length >= 6) tell()
    })
    const time = await timeOf(
      roundTrips,
      () =>
        new Promise((resolve) => {
          got = ''
          tell = resolve
          socket.write('CONFIG GET maxmemory\r\n')
        }),
    )
    socket.destroy()
    return time
  } finally {
    server.kill('SIGKILL')
  }
}
