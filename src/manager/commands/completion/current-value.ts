import type { Configuration, ScopePath } from '../../../config/index.js'
import type { Candidate } from '../../../protocol/index.js'
import { shortValue } from '../../../report/lookup/definition.js'
import { oneLine } from './offer.js'
import { shortPlace } from './short-place.js'

/** What there is to say of an option in a scope. */
export type CurrentValue = (path: ScopePath, option: string) => Omit<Candidate, 'word'>

/**
 * What options are now, and where that was set. Secrets are masked: a list shows more than anybody has
 * asked for.
 * @param isShown whether the user may see values; else there are descriptions only
 */
export function currentValues(view: Configuration, isShown: boolean): CurrentValue {
  return (path, option) => {
    const type = view.optionType(path, option)
    const description = oneLine(type?.description ?? '')
    if (!isShown) return { description }
    const { value, definition, origin, name } = view.eval(path, option)
    if (origin === 'default' && value !== undefined) {
      return { description, value: value.text.replace(/\s+/g, ' '), where: 'default' }
    }
    if (definition === undefined) return { description }
    const shown = shortValue({ name, type }, definition, true)
    const where = origin === 'implicit' ? 'implicit setting' : shortPlace(view, definition)
    return { description, value: shown, where }
  }
}
