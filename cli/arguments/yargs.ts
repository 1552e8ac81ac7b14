import yargs, { type Argv } from 'yargs'
import parseWords from 'yargs-parser'
import { Failure } from '../../src/project/failure.js'
import { columns, PAGE_WIDTH } from '../../src/report/layout/page.js'
import { closest, didYouMean } from '../../src/schema/suggest/closest.js'
import { exitStatuses, HELPS, STATUSES } from '../help/helps.js'
import { print } from '../terminal/terminal.js'
import { VERSION } from '../version.js'
import { type Command, type Flag, flagName, type Words } from './command.js'

function programEpilogue(): string {
  const intro =
    'ecconf COMMAND --help and ecconf help COMMAND explain a command.\n--no-color turns colours off.'
  return [intro, '', 'Exit status:', ...columns(STATUSES, { width: pageWidth() })].join('\n')
}

function pageWidth(): number {
  return Math.min(PAGE_WIDTH, process.stdout.columns ?? PAGE_WIDTH)
}

/** Examples, which are not broken so that they can be copied, and exit statuses. */
function epilogueOf(name: string): string {
  const examples = (HELPS[name]?.examples ?? []).map(([line, what]) => `  ${line}\n      ${what}`)
  const statuses = columns(exitStatuses(name), { width: pageWidth() })
  return ['Examples:', ...examples, '', 'Exit status:', ...statuses].join('\n')
}

/** Values are text: `0600` must not become 384, and `a.b` no tree. */
const PARSER_CONFIGURATION = {
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'dot-notation': false,
  'duplicate-arguments-array': false,
  'greedy-arrays': false,
} as const

/**
 * Reads the command line with yargs: help, the version, and what is wrong with it.
 * @throws Failure when it is wrong
 */
export async function runWithYargs(
  commands: readonly Command[],
  words: readonly string[],
): Promise<void> {
  const program = yargs([...words])
    .scriptName('ecconf')
    .usage(
      '$0 <command>\n\nCheck, overlay and edit the configuration files of Momentum (Ecelerity).',
    )
    .parserConfiguration(PARSER_CONFIGURATION)
  for (const command of commands.filter(({ name }) => !name.includes(' ')))
    add(program, command, words)
  for (const group of groupsOf(commands)) addGroup(program, group, commands, words)
  const own = commands.length === 1 ? commands[0]?.name : undefined
  await program
    .option('color', { type: 'boolean', hidden: true })
    .epilogue(programEpilogue())
    .demandCommand(1, 'Which command? See ecconf --help.')
    .strict()
    .version(VERSION)
    .alias('help', 'h')
    // A program of the product has a -V of its own.
    .alias(own === undefined ? { version: 'V' } : {})
    .wrap(Math.min(100, process.stdout.columns ?? 80))
    .exitProcess(false)
    .fail((message, error) => {
      if (error && error.name !== 'YError') throw error
      throw new Failure(asOwn(sentence(message ?? error.message, commands, words), own))
    })
    // With a function that takes it, yargs leaves it to us to print the help.
    .parseAsync([...words], {}, (_error, _given, help) => {
      if (help !== '') print(`${asOwn(help, own)}\n`)
    })
}

/** A text about a program that is installed under a name of its own. */
function asOwn(text: string, name: string | undefined): string {
  return name === undefined ? text : text.replaceAll(`ecconf ${name}`, name)
}

/** The first words of the commands that have two. */
function groupsOf(commands: readonly Command[]): Set<string> {
  const names = commands.map(({ name }) => name.split(' '))
  return new Set(names.filter(({ length }) => length > 1).map(([first = '']) => first))
}

function addGroup(
  program: Argv,
  group: string,
  commands: readonly Command[],
  line: readonly string[],
): void {
  const members = commands.filter(({ name }) => name.startsWith(`${group} `))
  const names = members.map(({ name }) => name.slice(group.length + 1))
  program.command(
    `${group} <command>`,
    `${names.join(', ')}: see ecconf ${group} --help`,
    (inner) => {
      for (const [index, member] of members.entries())
        add(inner, member, line, names[index] as string)
      return inner.demandCommand(1, `Which one? ecconf ${group} ${names.join('|')}`).strict()
    },
    () => undefined,
  )
}

