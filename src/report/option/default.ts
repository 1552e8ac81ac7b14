import type { OptionFacts } from '../../schema/option-facts.js'
import type { Registry } from '../../schema/types.js'
import type { OptionMeaning } from './meanings.js'
import { textByScope } from './places.js'
import { configurationText } from './value.js'

/**
 * The default of an option, and the scopes and versions with another default; undefined when none
 * is known.
 */
export function defaultText({ type, places }: OptionMeaning, known: Registry): string | undefined {
  const { facts = {}, default: own } = type
  const general = generalText(facts)
  if (general === undefined && places.every((place) => place.type.default === undefined)) {
    return undefined
  }
  const text = textByScope(
    places,
    ({ type: { default: here } }) => (here === own ? general : undefined) ?? here ?? 'none',
    known,
  )
  return `${text}${doubtText(facts)}`
}

/** The default by product line or version, if it has changed. */
function generalText({ defaultByLine, defaultHistory }: OptionFacts): string | undefined {
  if (defaultByLine !== undefined) {
    const texts = Object.entries(defaultByLine).map(
      ([line, value]) => `${configurationText(value)} in ${line}.x`,
    )
    return texts.join(', ')
  }
  if (defaultHistory === undefined) return undefined
  const texts = defaultHistory.map(({ since, value }) => {
    const text = configurationText(value)
    return since === undefined ? text : `${text} since ${since}`
  })
  return texts.join(', ')
}

function doubtText({ defaultDoubted }: OptionFacts): string {
  return defaultDoubted === undefined
    ? ''
    : ` (the documents also give ${configurationText(defaultDoubted)})`
}
