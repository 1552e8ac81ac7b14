import { spawn, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout's folder, with a slash at its end. */
export const ROOT = fileURLToPath(new URL('../../', import.meta.url))

/** The program as it is shipped. */
const PROGRAM = join(ROOT, 'dist/bin/ecconf.cjs')

export interface RunOptions {
  /** The working directory; the checkout's by default. */
  readonly cwd?: string
  /** Variables to add; undefined takes one away. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

export interface Run {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs the built `ecconf` without a terminal: both streams go into pipes. */
export function ecconf(
  args: readonly string[],
  options: RunOptions & { readonly input?: string | Uint8Array } = {},
): Run {
  const { status, stdout, stderr, error } = spawnSync(process.execPath, [builtProgram(), ...args], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, ...options.env },
    input: options.input ?? '',
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
    timeout: 60_000,
  })
  if (error) throw error
  return { status, stdout, stderr }
}

/** What to type, and the text on the screen to wait for before it is typed. */
export interface Reply {
  readonly when: RegExp
  readonly type: string
  /** What happens on the machine before the answer is typed. */
  readonly before?: () => void
}

/**
 * Runs the built `ecconf` on a terminal of its own, 100 columns wide, and answers its questions.
 *
 * @returns the exit status and all that came on the screen, with LF line ends
 * @throws Error when it ends before a text that a reply waits for has come; the driver's time-out ends
 *   what never comes
 */
export function ecconfOnTerminal(
  args: readonly string[],
  replies: readonly Reply[] = [],
  options: RunOptions = {},
): Promise<{ status: number | null; screen: string }> {
  const words = [process.execPath, builtProgram(), ...args].map(quote).join(' ')
  // `script` gives the command a terminal, `-e` its exit status, `-f` its output at once.
  const child = spawn('script', ['-qefc', `stty cols 100; ${words}`, '/dev/null'], {
    cwd: options.cwd ?? ROOT,
    env: { ...process.env, TERM: 'xterm', SHELL: '/bin/sh', ...options.env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const waiting = [...replies]
  let screen = ''
  let seen = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
    for (let reply = waiting[0]; reply; reply = waiting[0]) {
      const found = reply.when.exec(screen.slice(seen))
      if (!found) return
      seen += found.index + found[0].length
      reply.before?.()
      child.stdin.write(reply.type)
      waiting.shift()
    }
  })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      console.error(`still waiting for ${waiting[0]?.when ?? 'its end'}:\n${screen}`)
    }, 20_000)
    child.on('error', reject)
    child.on('close', (status) => {
      clearTimeout(timer)
      const missed = waiting[0]
      if (missed) reject(new Error(`${missed.when} did not come on the screen:\n${screen}`))
      else resolve({ status, screen: screen.replace(/\r+\n/g, '\n') })
    })
  })
}

/** The path of the built program. @throws Error when it is not built */
export function builtProgram(): string {
  if (!existsSync(PROGRAM)) throw new Error(`${PROGRAM} is missing: npm run build`)
  return PROGRAM
}

function quote(word: string): string {
  return `'${word.replaceAll("'", "'\\''")}'`
}
