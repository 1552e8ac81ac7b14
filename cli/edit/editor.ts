import { constants } from 'node:os'
import { type Descriptors, runProgram, startProgram } from '../../src/node/programs/run-program.js'
import { Failure } from '../../src/project/failure.js'
import { canAsk } from '../terminal/question.js'

/** The program that a text is changed with, as the environment names it. */
export interface Editor {
  /** What a shell runs; it may have arguments. */
  readonly command: string
  /** The variable that names it; undefined when none does. */
  readonly variable: 'VISUAL' | 'EDITOR' | undefined
}

/** How an editor ended that did not end well. */
export interface EditorFailure {
  /** A clause without a stop: `EDITOR ("vim") ended with exit status 1`. */
  readonly reason: string
}

const USUAL = 'vi'
/** What a shell says when there is no such program, or it cannot be run. */
const NOT_FOUND = 127

/**
 * The editor of this user: `VISUAL`, else `EDITOR`, else vi.
 * @throws Failure when there is no such program, or none is named and there is no terminal
 */
export function userEditor(): Editor {
  const { VISUAL, EDITOR } = process.env
  const editor: Editor = VISUAL
    ? { command: VISUAL, variable: 'VISUAL' }
    : EDITOR
      ? { command: EDITOR, variable: 'EDITOR' }
      : { command: USUAL, variable: undefined }
  if (editor.variable === undefined && !canAsk()) {
    throw new Failure('There is no terminal: say with EDITOR which program edits the file')
  }
  const program = programOf(editor)
  if (program !== undefined && !isThere(program)) throw new Failure(missing(editor, program))
  return editor
}

/**
 * Runs the editor on files, on the terminal of this process, until it ends.
 * @returns how it failed; undefined when all went well
 */
export function runEditor(
  editor: Editor,
  files: readonly string[],
): Promise<EditorFailure | undefined> {
  // As git does: the value is shell code, and the files are its arguments. Whoever types Ctrl-C means
  // the editor, and neither the shell nor this process.
  const words = ['-c', `trap : INT QUIT; ${editor.command} "$@"`, editor.command, ...files]
  const passOver = () => undefined
  const signals = ['SIGINT', 'SIGQUIT'] as const
  for (const signal of signals) process.on(signal, passOver)
  return new Promise<EditorFailure | undefined>((resolve) => {
    const child = startProgram('sh', words, { stdio: ['inherit', 'inherit', 'inherit'] })
    child.on('error', (error) => resolve({ reason: `${nameOf(editor)}: ${error.message}` }))
    child.on('close', (status, signal) => resolve(failureOf(editor, status, signal)))
  }).finally(() => {
    for (const signal of signals) process.removeListener(signal, passOver)
  })
}

function failureOf(
  editor: Editor,
  status: number | null,
  signal: NodeJS.Signals | null,
): EditorFailure | undefined {
  if (status === 0) return undefined
  // The shell says so when it has a signal to tell of.
  const killed = signal ?? (status !== null && status > 128 ? signalOf(status - 128) : undefined)
  const how = killed === undefined ? `with exit status ${status}` : `by ${killed}`
  const why = status === NOT_FOUND ? ', as when there is no such program' : ''
  return { reason: `${nameOf(editor)} ended ${how}${why}` }
}

function signalOf(number: number): string {
  const found = Object.entries(constants.signals).find(([, each]) => each === number)
  return found?.[0] ?? `signal ${number}`
}

function nameOf({ command, variable }: Editor): string {
  return variable === undefined ? command : `${variable} (${command})`
}

/** The program, where it is a plain word of the command; a shell finds out about others. */
function programOf({ command }: Editor): string | undefined {
  return /^[\w./+-]+(?=\s|$)/.exec(command.trim())?.[0]
}

function isThere(program: string): boolean {
  const stdio: Descriptors = ['ignore', 'ignore', 'ignore']
  const look = runProgram('sh', ['-c', 'command -v -- "$1"', 'sh', program], { stdio })
  return look.status === 0
}

function missing({ command, variable }: Editor, program: string): string {
  if (variable === undefined) {
    return `Neither VISUAL nor EDITOR names an editor, and there is no "${USUAL}"`
  }
  return `${variable} is "${command}", and there is no program "${program}"`
}
