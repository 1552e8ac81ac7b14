import { fstatSync, statSync, writeSync } from 'node:fs'
import { inspect } from 'node:util'
import type { Palette } from '../src/report/index.js'
import { withoutSecrets } from '../src/schema/secret-shapes.js'

export type { Palette }

const COLOURS = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'] as const

/** How output is to look, decided once from the terminal, the environment and the flags. */
export interface Looks {
  readonly colour: boolean
  /** Columns of the terminal; undefined in a pipe. */
  readonly width: number | undefined
  readonly terminal: boolean
}

/** Colour only on a terminal, and not with `NO_COLOR` or `--no-color`. */
export function looksOf(flags: { color?: boolean | undefined }): Looks {
  const terminal = isTerminal(STDOUT)
  const refused = flags.color === false || (process.env.NO_COLOR ?? '') !== ''
  const dumb = process.env.TERM === 'dumb'
  return {
    colour: terminal && !refused && !dumb,
    width: terminal ? process.stdout.columns : undefined,
    terminal,
  }
}

/** Whether notes and progress go to a terminal. */
export function notesToTerminal(): boolean {
  return isTerminal(STDERR)
}

/**
 * Whether a descriptor is a terminal. `node:tty` loads sockets and streams, so it is asked only about
 * what can be one: a pipe, a file and the null device cannot.
 */
function isTerminal(file: number): boolean {
  const status = fstatSync(file)
  if (!status.isCharacterDevice()) return false
  const { devNull } = process.getBuiltinModule('node:os')
  if (status.rdev === statSync(devNull).rdev) return false
  return process.getBuiltinModule('node:tty').isatty(file)
}

export function palette({ colour }: Looks): Palette {
  const paints = COLOURS.map((name) => [name, colour ? paint(name) : (text: string) => text])
  return Object.fromEntries(paints) as unknown as Palette
}

function paint(name: (typeof COLOURS)[number]): (text: string) => string {
  const [open, close] = inspect.colors[name] as [number, number]
  return (text) => `\x1b[${open}m${text}\x1b[${close}m`
}

const STDOUT = 1
const STDERR = 2

/** Writes to standard output. What was asked for is alone there; the bytes of a file stay as they are. */
export function print(text: string | Uint8Array): void {
  write(STDOUT, text)
}

/** Writes notes, progress and prompts. */
export function note(text: string): void {
  write(STDERR, process.argv.includes('--show-secrets') ? text : withoutSecrets(text))
}

/**
 * Writes by the system's call: Node's streams take longer to load than a short command to run.
 * A reader that goes away, as `head` does, ends the program without a word.
 */
function write(file: number, text: string | Uint8Array): void {
  let rest = typeof text === 'string' ? Buffer.from(text) : text
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(file, rest))
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EPIPE') process.exit()
      if (code !== 'EAGAIN') throw error
      // The other end of a pipe that must not be waited for is full: wait a little all the same.
      Atomics.wait(PAUSE, 0, 0, 5)
    }
  }
}

const PAUSE = new Int32Array(new SharedArrayBuffer(4))
