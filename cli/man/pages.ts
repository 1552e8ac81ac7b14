import { type Command, type Flag, flagName, type Positional } from '../arguments/command.js'
import { exitStatuses, HELPS, STATUSES } from '../help/helps.js'
import { mdocLiteral, mdocText, mdocWords } from './mdoc.js'

/** A manual page, and the file that it is in: `ecconf-lint.1`. */
export interface ManPage {
  readonly file: string
  readonly text: string
}

/** What a program of the product says of itself, where its words are its own. */
export type Manuals = Readonly<Record<string, string>>

/** When what the pages say was last gone through. */
const DATE = 'November 30, 2026'

const PROGRAM = 'ecconf'
const WHAT = 'check, overlay and edit the configuration files of Momentum (Ecelerity)'

/**
 * The manual pages: one of the program, one of each of its commands and one of each program that is
 * installed under a name of its own; from the same tables as the help.
 * @param manuals usage texts of programs that have no flags in the tables
 */
export function manPages(
  commands: readonly Command[],
  programs: readonly Command[],
  manuals: Manuals,
): ManPage[] {
  const own = commands.map((command) => commandPage(command, [PROGRAM, ...command.name.split(' ')]))
  const product = programs.map((program) => commandPage(program, [program.name], manuals))
  return [programPage(commands, programs), ...own, ...product]
}

/** A daemon has its page among those of the administration. */
function sectionOf(name: string): number {
  return name === 'eccmgr' ? 8 : 1
}

function programPage(commands: readonly Command[], programs: readonly Command[]): ManPage {
  return page(PROGRAM, WHAT, [
    '.Sh SYNOPSIS',
    '.Nm',
    '.Ar command',
    '.Op Ar options',
    '.Op Ar words',
    '.Nm',
    '.Cm help',
    '.Op Ar command',
    '.Sh DESCRIPTION',
    ...mdocText('Each command has a manual page of its own, such as ecconf-lint(1).'),
    '.Bl -tag -width 16n',
    ...commands.flatMap(({ name, describe }) => [
      `.It Cm ${mdocWords(name)}`,
      ...mdocText(describe),
    ]),
    '.El',
    '.Sh ENVIRONMENT',
    '.Bl -tag -width 16n',
    ...ENVIRONMENT.flatMap(([name, what]) => [`.It Ev ${name}`, ...mdocText(what)]),
    '.El',
    ...exitSection(STATUSES),
    '.Sh SEE ALSO',
    ...references(
      [...commands.map(({ name }) => fileName([PROGRAM, ...name.split(' ')]))].concat(
        programs.map(({ name }) => name),
      ),
    ),
  ])
}

const ENVIRONMENT = [
  ['CLICOLOR', 'With 0 there is no colour on terminals.'],
  ['CLICOLOR_FORCE', 'There is colour also without a terminal, unless it is 0.'],
  ['EC_CONF_SEARCH_PATH', 'Where files without a folder are looked for.'],
  ['EC_NODE_NAME', 'The node name.'],
  ['EDITOR', 'The editor of ecconf edit, unless there is VISUAL.'],
  ['FORCE_COLOR', 'As CLICOLOR_FORCE; with 0 there is no colour.'],
  ['FORCE_HYPERLINK', 'Whether names of files are links on a terminal: 1 or 0.'],
  ['NO_COLOR', 'There is no colour, whatever else is set.'],
  ['VISUAL', 'The editor of ecconf edit.'],
] as const

function commandPage(command: Command, words: readonly string[], manuals: Manuals = {}): ManPage {
  const { name, describe, flags, positionals } = command
  const manual = manuals[name]
  const [program = '', ...rest] = words
  return page(fileName(words), uncapitalized(describe), [
    '.Sh SYNOPSIS',
    `.Nm ${program}`,
    ...(rest.length > 0 ? [`.Cm ${mdocWords(rest.join(' '))}`] : []),
    ...(Object.keys(flags).length > 0 ? ['.Op Ar options'] : []),
    ...positionals.map(positionalLine),
    '.Sh DESCRIPTION',
    ...(manual === undefined
      ? [...mdocText(`${describe}.`), ...positionalList(positionals), ...flagList(flags)]
      : ['.Bd -literal', ...manual.trimEnd().split('\n').map(mdocLiteral), '.Ed']),
    ...exitSection(exitStatuses(name)),
    '.Sh EXAMPLES',
    ...(HELPS[name]?.examples ?? []).flatMap(([line, what], index) => [
      ...(index === 0 ? [] : ['.Pp']),
      ...mdocText(`${capitalized(what)}:`),
      '.Bd -literal -offset indent',
      mdocLiteral(line),
      '.Ed',
    ]),
    '.Sh SEE ALSO',
    ...references([PROGRAM]),
  ])
}

