import type { Command } from '../../../src/manager/commands/command.js'
import { pipesText } from '../../../src/manager/commands/program/help.js'
import { COMMANDS } from '../../../src/manager/commands/table.js'
import { LOCAL_COMMANDS } from '../../../src/terminal/local/local-commands.js'

/** Where the page is, from the checkout's folder. */
export const CONSOLE_PAGE = 'docs/console.md'

/** Behind this line the page is made. */
const MARK =
  '<!-- Made by `npm run docs` from the tables that `help` and `\\help` read. Changes below are lost. -->'

/**
 * The page about the console: its beginning as it is written by hand, and every command behind it.
 * @param page as it is now
 * @throws Error for a page in which nothing says where the beginning ends
 */
export function consolePage(page: string): string {
  const end = page.indexOf(MARK)
  if (end < 0) throw new Error(`${CONSOLE_PAGE} has no line ${MARK}`)
  const parts = [
    '## Every command',
    ...[...COMMANDS].sort((a, b) => (a.name < b.name ? -1 : 1)).map(section),
    '## What `ec_console` does by itself',
    'These lines are never sent. They are there at a terminal only.',
    ...LOCAL_COMMANDS.map(section),
  ]
  return `${page.slice(0, end)}${MARK}\n\n${parts.join('\n\n')}\n`
}

function section(
  command: Pick<Command, 'name' | 'description'> & {
    readonly usage: string | readonly string[]
    readonly help?: string
    readonly pipe?: Command['pipe']
    readonly only?: Command['only']
  },
): string {
  const { name, usage, description, help, pipe, only } = command
  const text = [
    `${description}.`,
    help?.replaceAll('\n', ' '),
    pipe && pipesText(pipe),
    only && `Only ${only === 'node' ? 'on nodes' : 'on the manager'}.`,
  ]
  return [
    `### ${code(name)}`,
    `\`\`\`text\n${[usage].flat().join('\n')}\n\`\`\``,
    ...text.filter((each) => each !== undefined).map(escaped),
  ].join('\n\n')
}

function code(text: string): string {
  return `\`${text}\``
}

/** What is in quotes is typed, and shown as that. */
function escaped(text: string): string {
  return text
    .replace(/"([^"]+)"/g, (_, typed: string) => code(typed))
    .replace(/\| (?=[a-z-])[a-z-]+(?: [a-z]+| REGEX)?(?=[,.])/g, code)
}
