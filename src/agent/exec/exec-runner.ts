import type { ChildProcess } from 'node:child_process'
import type { SentCommand } from '../../cluster/messages/command.js'
import type { Runner, RunnerStatus } from '../../cluster/node/runner.js'
import { startProgram } from '../../node/programs/run-program.js'

/** How long a program that is to end may take for it before it is killed, in ms. */
const LAST_WORDS = 1000

/** What a program gets of the agent's environment; secrets of others may stand in the rest. */
const KEPT = /^(?:PATH|HOME|USER|LOGNAME|TZ|LANG|LC_\w+)$/

/** The exit status of a console that has not reached its server (runtime spec 1). */
const NOT_REACHED = 2

/**
 * Carries commands out by a program: a console of the product. Each command is one more argument of it,
 * and no shell is between.
 */
export class ExecRunner implements Runner {
  readonly #words: readonly [string, ...string[]]
  readonly #environment: NodeJS.ProcessEnv

  /** @param words of the program and its first arguments */
  constructor(words: readonly [string, ...string[]], environment: NodeJS.ProcessEnv) {
    this.#words = words
    this.#environment = Object.fromEntries(
      Object.entries(environment).filter(([name]) => KEPT.test(name)),
    )
  }

  run(
    { text, isXml }: SentCommand,
    take: (bytes: Uint8Array) => void,
    signal: AbortSignal,
  ): Promise<RunnerStatus> {
    const say = (line: string) => take(new TextEncoder().encode(`${line}\n`))
    const command = isXml ? `xml ${text}` : text
    if (/^\s*-/.test(command) || command.includes('\0')) {
      say('A command that begins with "-", or holds a NUL, is not handed to a program.')
      return Promise.resolve('failed')
    }
    let child: ChildProcess
    try {
      child = this.#start(command)
    } catch (error) {
      say(`${this.#words[0]}: ${(error as Error).message}`)
      return Promise.resolve('unavailable')
    }
    return ended(child, { take, say, signal, name: this.#words[0] })
  }

  #start(command: string): ChildProcess {
    const [program, ...words] = this.#words
    // In a group of its own, so that what it starts ends with it.
    return startProgram(program, [...words, command], {
      cwd: '/',
      env: this.#environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    })
  }
}

interface Listening {
  readonly name: string
  readonly take: (bytes: Uint8Array) => void
  readonly say: (line: string) => void
  readonly signal: AbortSignal
}

function ended(child: ChildProcess, { name, take, say, signal }: Listening): Promise<RunnerStatus> {
  return new Promise((resolve) => {
    const timers: NodeJS.Timeout[] = []
    const later = (act: () => void) => timers.push(setTimeout(act, LAST_WORDS))
    const stop = () => {
      signalGroup(child, 'SIGTERM')
      later(() => signalGroup(child, 'SIGKILL'))
    }
    const settle = (status: RunnerStatus) => {
      for (const timer of timers) clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      resolve(status)
    }
    child.stdout?.on('data', take)
    child.stderr?.on('data', take)
    child.on('error', ({ message }) => {
      say(`${name}: ${message}`)
      settle('unavailable')
    })
    child.on('exit', () => {
      signalGroup(child, 'SIGKILL')
      // What has left the group may hold the pipes open for as long as it likes.
      later(() => {
        child.stdout?.destroy()
        child.stderr?.destroy()
      })
    })
    child.on('close', (status, by) => {
      if (by !== null && !signal.aborted) say(`${name} was ended by ${by}.`)
      settle(status === 0 ? 'ok' : status === NOT_REACHED ? 'unavailable' : 'failed')
    })
    if (signal.aborted) stop()
    else signal.addEventListener('abort', stop)
  })
}

/** Sends a signal to a program and to all that it has started. */
function signalGroup({ pid }: ChildProcess, signal: NodeJS.Signals): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, signal)
  } catch {
    // Nothing of the group is left.
  }
}
