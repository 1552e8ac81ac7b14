import type { Configuration } from '../../../config/index.js'
import type { Word } from '../../../console/index.js'
import { ruleOf } from '../../../schema/rules.js'
import type { OptionType } from '../../../schema/types.js'
import type { CurrentValue } from './current-value.js'
import { type Offer, offer, placeholder } from './offer.js'
import { resolved } from './scope-words.js'

/** The values that the option may have which the words name, if they name one. */
export function* valuesOf(
  view: Configuration,
  words: readonly Word[],
  current: CurrentValue,
): Generator<Offer> {
  const hasSign = words.at(-1)?.kind === 'equals'
  const named = resolved(view, hasSign ? words.slice(0, -1) : words, 'option')
  if (named?.option === undefined) return
  const { path, option } = named
  const { type } = option
  const offered = new Set<string>()
  for (const { word, describe } of wordsOf(type)) {
    offered.add(word)
    yield { word, describe }
  }
  const { value, where } = current(path, option.name)
  // A masked secret or a list is nothing that can be typed as one word.
  const isWord = value !== undefined && /^(?:"[^"*]*"|[^\s"()[\]=*]+)$/.test(value)
  if (isWord && !offered.has(unquoted(value))) {
    yield offer(unquoted(value), where === 'default' ? 'The default' : `As it is now: ${where}`)
  }
  if (type?.words === undefined && type?.type !== 'boolean') {
    const { expected = 'Any value' } = (type && ruleOf(type)) ?? {}
    yield placeholder('VALUE', expected.charAt(0).toUpperCase() + expected.slice(1))
  }
}

/** The words of an enumeration or a boolean. */
function* wordsOf(type: OptionType | undefined): Generator<Offer> {
  if (type === undefined || type.shape === 'array' || type.shape === 'dictionary') return
  const words = type.type === 'boolean' ? ['true', 'false'] : (type.words ?? [])
  for (const word of words) {
    yield offer(
      word,
      type.default === word || unquoted(type.default ?? '') === word ? 'The default' : '',
    )
  }
}

function unquoted(text: string): string {
  return text.replace(/^"(.*)"$/s, '$1')
}
