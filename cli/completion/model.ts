import { type Command, type Flag, flagName } from '../arguments/command.js'

/** What a shell offers in one place: `files`, `folders` or certain words; undefined for nothing. */
export type Offer = 'files' | 'folders' | readonly string[] | undefined

/** A flag as it is typed. */
export interface FlagOffer {
  /** `--config`; `--no-includes` for one that is on by default. */
  readonly name: string
  /** `-c` */
  readonly alias: string | undefined
  readonly describe: string
  readonly takesValue: boolean
  readonly value: Offer
  /** Whether it may be given again and again. */
  readonly repeatable: boolean
}

export interface CommandOffer {
  /** One word, or two for `overlay apply`. */
  readonly name: string
  readonly describe: string
  readonly flags: readonly FlagOffer[]
  /** For the words without dashes. */
  readonly operand: Offer
}

/** Flags that every command has. */
const EVERYWHERE: readonly FlagOffer[] = [
  plainFlag('--no-color', 'Never use colours'),
  plainFlag('--help', 'Show help'),
]

/** The program's own flags. */
export const PROGRAM_FLAGS: readonly FlagOffer[] = [
  plainFlag('--help', 'Show help'),
  plainFlag('--version', 'Show version number'),
]

function plainFlag(name: string, describe: string): FlagOffer {
  const [alias, value] = [undefined, undefined]
  return { name, alias, describe, takesValue: false, value, repeatable: false }
}

/** What a shell can offer for each command, from the same data as the help. */
export function commandOffers(commands: readonly Command[]): CommandOffer[] {
  return commands.map(({ name, describe, flags, positionals }) => ({
    name,
    describe,
    flags: [...Object.entries(flags).map(([name, flag]) => flagOffer(name, flag)), ...EVERYWHERE],
    operand: positionals[0]?.completes,
  }))
}

function flagOffer(name: string, flag: Flag): FlagOffer {
  const { type, alias, choices, completes, describe } = flag
  const isRefused = type === 'boolean' && flag.default === true
  return {
    name: `--${isRefused ? 'no-' : ''}${flagName(name)}`,
    alias: alias && `-${alias}`,
    describe,
    takesValue: type !== 'boolean',
    value: choices ?? completes,
    repeatable: type === 'texts',
  }
}

/** A word that begins a command, or goes on with one. */
export interface CommandWord {
  readonly word: string
  readonly describe: string
}

/** The first words of the commands. A group of commands, such as `overlay`, is one word. */
export function firstWords(offers: readonly CommandOffer[]): CommandWord[] {
  const words = new Map<string, string>()
  for (const { name, describe } of offers) {
    const [first = '', second] = name.split(' ')
    const known = words.get(first)
    words.set(first, second === undefined ? describe : known ? `${known}, ${second}` : second)
  }
  return [...words].map(([word, describe]) => ({ word, describe }))
}

/** The second words of each group of commands, by the first. */
export function groups(offers: readonly CommandOffer[]): Map<string, CommandWord[]> {
  const groups = new Map<string, CommandWord[]>()
  for (const { name, describe } of offers) {
    const [first = '', word] = name.split(' ')
    if (word !== undefined) groups.set(first, [...(groups.get(first) ?? []), { word, describe }])
  }
  return groups
}
