import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { cluster } from '../cli/cluster.js'
import { builtProgram, type Run } from './program.js'
import { until } from './running-manager.js'

const FOLDERS = ['tmp', 'var/log/eccluster', 'var/run']

/** A copy of the manager's files of the corpus that a manager can be started on. */
export interface Installation {
  readonly root: string
  readonly main: string
  /** Where its Unix socket will be. */
  readonly socket: string
}

/**
 * @param edit changes the text of the main file
 * @param at where its Unix socket is to be; by default in the folder of the copy
 */
export function installation(
  edit: (text: string) => string = (text) => text,
  at?: string,
): Installation {
  const { root, main } = cluster()
  for (const folder of FOLDERS) mkdirSync(join(root, folder), { recursive: true })
  // The user has no account on most machines, and a port may be taken.
  const text = readFileSync(main, 'utf8')
    .replaceAll('"ecuser"', '"root"')
    .replace('127.0.0.1:2025', '127.0.0.1:0')
  const socket = at ?? join(root, 'tmp/2025')
  writeFileSync(main, edit(text).replaceAll('"/tmp/2025"', `"${socket}"`))
  return { root, main, socket }
}

/** One of the programs as it is shipped. */
export function shipped(name: 'eccmgr' | 'ec_console'): string {
  return join(dirname(builtProgram()), `${name}.cjs`)
}

export function flags({ root, main }: Installation): string[] {
  return ['-c', main, '--sysroot', root]
}

/** Runs `eccmgr` to its end. */
export function eccmgr(words: readonly string[]): Run {
  return run(shipped('eccmgr'), words, '')
}

/** Runs `ec_console` to its end. */
export function ecConsole(words: readonly string[], input = ''): Run {
  return run(shipped('ec_console'), words, input)
}

function run(program: string, words: readonly string[], input: string): Run {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [program, ...words], {
    encoding: 'utf8',
    input,
    timeout: 60_000,
    env: { ...process.env, CONTROL: '' },
  })
  if (error) throw error
  return { status, stdout, stderr }
}

/** The managers that run: none is left behind. */
const children = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
})

/** A manager in the foreground, in a process of its own. */
export class ManagerProcess {
  #stderr = ''

  private constructor(
    readonly child: ChildProcess,
    readonly installed: Installation,
  ) {
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text
    })
    children.add(child)
    child.once('exit', () => children.delete(child))
  }

  /** Starts one, and waits until it is ready. */
  static async start(
    installed: Installation,
    more: readonly string[] = [],
  ): Promise<ManagerProcess> {
    const words = [shipped('eccmgr'), '-d', '-vv', ...flags(installed), ...more]
    const child = spawn(process.execPath, words, { stdio: ['ignore', 'inherit', 'pipe'] })
    const manager = new ManagerProcess(child, installed)
    await until(() => manager.#stderr.includes('ready\n') || child.exitCode !== null)
    if (child.exitCode !== null) throw new Error(manager.#stderr)
    return manager
  }

  /** What it has said on standard error, without the time before each line. */
  get said(): readonly string[] {
    return this.#stderr
      .split('\n')
      .slice(0, -1)
      .map((line) => line.replace(/^\[[^\]]*\] /, ''))
  }

  /** Waits until it has said a line. @throws Error when it ends before */
  async untilSaid(line: string): Promise<void> {
    const hasEnded = () => this.child.exitCode !== null || this.child.signalCode !== null
    await until(() => this.said.includes(line) || hasEnded())
    if (!this.said.includes(line)) throw new Error(this.#stderr)
  }

  /** Ends it by a signal. @returns its exit status, null when the signal has killed it */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
    const ended = new Promise<number | null>((resolve) => this.child.once('exit', resolve))
    this.child.kill(signal)
    return ended
  }
}

/** The number in a PID file, when there is one. */
export function pidIn(path: string): number | undefined {
  try {
    return Number(readFileSync(path, 'utf8'))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
