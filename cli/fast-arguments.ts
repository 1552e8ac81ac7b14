import parse from 'yargs-parser'
import { type Command, flagName } from './command.js'

/** How both parsers of the command line read it: values are text, `0600` must not become 384. */
export const PARSER_CONFIGURATION = {
  'parse-numbers': false,
  'parse-positional-numbers': false,
  'dot-notation': false,
  'duplicate-arguments-array': false,
  'greedy-arrays': false,
} as const

/**
 * The flags and words of a command line that is right, without loading yargs, which takes longer
 * than everything else that a short command does.
 * @returns undefined when there is anything to explain: yargs does that
 */
export function fastArguments(
  command: Command,
  words: readonly string[],
): (Record<string, unknown> & { words: string[] }) | undefined {
  const names = Object.entries(command.flags)
  const strings = names.filter(([, { type }]) => type === 'string').map(([name]) => flagName(name))
  const booleans = names
    .filter(([, { type }]) => type === 'boolean')
    .map(([name]) => flagName(name))
  const alias = Object.fromEntries(
    names.flatMap(([name, { alias }]) => (alias ? [[flagName(name), [alias]]] : [])),
  )
  const parsed = parse.detailed([...words], {
    string: strings,
    boolean: [...booleans, 'color'],
    alias,
    configuration: { ...PARSER_CONFIGURATION, 'populate--': false },
  })
  if (parsed.error) return undefined
  const { argv } = parsed
  const known = new Set([
    '_',
    'color',
    ...names.flatMap(([name, { alias }]) => [name, flagName(name), alias ?? name]),
  ])
  if (Object.keys(argv).some((name) => !known.has(name))) return undefined
  const given: Record<string, unknown> & { words: string[] } = { words: argv._.map(String) }
  if (argv.color !== undefined) given.color = argv.color
  for (const [name, flag] of names) {
    const value: unknown = argv[name] ?? flag.default
    if (flag.choices && value !== undefined && !flag.choices.includes(String(value)))
      return undefined
    if (flag.type === 'string' && value === '') return undefined
    given[name] = value
  }
  const least = command.positionals.filter(({ count }) => count === 'one').length
  const open = command.positionals.some(({ count }) => count === 'many')
  if (given.words.length < least || (!open && given.words.length > least)) return undefined
  return given
}
