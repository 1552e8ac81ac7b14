import type { Command } from '../command.js'
import { commandName } from '../routing/command-name.js'
import type { ProgramKind } from '../session-context.js'
import { commandsOf } from '../table.js'
import { type Offer, offer } from './offer.js'

/** What each word means that several commands begin with. */
const GROUPS: Readonly<Record<string, string>> = {
  authz: 'Show who the session is to the authorization',
  cluster: 'Show the node',
  config: 'Show and change the configuration',
  ds_core: 'Look after the data sources',
  flush: 'Forget the answers of nodes',
  'ec_logger:NAME': 'Look after a logger',
  module: 'Show the modules',
  reopen: 'Open files anew',
  show: 'Show the cluster',
  subcluster: 'Send commands to the nodes of a subcluster',
  threads: 'Show the threads',
  write: 'Show or write the configuration as text',
}

/**
 * The words that go on a name of a command.
 * @param words of the name so far
 * @param kind of the program that has the commands
 * @param instancesOf gives the instances of a module that there are
 */
export function* commandWords(
  words: readonly string[],
  kind: ProgramKind,
  instancesOf: (module: string) => readonly string[],
): Generator<Offer> {
  const { words: typed } = commandName(words)
  const offered = new Set<string>()
  const commands = commandsOf(kind)
  for (const { name } of commands) {
    const parts = name.split(' ')
    const next = parts[typed.length]
    if (next === undefined || offered.has(next)) continue
    if (!typed.every((word, index) => word === parts[index])) continue
    offered.add(next)
    const description = descriptionOf([...typed, next].join(' '), commands)
    const [module = '', instance] = next.split(':')
    if (instance === undefined) yield offer(next, description)
    else for (const each of instancesOf(module)) yield offer(`${module}:${each}`, description)
  }
}

/** Of a command, or of the first words of several. */
function descriptionOf(name: string, commands: readonly Command[]): string {
  const own = commands.find((command) => command.name === name)
  if (own !== undefined) return own.description
  const under = commands.filter((command) => command.name.startsWith(`${name} `))
  return GROUPS[name] ?? (under.length === 1 ? (under[0]?.description ?? '') : '')
}
