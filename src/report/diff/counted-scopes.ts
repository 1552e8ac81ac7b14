import type { ScopePath } from '../../config/index.js'
import { counted, listed } from '../../diagnostics/index.js'

/** Counts scopes by kind: `3 domains and 1 binding`. */
export function countedScopes(paths: readonly ScopePath[]): string {
  const counts = new Map<string, number>()
  for (const path of paths) {
    const noun = nounOf(path)
    counts.set(noun, (counts.get(noun) ?? 0) + 1)
  }
  return listed([...counts].map(([noun, count]) => counted(count, noun)))
}

const NOUNS = /^(?:domain|host|binding|binding_group|pathway|pathway_group|peer)$/

function nounOf(path: ScopePath): string {
  const name = path.at(-1)?.name.toLowerCase() ?? ''
  return NOUNS.test(name) ? name.replace('_', ' ') : 'scope'
}
