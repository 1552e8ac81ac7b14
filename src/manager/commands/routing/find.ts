import type { Command } from '../command.js'
import { COMMANDS } from '../table.js'
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

const byName = new Map(COMMANDS.map((command) => [command.name, command]))

/**
 * The command that a line begins with: the one whose name is the longest. Case does not count.
 * @returns undefined when there is none
 */
export function findCommand(line: string): Found | undefined {
  const words = firstWords(line)
  const { words: name, instance } = commandName(words.map(({ text }) => text))
  for (let count = words.length; count > 0; count--) {
    const command = byName.get(name.slice(0, count).join(' '))
    if (command === undefined) continue
    const { end = 0 } = words[count - 1] ?? {}
    const operands = line.slice(end).trim()
    return { command, operands, ...(instance !== undefined && { instance }) }
  }
  return undefined
}

/** All commands whose names begin with these words. */
export function commandsUnder(words: string): readonly Command[] {
  const name = commandName(words.trim().split(/\s+/)).words.join(' ')
  return COMMANDS.filter((each) => `${each.name} `.startsWith(`${name} `))
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
