import { optionMeanings, optionPage, PLAIN, whyText } from '../../../report/index.js'
import type { ScopeType } from '../../../schema/types.js'
import type { FileSnapshot } from '../../workspace/snapshot.js'
import { scopePathsOf, scopeTypesOf } from '../place/scope-place.js'
import type { OptionPlace } from '../place/text-place.js'
import { blocksOfTargets, type OfTarget } from '../shown/main-name.js'
import type { PlainBlock } from '../shown/markup.js'

const SHOWING = { maskSecrets: true, colours: PLAIN } as const

/** The value that counts and why, as `ecconf why` says it, then the page of `ecconf option`. */
export function optionBlocks(
  { within }: FileSnapshot,
  { view, around }: OptionPlace,
): readonly PlainBlock[] {
  const { name } = view
  const texts = within.flatMap((each): OfTarget[] => {
    const { target } = each
    // What a fragment falls back to stands in a file that is not known.
    if (target.fragment) return []
    return scopePathsOf(each, around).map((path) => {
      const explanation = target.configuration.why(path, name)
      const text = whyText(target.configuration, path, name, explanation, SHOWING)
      return { target, text }
    })
  })
  return [...blocksOfTargets(texts), ...pages(within, name, around)]
}

function pages(
  within: FileSnapshot['within'],
  name: string,
  around: OptionPlace['around'],
): PlainBlock[] {
  const [first] = within
  if (first === undefined) return []
  const { registry } = first.target.configuration
  const types = within.flatMap((each) => scopeTypesOf(each, around))
  return optionMeanings(registry, name)
    .filter(({ places }) => places.some(({ scope }) => isAmong(types, scope)))
    .map((meaning) => ({ text: optionPage(meaning, registry, PLAIN) }))
}

export function isAmong(types: readonly ScopeType[], { id }: ScopeType): boolean {
  return types.some((type) => type.id === id)
}
