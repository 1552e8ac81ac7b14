import type { Stanza } from '../../../config/index.js'
import { PLAIN, scopeMeanings, scopePage } from '../../../report/index.js'
import { placeText, stanzaPlace } from '../../../report/lookup/definition.js'
import type { FileSnapshot } from '../../workspace/snapshot.js'
import { scopePathsOf, scopeTypesOf } from '../place/scope-place.js'
import type { ScopePlace } from '../place/text-place.js'
import { blocksOfTargets, type OfTarget } from '../shown/main-name.js'
import type { PlainBlock } from '../shown/markup.js'
import { isAmong } from './option-hover.js'

/** How many stanzas of one scope are listed. */
const MOST_LISTED = 12

/** The page of a kind of scope, and the places of all its stanzas when there are several. */
export function scopeBlocks(
  { within }: FileSnapshot,
  { view, around }: ScopePlace,
): readonly PlainBlock[] {
  const [first] = within
  if (first === undefined) return []
  const stanzas = [...around, view]
  const { registry } = first.target.configuration
  const types = within.flatMap((each) => scopeTypesOf(each, stanzas))
  const pages = scopeMeanings(registry, view.name)
    .filter(({ places }) => places.some((scope) => isAmong(types, scope)))
    .map((meaning) => ({ text: scopePage(meaning, registry, PLAIN, false) }))
  const lists = within.flatMap((each): OfTarget[] =>
    scopePathsOf(each, stanzas).flatMap((path) => {
      const { target } = each
      const all = target.configuration.scope(path)?.stanzas ?? []
      return all.length < 2 ? [] : [{ target, text: listText(all) }]
    }),
  )
  return [...blocksOfTargets(lists), ...pages]
}

function listText(stanzas: readonly Stanza[]): string {
  const lines = stanzas.slice(0, MOST_LISTED).map((each) => `  ${placeText(stanzaPlace(each))}`)
  const rest = stanzas.length - lines.length
  const more = rest > 0 ? [`  and ${rest} more`] : []
  return [`${stanzas.length} stanzas, read in this order:`, ...lines, ...more].join('\n')
}
