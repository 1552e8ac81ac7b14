import { closest, didYouMean } from '../../../schema/suggest/closest.js'
import type { ProgramKind } from '../session-context.js'
import { commandsOf } from '../table.js'

/**
 * Which command somebody may have meant who has typed one that is not there, as a sentence: a slip of the
 * finger in its first words, or `commit` for `config commit`.
 * @returns undefined when none is near
 */
export function nearCommand(line: string, kind: ProgramKind): string | undefined {
  const [first = '', second = ''] = line.toLowerCase().split(/\s+/, 2)
  // A part of the program that has no such command, and no slip of the finger.
  if (first.includes(':')) return undefined
  const commands = commandsOf(kind)
  const begins = [...new Set(commands.map(({ name }) => wordsOf(name, 1)))]
  const isBegin = begins.includes(first)
  const inner = isBegin ? second : first
  const outer = isBegin ? first : 'config'
  const under = commands
    .map(({ name }) => wordsOf(name, 2))
    .filter((name) => name.startsWith(`${outer} `))
  if (under.includes(`${outer} ${inner}`)) return didYouMean(`${outer} ${inner}`)
  const near = isBegin ? closest(`${outer} ${inner}`, under)?.name : closest(first, begins)?.name
  return inner === '' || near === undefined ? undefined : didYouMean(near)
}

function wordsOf(name: string, count: number): string {
  return name.split(' ', count).join(' ')
}
