import type { Command } from '../command.js'
import type { ProgramKind } from '../session-context.js'
import { commandsOf } from '../table.js'
import { commandName } from './command-name.js'

/** A command and what stands behind its name. */
export interface Found {
  readonly command: Command
  readonly operands: string
  /** Of a command of a module, as typed: `ec_logger` of `ec_logger:ec_logger help`. */
  readonly instance?: string
}

/** The first words of a line; no name of a command has more. */
const MOST_WORDS = 4

const byName = {
  manager: named('manager'),
  node: named('node'),
}

/**
 * The command that a line begins with: the one whose name is the longest. Case does not count.
 * @returns undefined when the program has none
 */
export function findCommand(line: string, kind: ProgramKind): Found | undefined {
  const words = firstWords(line)
  const { words: name, instance } = commandName(words.map(({ text }) => text))
  for (let count = words.length; count > 0; count--) {
    const command = byName[kind].get(name.slice(0, count).join(' '))
    if (command === undefined) continue
    const { end = 0 } = words[count - 1] ?? {}
    const operands = line.slice(end).trim()
    return { command, operands, ...(instance !== undefined && { instance }) }
  }
  return undefined
}

/** All commands of a program whose names begin with these words. */
export function commandsUnder(words: string, kind: ProgramKind): readonly Command[] {
  const name = commandName(words.trim().split(/\s+/)).words.join(' ')
  return commandsOf(kind).filter((each) => `${each.name} `.startsWith(`${name} `))
}

function named(kind: ProgramKind): ReadonlyMap<string, Command> {
  return new Map(commandsOf(kind).map((command) => [command.name, command]))
}

function firstWords(line: string): { readonly text: string; readonly end: number }[] {
  const words: { text: string; end: number }[] = []
  const word = /\S+/g
  while (words.length < MOST_WORDS) {
    const match = word.exec(line)
    if (match === null) break
    words.push({ text: match[0], end: match.index + match[0].length })
  }
  return words
}
