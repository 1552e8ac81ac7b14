import type { Candidate } from '../../protocol/index.js'
import type { Possibilities } from '../editing/line-editor.js'

/** A command that the client carries out by itself. */
export interface LocalCommand {
  readonly name: '\\e' | '\\help' | '\\pager' | '\\watch'
  readonly usage: string
  /** One line, without a stop. */
  readonly description: string
}

/** Every local command: `\\help` and the docs read it. */
export const LOCAL_COMMANDS: readonly LocalCommand[] = [
  {
    name: '\\e',
    usage: '\\e',
    description: 'Edit the lines of the transaction in $EDITOR; without one, begin one',
  },
  { name: '\\help', usage: '\\help', description: 'Show the commands of this program' },
  {
    name: '\\pager',
    usage: '\\pager',
    description: 'Show long answers in $PAGER, or no longer',
  },
  {
    name: '\\watch',
    usage: '\\watch SECONDS COMMAND',
    description: 'Run a command again and again until Ctrl-C',
  },
]

/** The local command that a line begins with, and what stands behind its name. */
export function localCommand(line: string): {
  readonly command: LocalCommand | undefined
  readonly word: string
  readonly rest: string
} {
  const [, word = '', rest = ''] = /^\s*(\\\S*)\s*([\s\S]*)$/.exec(line) ?? []
  const command = LOCAL_COMMANDS.find(({ name }) => name === word.toLowerCase())
  return { command, word, rest: rest.trim() }
}

/** Whether a line is for the client, and is never sent. */
export function isLocal(line: string): boolean {
  return /^\s*\\/.test(line)
}

/** The words that a local command can be; of `\watch` the server completes the command. */
export function localPossibilities(before: string): Possibilities {
  const typed = before.trimStart().toLowerCase()
  const candidates: Candidate[] = LOCAL_COMMANDS.filter(({ name }) => name.startsWith(typed)).map(
    ({ name, description }) => ({ word: name, description }),
  )
  return { replaces: before.trimStart().length, candidates, more: false }
}

/** The command behind `\watch SECONDS`, as far as it is typed. */
export function watchedPart(before: string): string | undefined {
  return /^\s*\\watch\s+\S+\s+([\s\S]*)$/i.exec(before)?.[1]
}

export function localHelp(): string {
  return LOCAL_COMMANDS.map(({ usage, description }) => `${usage}\n\t${description}\n`).join('')
}