function page(name: string, what: string, lines: readonly string[]): ManPage {
  const section = sectionOf(name)
  const head = [
    '.\\" Made by the build from the tables of the help.',
    `.Dd ${DATE}`,
    `.Dt ${name.toUpperCase()} ${section}`,
    '.Os',
    '.Sh NAME',
    `.Nm ${name}`,
    `.Nd ${mdocWords(what)}`,
  ]
  return { file: `${name}.${section}`, text: `${[...head, ...lines].join('\n')}\n` }
}

function fileName(words: readonly string[]): string {
  return words.join('-')
}

function positionalLine({ name, count }: Positional): string {
  const word = mdocWords(name)
  return count === 'one' ? `.Ar ${word}` : `.Op Ar ${word} ...`
}

function positionalList(positionals: readonly Positional[]): string[] {
  if (positionals.length === 0) return []
  return [
    '.Bl -tag -width Ds',
    ...positionals.flatMap(({ name, describe }) => [
      `.It Ar ${mdocWords(name)}`,
      ...mdocText(`${describe}.`),
    ]),
    '.El',
  ]
}

function flagList(flags: Readonly<Record<string, Flag>>): string[] {
  const entries = Object.entries(flags)
  if (entries.length === 0) return []
  return [
    '.Pp',
    'The options are:',
    '.Bl -tag -width Ds',
    ...entries.flatMap(([name, flag]) => [flagItem(name, flag), ...flagText(flag)]),
    '.It Fl -no-color',
    'Turn colours off.',
    '.It Fl h , Fl -help',
    'Print the help.',
    '.El',
  ]
}

function flagItem(name: string, flag: Flag): string {
  const isRefused = flag.type === 'boolean' && flag.default === true
  const long = `Fl -${isRefused ? 'no-' : ''}${flagName(name)}`
  const value = flag.type === 'boolean' ? '' : ` Ar ${valueName(flag)}`
  return flag.alias === undefined ? `.It ${long}${value}` : `.It Fl ${flag.alias} , ${long}${value}`
}

function valueName({ choices, completes }: Flag): string {
  if (choices !== undefined) return 'choice'
  if (completes === 'files') return 'file'
  return completes === 'folders' ? 'folder' : 'value'
}

function flagText({ describe, choices, default: usual, type }: Flag): string[] {
  const among = choices === undefined ? [] : mdocText(`One of ${choices.join(', ')}.`)
  const otherwise = typeof usual === 'string' ? mdocText(`By default it is ${usual}.`) : []
  const again = type === 'texts' ? ['It may be given more than once.'] : []
  return [...mdocText(`${describe}.`), ...among, ...otherwise, ...again]
}

function exitSection(statuses: readonly (readonly [string, string])[]): string[] {
  return [
    '.Sh EXIT STATUS',
    '.Bl -tag -width Ds',
    ...statuses.flatMap(([status, text]) => [
      `.It ${status}`,
      ...mdocText(`${capitalized(text)}.`),
    ]),
    '.El',
  ]
}

/**
 * Other pages, in order of section and name. They are no cross references of mdoc, which mandoc looks
 * for among the pages of the system: those of a package lie elsewhere.
 */
function references(names: readonly string[]): string[] {
  const sorted = [...names].sort((a, b) => sectionOf(a) - sectionOf(b) || (a < b ? -1 : 1))
  return mdocText(sorted.map((name) => `${name}(${sectionOf(name)})`).join(', '))
}

function capitalized(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

function uncapitalized(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
