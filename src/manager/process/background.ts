import { startProgram } from '../../node/programs/run-program.js'

/** Says to a process that it is the one in the background. */
const VARIABLE = 'ECCMGR_BACKGROUND'

/** What the process in the background says to the one that has started it. */
type Message =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed' }

/** Whether this process was started by `startInBackground`. */
export function isInBackground(): boolean {
  return process.env[VARIABLE] === '1' && process.send !== undefined
}

/**
 * Starts a program that goes on without this process and its terminal, and waits until it is ready or
 * has given up.
 * @param words what Node is to run
 * @param onLine gets what it says until then, with line ends
 * @returns an exit status: 0 when it is ready
 */
export function startInBackground(
  words: readonly string[],
  onLine: (line: string) => void,
): Promise<number> {
  const child = startProgram(process.execPath, words, {
    cwd: '/',
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    env: { ...process.env, [VARIABLE]: '1' },
  })
  return new Promise((resolve) => {
    const done = (status: number) => {
      child.removeAllListeners()
      if (child.connected) child.disconnect()
      child.unref()
      resolve(status)
    }
    child.on('message', (message: Message) => {
      if (message.kind === 'line') onLine(message.text)
      else done(message.kind === 'ready' ? 0 : 2)
    })
    child.on('error', ({ message }) => {
      onLine(`eccmgr cannot be started: ${message}\n`)
      done(2)
    })
    child.on('exit', (code, signal) => {
      if (signal !== null) onLine(`eccmgr was ended by ${signal} before it was ready\n`)
      done(code === 0 || code === null ? 2 : code)
    })
  })
}

/** What the process in the background tells, as long as somebody listens. */
export function tellStarter(): {
  readonly line: (text: string) => void
  ready(): void
  failed(): void
} {
  const send = (message: Message) => {
    if (process.connected) process.send?.(message)
  }
  const end = (kind: 'ready' | 'failed') => {
    if (process.connected) process.send?.({ kind }, () => process.disconnect?.())
  }
  delete process.env[VARIABLE]
  // Whoever has started this may be gone.
  process.on('disconnect', () => undefined)
  process.on('error', () => undefined)
  return {
    line: (text) => send({ kind: 'line', text }),
    ready: () => end('ready'),
    failed: () => end('failed'),
  }
}
