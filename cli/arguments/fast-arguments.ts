import { type Command, type Flag, flagName } from './command.js'

type Given = Record<string, unknown> & { words: string[] }

/**
 * The flags and words of a command line that is right and plainly written, without loading yargs,
 * which takes longer than everything else that a short command does.
 * @returns undefined when anything is unusual or wrong: yargs reads such lines and explains them
 */
export function fastArguments(command: Command, words: readonly string[]): Given | undefined {
  // Node has put this character in the place of bytes that are no UTF-8.
  if (words.some((word) => word.includes('\ufffd'))) return undefined
  const flags = new Map<string, string>([['--color', 'color']])
  for (const [name, { alias }] of Object.entries(command.flags)) {
    flags.set(`--${flagName(name)}`, name)
    if (alias) flags.set(`-${alias}`, name)
  }
  const refused = new Map<string, string>([['--no-color', 'color']])
  const given: Given = { words: [] }
  for (const [name, { type, default: value }] of Object.entries(command.flags)) {
    given[name] = type === 'texts' ? [] : value
    if (type === 'boolean' && value === true) refused.set(`--no-${flagName(name)}`, name)
  }

  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string
    if (isPlain(word)) {
      given.words.push(word)
      continue
    }
    if (word === '--') {
      given.words.push(...words.slice(at + 1))
      break
    }
    const refusedName = refused.get(word)
    if (refusedName !== undefined) {
      given[refusedName] = false
      continue
    }
    const together = shortFlags(word, flags, command)
    if (together !== undefined) {
      for (const name of together) given[name] = true
      continue
    }
    const equals = word.indexOf('=')
    const name = flags.get(equals < 0 ? word : word.slice(0, equals))
    if (name === undefined) return undefined
    const flag = command.flags[name]
    if (flag === undefined || flag.type === 'boolean') {
      // `--raw true` is a flag with a value, and not a flag and a word.
      if (equals >= 0 || /^(true|false)$/.test(words[at + 1] ?? '')) return undefined
      given[name] = true
      continue
    }
    if (equals < 0) at++
    const value = equals < 0 ? words[at] : word.slice(equals + 1)
    if (value === undefined || !isValue(flag, value)) return undefined
    given[name] = flag.type === 'texts' ? [...(given[name] as string[]), value] : value
  }
  return fits(command, given.words.length) ? given : undefined
}

/** The names of boolean flags that stand together in a word, as in `-dvv`; undefined for another word. */
function shortFlags(
  word: string,
  flags: ReadonlyMap<string, string>,
  command: Command,
): readonly string[] | undefined {
  if (!/^-[A-Za-z]{2,}$/.test(word)) return undefined
  const names = [...word.slice(1)].map((letter) => flags.get(`-${letter}`) ?? '')
  return names.every((name) => command.flags[name]?.type === 'boolean') ? names : undefined
}

/** A word that is no flag, or a negative number. `-` is standard input. */
function isPlain(word: string): boolean {
  return word === '-' || /^(?!-)|^-\d/.test(word)
}

function isValue({ choices }: Flag, value: string): boolean {
  return value !== '' && isPlain(value) && (choices?.includes(value) ?? true)
}

function fits({ positionals }: Command, count: number): boolean {
  const least = positionals.filter(({ count }) => count === 'one').length
  const open = positionals.some(({ count }) => count === 'many')
  return count >= least && (open || count === least)
}
