import type { Configuration } from '../../../config/index.js'
import type { Word } from '../../../console/index.js'
import type { Command } from '../command.js'
import type { ProgramKind } from '../session-context.js'
import { commandWords } from './command-words.js'
import type { CurrentValue } from './current-value.js'
import { type Offer, offer, placeholder } from './offer.js'
import { instancesAt, optionsIn, type Place, placeOf, scopeOffer, scopesIn } from './scope-words.js'
import { valuesOf } from './value-words.js'

/** What a command's operands are offered from. */
export interface Known {
  /** Which program has the commands. */
  readonly kind: ProgramKind
  readonly view: Configuration
  /** Whether the user may see what the configuration holds, and not only what it could hold. */
  readonly isShown: boolean
  readonly current: CurrentValue
  /** What a command that is sent to a node or a subcluster can name. */
  readonly members: readonly string[]
}

/**
 * What may stand behind the name of a command and the words behind it.
 * @param words behind the name
 */
export function* operandWords(
  command: Command,
  words: readonly Word[],
  known: Known,
): Generator<Offer> {
  const { view, current } = known
  switch (command.operands) {
    case 'none':
      return
    case 'text':
    case 'path':
      if (words.length === 0) yield* placeholdersOf(command)
      return
    case 'command':
      yield* commandWords(
        words.map(({ value }) => value),
        known.kind,
        (module) => instancesOf(module, known),
      )
      return
    case 'node':
    case 'subcluster':
      yield* memberWords(command, words, known)
      return
    case 'scope-name':
      yield* locatable(words, known)
      return
    default: {
      const mayBeNew = command.operands === 'value' || command.name === 'config eval'
      const place = knownPlace(placeOf(view, words), known)
      if (command.operands === 'value') yield* valuesOf(view, words, current)
      if (known.isShown) yield* instancesAt(view, words, mayBeNew)
      if (place === undefined) return
      yield* scopesIn(place)
      if (command.operands !== 'scope') yield* optionsIn(place, current)
    }
  }
}

/** The instances of a module, for those who may see what the configuration holds. */
export function instancesOf(
  module: string,
  { view, isShown }: Pick<Known, 'view' | 'isShown'>,
): readonly string[] {
  const scopes = isShown ? view.root.scopesNamed(module) : []
  return scopes.flatMap(({ instance }) => (instance === undefined ? [] : [instance]))
}

/** A place without what is in the configuration there, for those who may not see that. */
function knownPlace(place: Place | undefined, { isShown }: Known): Place | undefined {
  return isShown || place === undefined ? place : { ...place, scope: undefined }
}

/** The scopes of all depths that there are, for `config locate`; behind one, a regular expression. */
function* locatable(words: readonly Word[], { view, isShown }: Known): Generator<Offer> {
  if (words.length === 1) yield placeholder('REGEX', 'Looked for anywhere in the instances')
  if (words.length > 0 || !isShown) return
  const open = [...view.complete.scopes]
  for (let scope = open.pop(); scope !== undefined; scope = open.pop()) {
    open.push(...scope.scopes)
    yield scopeOffer(scope.name, scope.type)
  }
}

/** A node or a subcluster, and behind it a command that nodes have. */
function* memberWords(
  { operands, description }: Command,
  words: readonly Word[],
  { members }: Known,
): Generator<Offer> {
  if (words.length === 1) yield placeholder('CMD', description)
  if (words.length > 0) return
  const isNode = operands === 'node'
  const what = isNode ? 'A node that is there' : 'A subcluster'
  if (members.length === 0) yield placeholder(isNode ? 'NODE' : 'SUB', description)
  for (const name of members) yield offer(name, what)
}

function* placeholdersOf({ name, usage, description }: Command): Generator<Offer> {
  for (const form of usage) {
    const operand = form.slice(name.length).replace(/[[\]]/g, '').trim()
    if (operand !== '') yield placeholder(operand, description)
  }
}
