import type { ChildProcess } from 'node:child_process'
import type { Socket } from 'node:net'
import process from 'node:process'
import { type Descriptors, startProgram } from '../../node/programs/run-program.js'
import { Failure } from '../failure.js'
import type { Host } from '../host.js'
import { NEXT, TO_PARENT, WAITER } from './waiter-name.js'

/** How long a process may take to start, in milliseconds: machines can be busy. */
const PATIENCE = 30_000

/** A process that is ready to take back what is written next. */
export interface Waiter {
  /** The write is over, whatever came of it: the process looks for what it has to wait for. */
  readonly release: () => void
}

/**
 * Starts a process that takes a change back when its time is over, before the change is made: where
 * none can be started, nothing is to be written. It goes on when this process ends, and when the
 * terminal goes away; what it does is found in the history.
 * @param folder that of the main file, absolute
 * @param files of the change, by their real paths
 * @throws Failure when it cannot be started
 */
export async function startWaiter(
  folder: string,
  files: readonly string[],
  { program }: Host,
): Promise<Waiter> {
  if (program === undefined) throw notStarted('it is not known which program that would be')
  if (![folder, ...files].every((path) => path.isWellFormed())) {
    throw notStarted('the name of a file or its folder is no UTF-8')
  }
  const words = [...program(), WAITER, folder, NEXT, ...files]
  const stdio: Descriptors = ['ignore', 'ignore', 'ignore', 'pipe']
  let waiter: ChildProcess
  try {
    // Not in the working directory: that could not be unmounted as long.
    waiter = startProgram(process.execPath, words, { cwd: '/', detached: true, stdio })
  } catch (error) {
    throw notStarted((error as Error).message)
  }
  const line = streamTo(waiter)
  const problem = await readiness(waiter, line)
  if (problem !== undefined || line === undefined) {
    waiter.kill('SIGKILL')
    throw notStarted(problem ?? 'it cannot be spoken to')
  }
  waiter.unref()
  line.unref()
  return { release: () => line.destroy() }
}

/** The stream that the process says something on; a process that could not be started has none. */
function streamTo({ stdio }: Partial<ChildProcess>): Socket | undefined {
  return stdio?.[TO_PARENT] as Socket | undefined
}

/** Waits for the first sign of the process. @returns why there is none */
function readiness(waiter: ChildProcess, line: Socket | undefined): Promise<string | undefined> {
  return new Promise((done) => {
    const timer = setTimeout(() => done('it does not answer'), PATIENCE)
    const end = (problem?: string) => {
      clearTimeout(timer)
      done(problem)
    }
    waiter.once('error', (error) => end(error.message))
    waiter.once('exit', (status, signal) => end(`it ended (${signal ?? `exit status ${status}`})`))
    line?.on('error', () => undefined)
    line?.once('data', () => end())
  })
}

function notStarted(reason: string): Failure {
  return new Failure(
    `No process could be started that waits for the confirmation: ${reason}; nothing was written`,
  )
}
