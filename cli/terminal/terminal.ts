import { fstatSync, statSync, writeSync } from 'node:fs'
import { inspect } from 'node:util'
import { pause } from '../../src/node/locks/pause.js'
import { Failure } from '../../src/project/failure.js'
import { harmless, harmlessLines, type Palette, type Showing } from '../../src/report/index.js'
import { HYPERLINK } from '../../src/report/layout/hyperlink.js'
import { withoutSecrets } from '../../src/schema/secrets/shapes.js'
import { Source } from '../../src/syntax/index.js'
import { sentence, spoiledBy } from '../streams/inputs.js'
import { knowsLinks, wantsColour } from './abilities.js'
import { withoutWorkflowCommands } from './workflow-commands.js'

const COLOURS = ['bold', 'dim', 'red', 'green', 'yellow', 'cyan'] as const

/** How output is to look, decided once from the terminal, the environment and the flags. */
export interface Looks {
  readonly colour: boolean
  /** Columns of the terminal; undefined in a pipe. */
  readonly width: number | undefined
  readonly terminal: boolean
  /** Whether the names of files are links to them. */
  readonly links: boolean
}

/** In a file there is neither colour nor width. */
export const PLAIN_LOOKS: Looks = { colour: false, width: undefined, terminal: false, links: false }

export function looksOf(flags: { color?: boolean | undefined }): Looks {
  const terminal = isTerminal(STDOUT)
  const colour = wantsColour(flags.color, terminal, process.env)
  return {
    colour,
    // Some terminals do not say, or say 0.
    width: (terminal && process.stdout.columns) || undefined,
    terminal,
    links: terminal && colour && knowsLinks(process.env),
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
  if (status.rdev === statSync(devNull, { throwIfNoEntry: false })?.rdev) return false
  return process.getBuiltinModule('node:tty').isatty(file)
}

export function palette({ colour }: Looks): Palette {
  if (colour) isPainted = true
  const paints = COLOURS.map((name) => [name, colour ? paint(name) : (text: string) => text])
  return Object.fromEntries(paints) as unknown as Palette
}

/** How what a command finds is shown, by its flags. */
export function showingOf(flags: {
  readonly showSecrets: boolean
  readonly color?: boolean | undefined
}): Showing {
  const looks = looksOf(flags)
  return { maskSecrets: !flags.showSecrets, colours: palette(looks), width: looks.width }
}

function paint(name: (typeof COLOURS)[number]): (text: string) => string {
  const [open, close] = inspect.colors[name] as [number, number]
  return (text) => `\x1b[${open}m${text}\x1b[${close}m`
}

/** Whether anything that is printed may have colours of ours. */
let isPainted = false

/** An expression for the beginnings and ends of our own colours and links. */
const ownCodes = () => {
  const codes = new Set(COLOURS.flatMap((name) => inspect.colors[name] as [number, number]))
  return new RegExp(`(\\x1b\\[(?:${[...codes].join('|')})m|${HYPERLINK.source})`)
}

/** A text that nothing acts upon which shows it: no log of a job, and no terminal, but for our own colours and links. */
function shownText(text: string): string {
  return withoutWorkflowCommands(withoutActions(text))
}

function withoutActions(text: string): string {
  if (!isPainted || !text.includes('\x1b')) return harmlessLines(text)
  // Our own codes, which the group of the expression takes, are the parts with odd numbers.
  const parts = text.split(ownCodes())
  return parts.map((part, index) => (index % 2 === 1 ? part : harmlessLines(part))).join('')
}

const STDOUT = 1
const STDERR = 2

/** Why a stream takes no more output, by its descriptor. */
const lost = new Map<number, unknown>()
/** The descriptors that something was written to. */
const used = new Set<number>()
let isDone = false

/**
 * Writes to standard output. What was asked for is alone there; the bytes of a file stay as they are.
 * Output that cannot be written is no reason to stop: `endOutput` says what that comes to.
 */
export function print(text: string | Uint8Array): void {
  write(STDOUT, text)
}

/** Writes data for programs to standard output. */
export function printJson(value: unknown): void {
  print(`${JSON.stringify(value, null, 2)}\n`)
}

/** Writes what people read to standard output: no terminal acts upon what a name or a value holds. */
export function printText(text: string): void {
  print(shownText(text))
}

/**
 * Writes notes and prompts, of which no terminal acts upon what a name or a value holds. A note
 * that nobody reads is lost without a word.
 */
export function note(text: string): void {
  write(STDERR, shownText(process.argv.includes('--show-secrets') ? text : withoutSecrets(text)))
}

/** Writes a line of notes over the last one that was written so. @param line empty to take it away */
export function noteAnew(line: string): void {
  write(STDERR, `\r${harmless(line)}\x1b[K`)
}

/**
 * Says that the run has written what it was to write: output that is lost then is no reason for
 * another exit status.
 */
export function workIsDone(): void {
  isDone = true
}

/**
 * Why standard output is not what was asked for; undefined when it is, when its reader went away
 * because it had enough, as `head` does, and when the output was not what the run was about.
 */
export function lostOutput(): unknown {
  const error = lost.get(STDOUT)
  const isKnown = error instanceof Failure || hasCode(error, 'EPIPE')
  return isDone || isKnown ? undefined : error
}

/** Writes by the system's call: Node's streams take longer to load than a short command to run. */
function write(file: number, text: string | Uint8Array): void {
  if (text.length === 0) return
  if (!used.has(file)) refuseSpoiling(file)
  if (lost.has(file)) return
  let rest = typeof text === 'string' ? bytesOf(text) : text
  while (rest.length > 0) {
    try {
      rest = rest.subarray(writeSync(file, rest))
    } catch (error) {
      if (!hasCode(error, 'EAGAIN')) {
        lost.set(file, error)
        return
      }
      // The other end of a pipe that must not be waited for is full: wait a little all the same.
      pause(5)
    }
  }
}

/** The name of a file that is no UTF-8 goes out as the bytes that it has. */
function bytesOf(text: string): Uint8Array {
  return text.isWellFormed() ? Buffer.from(text) : new Source(text).bytes
}

/**
 * A stream may lead into a file that this run reads, as in `ecconf fmt x.conf >> x.conf`.
 * @throws Failure as long as that can change anything
 */
function refuseSpoiling(file: number): void {
  used.add(file)
  const use = spoiledBy(file)
  if (use === undefined) return
  const failure = new Failure(`standard output: ${sentence(use, 'what is printed')}`)
  lost.set(file, failure)
  if (file === STDOUT && !isDone) throw failure
}

function hasCode(error: unknown, code: string): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === code
}
