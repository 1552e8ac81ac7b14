import type { Scope } from '../model.js'

/**
 * Whether a scope, with all that it holds, takes effect, or goes, only after a restart; null when no
 * document says so of one of its options, and none needs it for certain.
 */
export function restartOfScope(scope: Scope): boolean | null {
  const all = [...restartsIn(scope)]
  if (all.includes(true)) return true
  return all.includes(null) ? null : false
}

/** What is known of each option in a scope, and in the scopes inside; null for not known. */
function* restartsIn({ type, options, scopes }: Scope): IterableIterator<boolean | null> {
  for (const name of options.keys()) yield type?.options.get(name)?.restart ?? null
  for (const scope of scopes) yield* restartsIn(scope)
}
