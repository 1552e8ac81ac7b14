import type { Candidate } from '../../../protocol/index.js'
import { encodeString, needsQuotes } from '../../../syntax/index.js'
import type { TypedLine } from './typed-line.js'

/** A word that may come next. Where descriptions are wanted, they are made of those that fit. */
export interface Offer {
  readonly word: string
  /** Whether it is only told of: a placeholder such as VALUE, which nobody can type. */
  readonly isPlaceholder?: boolean
  readonly describe: () => Omit<Candidate, 'word'>
}

/** A word with its description. */
export function offer(word: string, description: string): Offer {
  return { word, describe: () => ({ description }) }
}

/** Something that is not to be typed as it stands, for `?` alone. */
export function placeholder(word: string, description: string): Offer {
  return { ...offer(word, description), isPlaceholder: true }
}

/** Whether a word goes on from what is typed; case does not count. */
export function fits(word: string, { wanted }: TypedLine): boolean {
  return word.toLowerCase().startsWith(wanted)
}

/** A word as it is to be typed: in quotes where it must be, or where a quote is typed already. */
export function typedForm(word: string, { partial }: TypedLine): string {
  return needsQuotes(word) || partial.startsWith('"') ? encodeString(word) : word
}

/** The first sentence of a description. */
export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/\.(?: [A-Z].*)?$/, '')
}
