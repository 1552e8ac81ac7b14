import { ConsoleError } from '../../../console/index.js'
import { MESSAGES } from '../../messages.js'
import { type Command, DONE } from '../command.js'
import { commandName } from '../routing/command-name.js'
import { type ProgramKind, programKind } from '../session-context.js'

/**
 * `help` (runtime spec 4), over the table of all commands.
 * @param commandsOf gives the commands of a program, `help` among them
 */
export function helpCommand(commandsOf: (kind: ProgramKind) => readonly Command[]): Command {
  return {
    name: 'help',
    usage: ['help [COMMAND]'],
    description: 'Show all commands, or what there is to know of one',
    operands: 'command',
    run: async ({ operands, output }, { program }) => {
      const commands = commandsOf(programKind(program))
      await output.write(operands === '' ? listText(commands) : helpText(operands, commands))
      return DONE
    },
  }
}

/** The forms of each command with its description behind a TAB, as the help of modules is. */
function listText(commands: readonly Command[]): string {
  return [...commands]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map(({ usage, description }) => `${usage.join('\n')}\n\t${description}\n`)
    .join('')
}

/** @throws ConsoleError when no command begins so */
function helpText(operands: string, commands: readonly Command[]): string {
  const name = commandName(operands.split(/\s+/)).words.join(' ')
  const own = commands.find((command) => command.name === name)
  const under = commands.filter((command) => command.name.startsWith(`${name} `))
  if (own === undefined && under.length === 0) throw new ConsoleError(MESSAGES.noHelp(operands))
  if (own === undefined) return listText(under)
  const { usage, description, help, pipe } = own
  const body = [
    `${description}.`,
    ...(help === undefined ? [] : help.split('\n')),
    ...(pipe === undefined ? [] : [pipesText(pipe)]),
  ]
  const head = `${usage.join('\n')}\n${body.map((line) => `\t${line}\n`).join('')}`
  return under.length === 0 ? head : head + listText(under)
}

/** What may stand behind a command, in one sentence. */
export function pipesText({ displays, compares }: NonNullable<Command['pipe']>): string {
  const names = [
    'match REGEX',
    'except REGEX',
    'count',
    'no-more',
    ...displays.map((form) => `display ${form}`),
    ...(compares ? ['compare'] : []),
  ]
  return `Takes pipes: ${names.map((name) => `| ${name}`).join(', ')}.`
}
