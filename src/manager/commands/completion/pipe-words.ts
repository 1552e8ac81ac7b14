import type { Command } from '../command.js'
import { type Offer, offer, placeholder } from './offer.js'

type Can = NonNullable<Command['pipe']>

/**
 * What may stand behind a bar.
 * @param words behind the last bar, in lower case
 */
export function* pipeWords(words: readonly string[], can: Can): Generator<Offer> {
  const [name, ...rest] = words
  if (name === undefined) yield* names(can)
  else if (name === 'display' && rest.length === 0) {
    for (const form of can.displays) yield offer(form, FORMS[form])
  } else if (name === 'match' || name === 'except') {
    if (rest.length === 0) yield placeholder('REGEX', 'Looked for anywhere in each line')
  } else yield bar
}

/** A bar, for commands whose answer goes through pipes. */
export const bar = placeholder('|', 'Filter or change what is shown')

const FORMS: Readonly<Record<Can['displays'][number], string>> = {
  json: 'As JSON',
  set: 'As lines with "config set"',
}

function* names({ displays, compares }: Can): Generator<Offer> {
  yield offer('match', 'Show the lines that match a regular expression')
  yield offer('except', 'Show the lines that do not match a regular expression')
  yield offer('count', 'Show how many lines there are')
  yield offer('no-more', 'Show all at once, without the pager')
  if (displays.length > 0) yield offer('display', `Show in another form: ${displays.join(', ')}`)
  if (compares) yield offer('compare', 'Show what differs from what runs, or from the files')
}
