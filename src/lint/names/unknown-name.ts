import type { Fix } from '../../diagnostics/index.js'
import type { ScalarView } from '../../syntax/index.js'
import type { SchemaContext } from '../engine/schema-context.js'
import { display, isHere, type Kind, nameMeaning, otherKind } from './name-meaning.js'
import { suggestionsOf } from './suggestions.js'
import { whereabouts } from './whereabouts.js'
import { quoted } from './words.js'

/** What unknown options and unknown scopes have in common. */
export interface UnknownName {
  readonly kind: Kind
  /** The name as it is written. */
  readonly token: ScalarView
  /** How to write the statement if the name is of the other kind: `Idle_Time = ...`. */
  readonly rewritten: string
  /** Whether what is written would be right under this name, in lower case. */
  readonly fits: (lowerName: string) => boolean
}

/** Reports a name that the product does not have here, nor anywhere else. */
export function reportUnknown(name: UnknownName, context: SchemaContext): void {
  const { kind, token } = name
  const { surroundings, findings } = context
  if (nameMeaning(kind, token.value, surroundings) !== 'unknown') return
  const summary = `Unknown ${kind} ${quoted(token.value)}${surroundings.inScope}`
  findings.report(`schema/unknown-${kind}`, token, summary, advice(name, context))
}

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
    return { detail: `Did you mean "${meant}"?`, fix: rename(token, meant, isSure, context) }
  }
  const elsewhere = suggestions.elsewhere(kind, typed, registry)
  if (elsewhere !== undefined) {
    const where = whereabouts(kind, elsewhere, registry)
    return { detail: `"${display(kind, elsewhere, registry)}" is ${where}.` }
  }
  return { detail: `The product has no ${kind} of this name.` }
}

/**
 * A fix that writes another name. The product refuses a name that it does not know, so writing the
 * only one that can be meant changes no meaning.
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
