import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join } from 'node:path'

/** How a test file's process ended. */
export interface Ending {
  /** Both streams, in the order in which they came. */
  readonly output: string
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  /** Why the driver ended it; undefined when it ended by itself. */
  readonly stopped: 'time' | 'output' | undefined
  readonly seconds: number
}

/** More than this from one file is a runaway loop, not a report. */
const OUTPUT_LIMIT = 16 * 1024 * 1024

/**
 * Set by a person's shell or a CI service, and no business of a test. Node 20 reads all certificates of
 * `NODE_EXTRA_CA_CERTS` when it starts, which takes twice as long as the rest of a short program, and
 * the tests start thousands.
 */
const FOREIGN_VARIABLES = [
  'CONFFILE',
  'EC_CONF_SEARCH_PATH',
  'EDITOR',
  'FORCE_COLOR',
  'NODE_EXTRA_CA_CERTS',
  'NODE_OPTIONS',
  'NO_COLOR',
  'VISUAL',
]

/** From the checkout. */
const OWN_COVERAGE = 'test/tools/own-coverage.cjs'

const running = new Set<number>()

/**
 * Runs a module as a process group of its own, without a terminal or standard input. Whatever it
 * started and left behind is ended with it.
 *
 * @param file TypeScript, or what `compileAll` made of it
 * @param folder the working directory
 * @param coverage the folder in which the process, and none that it starts, writes what it ran
 * @param words what the module finds on its command line
 */
export function runFile(
  file: string,
  folder: string,
  limitSeconds: number,
  coverage?: string,
  words: readonly string[] = [],
): Promise<Ending> {
  const started = performance.now()
  const flags = file.endsWith('.ts') ? ['--import', 'tsx'] : ['--enable-source-maps']
  if (coverage !== undefined) flags.push('--require', join(folder, OWN_COVERAGE))
  const child = spawn(process.execPath, [...flags, file, ...words], {
    cwd: folder,
    env: { ...environment(), ...(coverage !== undefined && { NODE_V8_COVERAGE: coverage }) },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  const group = child.pid
  if (group !== undefined) running.add(group)
  const chunks: Buffer[] = []
  let size = 0
  let stopped: Ending['stopped']
  const stop = (why: Ending['stopped']) => {
    stopped ??= why
    endGroup(group)
  }
  const collect = (chunk: Buffer) => {
    size += chunk.length
    if (size > OUTPUT_LIMIT) stop('output')
    else chunks.push(chunk)
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const timer = setTimeout(stop, limitSeconds * 1000, 'time')
  // Not `close` alone: a process left behind holds the streams open for as long as it lives.
  child.on('exit', () => endGroup(group))
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (status, signal) => {
      clearTimeout(timer)
      if (group !== undefined) running.delete(group)
      const output = Buffer.concat(chunks).toString()
      const seconds = (performance.now() - started) / 1000
      resolve({ output, status, signal, stopped, seconds })
    })
  })
}

/** A signal that ends the driver ends the files that it runs: they are in groups of their own. */
export function endWithDriver(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      for (const group of running) endGroup(group)
      process.exit(128 + constants.signals[signal])
    })
  }
}

function endGroup(group: number | undefined): void {
  if (group === undefined) return
  try {
    process.kill(-group, 'SIGKILL')
  } catch (error) {
    // Nothing of the group is left.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function environment(): NodeJS.ProcessEnv {
  const variables = { ...process.env }
  for (const name of FOREIGN_VARIABLES) delete variables[name]
  return variables
}
