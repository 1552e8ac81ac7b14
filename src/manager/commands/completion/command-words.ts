import { COMMANDS } from '../table.js'
import { type Offer, offer } from './offer.js'

/** What each word means that several commands begin with. */
const GROUPS: Readonly<Record<string, string>> = {
  authz: 'Show who the session is to the authorization',
  config: 'Show and change the configuration',
  module: 'Show the modules',
  show: 'Show the cluster',
  write: 'Show or write the configuration as text',
}

/**
 * The words that go on a name of a command.
 * @param words of the name so far
 */
export function* commandWords(words: readonly string[]): Generator<Offer> {
  const typed = words.map((word) => word.toLowerCase())
  const offered = new Set<string>()
  for (const { name } of COMMANDS) {
    const parts = name.split(' ')
    const next = parts[typed.length]
    if (next === undefined || offered.has(next)) continue
    if (!typed.every((word, index) => word === parts[index])) continue
    offered.add(next)
    yield offer(next, descriptionOf([...typed, next].join(' ')))
  }
}

/** Of a command, or of the first words of several. */
function descriptionOf(name: string): string {
  const own = COMMANDS.find((command) => command.name === name)
  if (own !== undefined) return own.description
  const under = COMMANDS.filter((command) => command.name.startsWith(`${name} `))
  return GROUPS[name] ?? (under.length === 1 ? (under[0]?.description ?? '') : '')
}
