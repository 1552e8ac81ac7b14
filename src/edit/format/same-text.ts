import type { Document } from '../../../grammar/index.js'
import { withoutEndBlanks } from './gap.js'

/**
 * Whether two texts differ only in blanks, so that they mean the same: equal tokens in equal
 * statements, and equal comments in the same order.
 */
export function differOnlyInBlanks(a: Document, b: Document): boolean {
  return (
    haveSameErrors(a, b) && haveSameTree(a, b) && haveSameTokens(a, b) && haveSameComments(a, b)
  )
}

function haveSameErrors(a: Document, b: Document): boolean {
  const errors = ({ diagnostics }: Document) =>
    diagnostics.filter(({ severity }) => severity === 'error').length
  return errors(a) === errors(b)
}

function haveSameTree({ tree: a }: Document, { tree: b }: Document): boolean {
  if (a.count !== b.count) return false
  for (let node = 0; node < a.count; node++) {
    if (a.kind[node] !== b.kind[node] || a.next[node] !== b.next[node]) return false
    if (a.first[node] !== b.first[node] || a.limit[node] !== b.limit[node]) return false
  }
  return true
}

function haveSameTokens({ tree: a }: Document, { tree: b }: Document): boolean {
  if (a.tokens.count !== b.tokens.count) return false
  for (let token = 0; token < a.tokens.count; token++) {
    if (a.tokens.kind[token] !== b.tokens.kind[token]) return false
    const [one, other] = [a, b].map(({ source, tokens }) =>
      source.text.slice(tokens.start[token], tokens.end[token]),
    )
    if (one !== other) return false
  }
  return true
}

/** Compares comments without the blanks at line ends, which are not part of them. */
function haveSameComments(a: Document, b: Document): boolean {
  const texts = (document: Document) =>
    document.comments().map(({ text }) => withoutEndBlanks(text))
  const others = texts(b)
  const all = texts(a)
  return all.length === others.length && all.every((text, index) => text === others[index])
}
