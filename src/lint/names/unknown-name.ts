import type { Fix } from '../../diagnostics/index.js'
import { didYouMean } from '../../schema/suggest/closest.js'
import type { ScalarView } from '../../syntax/index.js'
import type { SchemaContext } from '../engine/schema-context.js'
import { display, isHere, type Kind, nameMeaning, otherKind } from './name-meaning.js'
import { describeOwners } from './owners.js'
import { suggestionsOf } from './suggestions.js'
import { quoted } from './words.js'

/** What reports of unknown options and unknown scopes share. */
export interface UnknownName {
  readonly kind: Kind
  /** The name as written. */
  readonly token: ScalarView
  /** The statement rewritten as the other kind, option or scope: `Idle_Time = ...`. */
  readonly rewritten: string
  /** Whether the rest of the statement would be right under another name, given in lower case. */
  readonly fits: (lowerName: string) => boolean
}

/** Reports a name that the product does not have, here or elsewhere. */
export function reportUnknown(name: UnknownName, context: SchemaContext): void {
  const { kind, token } = name
  const { surroundings, findings } = context
  if (nameMeaning(kind, token.value, surroundings) !== 'unknown') return
  const summary = `Unknown ${kind} ${quoted(token.value)}${surroundings.inScope}`
  findings.report(`schema/unknown-${kind}`, token, summary, advice(name, context))
}

/** How many names are offered for one that is close to none. */
const MOST_NAMES = 3

function advice(name: UnknownName, context: SchemaContext): { detail: string; fix?: Fix } {
  const { kind, token, rewritten } = name
  const { surroundings, registry, findings } = context
  const other = otherKind(kind)
  if (isHere(other, token.value, surroundings)) {
    const article = other === 'option' ? 'an' : 'a'
    return { detail: `${quoted(token.value)} is ${article} ${other}: write ${rewritten}.` }
  }
  const typed = token.value.toLowerCase()
  const suggestions = suggestionsOf(findings)
  const here = suggestions.here(kind, typed, surroundings)
  if (here !== undefined) {
    const meant = display(kind, here.name, registry, surroundings)
    const isSure = here.slips === 1 && here.clear && name.fits(here.name)
    return { detail: didYouMean(meant), fix: rename(token, meant, isSure, context) }
  }
  const wordy = suggestions.oneWordFrom(kind, typed, surroundings)
  if (wordy.length > 0 && wordy.length <= MOST_NAMES) {
    const names = wordy.map((near) => display(kind, near, registry, surroundings))
    const [only = '', ...others] = names
    return others.length > 0
      ? { detail: didYouMean(...names) }
      : { detail: didYouMean(only), fix: rename(token, only, false, context) }
  }
  const elsewhere = suggestions.elsewhere(kind, typed, registry)
  if (elsewhere !== undefined) {
    const where = describeOwners(kind, elsewhere, registry)
    return { detail: `"${display(kind, elsewhere, registry)}" is ${where}.` }
  }
  return { detail: `The product has no ${kind} of this name.` }
}

/**
 * A fix that writes another name. The product refuses unknown names, so writing the only name that
 * can be meant changes no meaning.
 */
export function rename(
  { start, end }: ScalarView,
  name: string,
  isSure: boolean,
  { findings }: SchemaContext,
): Fix {
  const edit = { start, end, text: name }
  const title = `Write "${name}"`
  return isSure ? findings.safeFix(title, edit) : findings.unsafeFix(title, edit)
}