function add(program: Argv, command: Command, line: readonly string[], name = command.name): void {
  const { describe, positionals, flags, run } = command
  const words = positionals.map(({ name, count }) =>
    count === 'one' ? `<${name}>` : `[${name}..]`,
  )
  program.command(
    [name, ...words].join(' '),
    describe,
    (inner) => {
      for (const { name, describe } of positionals)
        inner.positional(name, { type: 'string', describe })
      for (const [flag, spec] of Object.entries(flags)) {
        inner.option(flagName(flag), {
          type: spec.type === 'boolean' ? 'boolean' : 'string',
          describe: spec.describe,
          ...(spec.alias && { alias: spec.alias }),
          ...(spec.choices && { choices: spec.choices }),
          ...(spec.default !== undefined && { default: spec.default }),
          ...(spec.type !== 'boolean' && { requiresArg: true }),
        })
      }
      return inner.epilogue(epilogueOf(command.name))
    },
    async (given) => {
      await run({ ...given, ...read(command, line) })
    },
  )
}

/**
 * The words that are no flags, and the flags that may be given again and again. yargs leaves some
 * words out of its own: `-`, the second of two equal ones; and of such flags it keeps the last.
 */
function read({ name, flags }: Command, line: readonly string[]): Words & Record<string, unknown> {
  const entries = Object.entries(flags)
  const typed = (...types: Flag['type'][]) =>
    entries.filter(([, { type }]) => types.includes(type)).map(([name]) => flagName(name))
  const { _: words, ...given } = parseWords([...line], {
    string: typed('string', 'texts'),
    boolean: [...typed('boolean'), 'color'],
    alias: Object.fromEntries(
      entries.flatMap(([name, { alias }]) => (alias ? [[flagName(name), [alias]]] : [])),
    ),
    configuration: { ...PARSER_CONFIGURATION, 'duplicate-arguments-array': true },
  })
  const texts = entries.flatMap(([name, { type }]) =>
    type === 'texts' ? [[name, [given[flagName(name)] ?? []].flat()]] : [],
  )
  return {
    ...Object.fromEntries(texts),
    words: words.map(String).slice(name.split(' ').length),
  }
}

/** What is wrong with the command line, as one line. */
function sentence(message: string, commands: readonly Command[], words: readonly string[]): string {
  const line = words.join(' ')
  const command = commands.find(({ name }) => line === name || line.startsWith(`${name} `))
  if (command && message.startsWith('Not enough non-option arguments')) {
    const needed = command.positionals.filter(({ count }) => count === 'one')
    const names = needed.map(({ name }) => name.toUpperCase()).join(' and ')
    return `ecconf ${command.name} needs ${names}. See ecconf ${command.name} --help.`
  }
  const text = unknownFlag(message, command) ?? message.trim().replace(/\s*\n\s*/g, ' ')
  const meant = meantText(message, command)
  const where = command ? ` See ecconf ${command.name} --help.` : ''
  return `${/[.?]$/.test(text) ? text : `${text}.`}${meant}${where}`
}

/** yargs names a flag with dashes twice: as it was typed, and in camel case. */
function unknownFlag(message: string, command: Command | undefined): string | undefined {
  const names = namesIn(message)
  if (command === undefined || names.length === 0) return undefined
  return `Unknown argument${names.length > 1 ? 's' : ''}: ${names.join(', ')}`
}

function namesIn(message: string): readonly string[] {
  const [, list] = /^Unknown arguments?: (.*)$/s.exec(message.trim()) ?? []
  const names = list?.split(', ') ?? []
  return names.filter((name) => !names.some((other) => other !== name && flagName(name) === other))
}

/** Which flag, or which choice of one, may have been meant: a sentence behind a blank, or nothing. */
function meantText(message: string, command: Command | undefined): string {
  if (command === undefined) return ''
  const [first, ...others] = namesIn(message)
  if (first !== undefined) {
    const flags = [...Object.keys(command.flags).map(flagName), 'help', 'version', 'no-color']
    const meant = others.length > 0 ? undefined : closest(first, flags)
    return meant === undefined ? '' : ` Did you mean --${meant.name}?`
  }
  const [, flag = '', given = ''] = /Argument: (\S+), Given: "([^"]*)"/.exec(message) ?? []
  const known = Object.entries(command.flags).find(([name]) => flagName(name) === flag)
  const meant = closest(given, known?.[1].choices ?? [])
  return meant === undefined ? '' : ` ${didYouMean(meant.name)}`
}
